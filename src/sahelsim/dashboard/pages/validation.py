"""Validation: how the model scored against the record, as shipped and here and now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import Dash, Output, html

from sahelsim.dashboard import drawing, parts
from sahelsim.dashboard.attributes import attributes
from sahelsim.dashboard.jobs import Job
from sahelsim.dashboard.pages.sweep import still
from sahelsim.dashboard.polling import follow, progress
from sahelsim.dashboard.service import HINDCAST_RUNS, Service, Wish
from sahelsim.dashboard.state import State
from sahelsim.report.page import static
from sahelsim.report.validation import page as told
from sahelsim.study.hindcast import ORIGINS
from sahelsim.texts.translator import Translator

CHARTS_SAID = (
    "Grey with dots: the record. Blue: the model's median, with half (dark) and nine in ten (pale) "
    "of its runs. The axis is logarithmic: each step up multiplies."
)


def origin_of(state: State) -> str:
    """Return the origin to score from: the reader's, or the first."""
    asked = state.view.get("show", "")
    return asked if asked in ORIGINS else next(iter(ORIGINS))


def layout(state: State, words: Translator) -> list[Any]:
    """Return the shipped findings, and the way to score anew."""
    ways = [
        html.A(
            name,
            className="file",
            href=f"/validation?{replace(state, view={**state.view, 'show': name}).link}",
            **attributes({"aria-current": "true"} if name == origin_of(state) else {}),
        )
        for name in ORIGINS
    ]
    return [
        html.P(words("dashboard.validation_help")),
        html.P(words("dashboard.validation_score"), className="quiet"),
        html.H2(words("dashboard.validation_shipped")),
        *parts.in_english(words),
        html.Ul([html.Li(line) for line in json.loads(static("validation.json"))], lang="en"),
        html.H2(words("dashboard.validation_run", runs=HINDCAST_RUNS)),
        html.P(words("dashboard.validation_here"), className="quiet"),
        html.P([f"{words('dashboard.validation_from')}{words.colon}", *ways], className="files"),
        *parts.in_english(words),
        html.Section(
            [
                progress("validation"),
                html.Div(id="validation-found", lang="en"),
            ],
            id="validation-results",
        ),
    ]


def register(app: Dash, service: Service) -> None:
    """Connect the page."""

    def wishes(state: State) -> list[Wish]:
        return [Wish("hindcast", State(), origin_of(state))]  # whatever the levers say

    found = {"found": Output("validation-found", "children")}
    follow(app, service, "validation", found, wishes, paint)


def paint(state: State, words: Translator, jobs: Sequence[Job], _: bool) -> dict[str, Any]:
    """Show the scores once they are in."""
    if not jobs or not jobs[0].done:
        return {}
    found = jobs[0].done[0]
    report = found.report()
    charts = [
        still(
            c.id,
            c.title,
            c.unit,
            words,
            drawing.Drawn(c.figure, c.sentence, [list(c.head), *c.rows]),
        )
        for c in told.charts(found)
    ]
    tables = [told.score_table(report), told.skill_table(report), told.event_table(report)]
    return {
        "found": [
            html.P(told.FIRST_LINE.format(**report)),
            html.Ul([html.Li(line) for line in told.verdict(report)]),
            html.P(CHARTS_SAID, className="quiet"),
            html.Div(charts, className="grid"),
            *(parts.captioned(words, table) for table in tables),
        ]
    }
