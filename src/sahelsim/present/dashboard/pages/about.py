"""About: purpose, sources, ethics, every assumption, the model's own description."""

from __future__ import annotations

from typing import Any

from dash import Dash, html

from sahelsim.base.parameter import ASSUMED
from sahelsim.present.dashboard.parts import in_english, table
from sahelsim.present.dashboard.service import Service
from sahelsim.present.dashboard.state import State
from sahelsim.present.dashboard.words import Words, texts
from sahelsim.scenario import assumptions


def layout(state: State, words: Words) -> list[Any]:
    """Return the page; nothing on it is computed."""
    told, rows = texts(words.lang)["about"], assumptions(state.story)
    assumed = sum(row["source"] == ASSUMED for row in rows)
    head = [words("setting"), words("value"), words("unit"), "min – max", words("source"),
            words("because")]  # fmt: skip
    cells = [
        [r["name"], _text(r["value"]), r["unit"], f"{_text(r['low'])} – {_text(r['high'])}",
         r["source"], r["why"]]
        for r in rows
    ]  # fmt: skip
    return [
        html.H2(words("about_purpose")), html.P(told["purpose"]),
        html.H2(words("about_ethics")), html.P(told["ethics"]),
        html.H2(words("about_sources")),
        html.P(told["sources"].format(assumed=assumed, all=len(rows))),
        html.Details([html.Summary(words("table")), *in_english(words), html.Div(table([head, *cells]), lang="en")]),
        html.H2(words("about_model")),
        html.P(words("about_model_help")),
        html.P(html.A("ODD+D", href="/model", lang="en")),
    ]  # fmt: skip


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def register(app: Dash, service: Service) -> None:
    """Serve the model's description as text beside the page."""
    from flask import Response

    from sahelsim.present.describe_model import model_text

    @app.server.get("/model")
    def model() -> Response:
        return Response(model_text(), mimetype="text/plain")
