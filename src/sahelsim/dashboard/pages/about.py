"""About: purpose, sources, ethics, every assumption, the model's own description."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dash import Dash, html

from sahelsim.core.parameter import ASSUMED
from sahelsim.dashboard import names
from sahelsim.dashboard.attributes import attributes
from sahelsim.dashboard.service import Service
from sahelsim.dashboard.state import State
from sahelsim.scenario import assumptions
from sahelsim.texts.translator import Translator


def layout(state: State, words: Translator) -> list[Any]:
    """Return the page; nothing on it is computed."""
    rows = assumptions(state.story)
    assumed = sum(row["source"] == ASSUMED for row in rows)
    every = words.plain(len(rows))
    return [
        html.H2(words("dashboard.about_purpose")),
        html.P(words("dashboard.about.purpose")),
        html.H2(words("dashboard.about_ethics")),
        html.P(words("dashboard.about.ethics")),
        html.H2(words("dashboard.about_sources")),
        html.P(words("dashboard.about.sources", assumed=words.plain(assumed), all=every)),
        html.Details(
            [
                html.Summary(words("dashboard.parameters.all", all=every)),
                html.Div(id="numbers", **attributes({"data-numbers": numbers(words, state, rows)})),
            ]
        ),
        html.H2(words("dashboard.about_model")),
        html.P(words("dashboard.about_model_help")),
        html.P(html.A("ODD+D", href="/model", lang="en")),
    ]


def numbers(words: Translator, state: State, rows: list[dict[str, Any]]) -> str:
    """Return every number as the page's script lists it, once somebody opens the list."""
    columns = ("setting", "value", "unit", "range", "source", "because")
    called = names.called(words, state, (row["name"] for row in rows))
    listed = {
        "names": [words(f"dashboard.{column}") for column in columns],
        "rows": [[called[row["name"]], row["name"], *_cells(words, row)] for row in rows],
        "told": {
            key: words(f"dashboard.parameters.{key}") for key in ("find", "help", "shown", "none")
        },
    }
    return json.dumps(listed, ensure_ascii=False)


def _cells(words: Translator, row: Mapping[str, Any]) -> list[str | list[str]]:
    """Return a number's cells; a text that is in English alone carries its language."""
    switch = row["unit"] == "option"
    low, high = words.plain(row["low"]), words.plain(row["high"])
    source, why = row["source"], words.prose("why", row["why"]) if row["why"] else ""
    return [
        names.value(words, row["name"], row["value"]),
        "" if switch else words.unit(row["unit"]),
        "" if switch else f"{low} – {high}",
        words("dashboard.assumed") if source == ASSUMED else source,
        [why, "en"] if why == row["why"] and words.lang != "en" else why,
    ]


def register(app: Dash, service: Service) -> None:
    """Serve the model's description as text beside the page."""
    from flask import Response

    from sahelsim.documents.odd import model_text

    def model() -> Response:
        return Response(model_text(), mimetype="text/plain")

    app.server.add_url_rule("/model", "model", model)
