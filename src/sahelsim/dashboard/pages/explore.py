"""Explore: turn an incentive and see the future move."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import Dash, Output, dcc, html

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.dashboard import drawing, panel, parts, work
from sahelsim.dashboard.jobs import Job
from sahelsim.dashboard.polling import MORE, follow, progress
from sahelsim.dashboard.service import Service, Wish, result_of
from sahelsim.dashboard.state import State
from sahelsim.figures import control_map, fan_chart
from sahelsim.report.write import FIRST
from sahelsim.study.result import Result
from sahelsim.texts.translator import Translator

LEAD = FIRST[0]
FANS = tuple(dict.fromkeys((*FIRST[:2], drawing.CIVILIANS, *FIRST)))
REST = ("classes", "sides", *(f"fan-{name}" for name in FANS[1:]))


def layout(state: State, words: Translator) -> list[Any]:
    """Return the page before anything is computed."""
    charts = charts_of(words)
    lands = html.Div([parts.country("map-0", words("dashboard.map"), words), parts.months(words)])
    results = html.Section(
        [
            html.H2(words("dashboard.results"), className="unseen"),
            progress("explore"),
            html.P(
                [words("dashboard.runs_help"), " ", words("dashboard.tour.four")], className="quiet"
            ),
            html.Div(id="guess", className="asking" if state.view.get("guess") == "1" else ""),
            html.Div([charts[0], html.Div(lands, className="card"), *charts[1:]], className="grid"),
            saves(state, words),
            dcc.Store(id="ending"),
        ],
        id="explore-results",
        className="stale",
    )
    levers = html.Aside(
        [
            html.H2(words("dashboard.levers")),
            html.P(words("dashboard.levers_help"), className="quiet"),
            panel.controls(words, state),
        ],
        className="panel",
    )
    return [html.Div([levers, results], className="two")]


def charts_of(words: Translator) -> list[Any]:
    """Return the empty charts in the order of the page; who killed civilians follows how many."""
    fans = {
        n: parts.chart(
            f"fan-{n}",
            words.indicator(n),
            words.unit(fan_chart.unit(n)),
            words,
            430 if n == LEAD else 250,
        )
        for n in FANS
    }
    unit = words.unit(fan_chart.unit(drawing.CIVILIANS))
    shares = parts.chart(
        "classes", words("dashboard.classes"), words("dashboard.share"), words, 250
    )
    sides = parts.chart("sides", words("dashboard.sides"), unit, words, 300)
    found = [fans.pop(LEAD), shares]
    for name, fan in fans.items():
        found += [fan, sides] if name == drawing.CIVILIANS else [fan]
    return found


def saves(state: State, words: Translator) -> Any:
    """Return the links to files made from this very state."""
    files = {"toml": "/scenario.toml", "csv": "/data.csv", "report": "/report.html"}
    items = [
        html.A(words(f"dashboard.get.{kind}"), href=f"{path}?{state.link}", className="file")
        for kind, path in files.items()
    ]
    return html.Div([html.H2(words("dashboard.save")), html.P(items, className="files")])


def register(app: Dash, service: Service) -> None:
    """Connect the page."""
    parts.connect_maps(app, "map-0")
    parts.tell_script(app, "ending", "ending(d)")
    outputs = {
        "lead": parts.outputs(f"fan-{LEAD}"),
        "rest": [parts.outputs(id) for id in REST],
        "map": parts.map_outputs("map-0"),
        "ending": Output("ending", "data"),
    }
    follow(app, service, "explore", outputs, wishes, paint)


def wishes(state: State) -> list[Wish]:
    """Return the ensemble, and beside it the preset's once something was changed."""
    own, preset = Wish("ensemble", state), Wish("ensemble", preset_of(state), beside=True)
    return [own] if own.key == preset.key else [own, preset]


def preset_of(state: State) -> State:
    """Return the scenario as it is shipped, under common random numbers."""
    return replace(state.of(state.scenario), weeks=state.weeks)


def paint(state: State, words: Translator, jobs: Sequence[Job], new: bool) -> dict[str, Any]:
    """Draw the ensemble; after a move, and while first runs still grow, the first chart alone."""
    job, ghost = jobs[0], None
    result = result_of(job)
    assert result is not None
    result = drawing.weighted(result, state.weights)
    if len(jobs) > 1 and jobs[1].finished and jobs[1].kept:
        ghost = drawing.weighted(work.joined(jobs[1].kept), state.weights)
    labels, story = [words.named("scenario", state.scenario, result.label)], state.story
    lead = drawing.fan(words, [result], labels, LEAD, story, ghost)
    if new or not job.kept:
        return {"lead": parts.shown(lead), MORE: bool(job.kept)}
    rest = [drawing.fan(words, [result], labels, name, story, ghost) for name in FANS[1:]]
    shares, sides = drawing.shares(words, [result], labels), drawing.sides(words, result, story)
    drawn = [shares, sides, *rest]
    return {
        "lead": parts.shown(lead),
        "rest": [parts.shown(d) for d in drawn],
        "map": shown_map(words, result),
        "ending": ending(words, result),
    }


def shown_map(words: Translator, result: Result) -> tuple[Any, Any, Any]:
    """Return a map's numbers, sentence and table."""
    rows = json.dumps(drawing.map_rows(words, result), ensure_ascii=False)
    return control_map.fills(result), drawing.map_sentence(words, result), rows


def ending(words: Translator, result: Result) -> dict[str, str]:
    """Return where the stability index ends, for whoever guessed it."""
    row, unit = result.summary[LEAD], INDICATORS[LEAD].unit
    return {k: words.number(row[k], unit) for k in ("q05", "median", "q95")}
