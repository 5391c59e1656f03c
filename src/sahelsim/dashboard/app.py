"""The web application: pages by address, one service behind them, files beside them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, dcc, html
from flask import request

from sahelsim.core.errors import SahelsimError
from sahelsim.dashboard import downloads, facts, parts
from sahelsim.dashboard.faults import PageError
from sahelsim.dashboard.guard import guard
from sahelsim.dashboard.pages import about, compare, explore, sweep, validation, why
from sahelsim.dashboard.service import Service
from sahelsim.dashboard.state import LANGUAGES, language_of, read
from sahelsim.report.page import static
from sahelsim.texts.translator import translator

PAGES = {
    "explore": explore,
    "compare": compare,
    "why": why,
    "sweep": sweep,
    "validation": validation,
    "about": about,
}
HTML = """<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="data:,">{css}</head>
<body>{app_entry}<footer><script>{shared}</script>{config}{scripts}{renderer}</footer></body>
</html>"""


class Dashboard(Dash):
    """A Dash application whose page knows its language from the first byte."""

    def interpolate_index(
        self,
        metas: Any = "",
        title: Any = "",
        css: Any = "",
        config: Any = "",
        scripts: Any = "",
        app_entry: Any = "",
        favicon: Any = "",
        renderer: Any = "",
    ) -> str:
        """Return the page's frame."""
        asked = request.args.get("lang", LANGUAGES[0])
        lang = asked if asked in LANGUAGES else LANGUAGES[0]
        return HTML.format(
            lang=lang,
            title=translator(lang)("dashboard.title"),
            shared=static("reading.js"),
            css=css,
            app_entry=app_entry,
            config=config,
            scripts=scripts,
            renderer=renderer,
        )


def make_app(service: Service, folder: Path, hosts: Sequence[str] | None = None) -> Dash:
    """Return the application.

    Parameters
    ----------
    service : Service
        Computes what pages ask for.
    folder : Path
        Where result folders of sweeps are looked for.
    hosts : sequence of str, optional
        Names of this machine that requests must be addressed to; None takes any.
    """
    app = Dashboard(
        __name__,
        title="sahelsim",
        update_title="",
        suppress_callback_exceptions=True,
        assets_folder=str(Path(__file__).parent / "assets"),
    )

    _lay_out(app, folder)
    for module in PAGES.values():
        module.register(app, service)
    downloads.register(app.server, service)
    facts.register(app.server)
    guard(app.server, hosts)
    return app


def _lay_out(app: Dash, folder: Path) -> None:
    """Show the page that the address names, or say why it cannot be shown."""

    def layout() -> Any:
        session = dcc.Store(id="session", data=uuid.uuid4().hex)
        return html.Div([dcc.Location(id="url"), session, html.Div(id="content")])

    app.layout = layout

    @app.callback(Output("content", "children"), Input("url", "pathname"), Input("url", "search"))
    def page(path: str, query: str) -> Any:
        name = (path or "/").strip("/") or "explore"
        words = translator(language_of(query or ""))
        try:
            if name not in PAGES:
                raise PageError("fault.no_page", name=name[:40])
            state = read(query or "")
            more = (folder,) if name == "sweep" else ()
            children = PAGES[name].layout(state, words, *more)
        except SahelsimError as error:
            return parts.trouble(words, error)
        return parts.frame(name, words, state, children)
