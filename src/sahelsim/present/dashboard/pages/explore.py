"""Explore: turn an incentive and see the future move."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.exceptions import PreventUpdate

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.base.errors import SahelsimError
from sahelsim.experiment.result import Result
from sahelsim.present.dashboard import drawing, state as links
from sahelsim.present.dashboard.jobs import Job
from sahelsim.present.dashboard.parts import (
    chart,
    connect_maps,
    controls,
    country,
    months,
    shown,
    table,
)
from sahelsim.present.dashboard.service import Service, Wish, result_of
from sahelsim.present.dashboard.words import Words
from sahelsim.present.figures import control_map, fan_chart
from sahelsim.present.report.write import FIRST

SOON, LATER = 120, 300  # milliseconds between two questions: before the first band, and after
CHARTS = (*(f"fan-{name}" for name in FIRST), "classes")


def layout(state: links.State, words: Words) -> list[Any]:
    """Return the page before anything is computed."""
    fans = [
        chart(f"fan-{n}", words.indicator(n), words.unit(fan_chart.unit(n)), words,
              340 if n == "stability" else 240)
        for n in FIRST
    ]  # fmt: skip
    results = html.Section([
        html.Div([html.Div(id="bar", className="bar"), html.P(id="status")], className="progress",
                 role="status"),
        html.Div(id="guess"),
        html.Div([
            fans[0],
            html.Div([country("map-0", words("map"), words), months(words)], className="card"),
            chart("classes", words("classes"), words("share"), words, 260),
            *fans[1:],
        ], className="grid"),
        saves(state, words),
    ], id="results", className="stale")  # fmt: skip
    panel = html.Aside([
        html.H2(words("levers")), html.P(words("levers_help"), className="quiet"),
        controls(words, state),
    ], className="panel")  # fmt: skip
    return [
        html.Div([panel, results], className="two"),
        dcc.Store(id="seen", data=""),
        dcc.Store(id="ending"),
        dcc.Interval(id="tick", interval=SOON, disabled=True),
    ]


def saves(state: links.State, words: Words) -> Any:
    """Return the links to files made from this very state."""
    kinds = ("toml", "csv", "report")
    files = {"toml": "/scenario.toml", "csv": "/data.csv", "report": "/report.html"}
    items = [
        html.A(words(f"get_{k}"), href=f"{files[k]}?{state.link}", className="file") for k in kinds
    ]
    return html.Div([html.H2(words("save")), html.P(items, className="files")])


def register(app: Dash, service: Service) -> None:
    """Connect the page: one callback for a move and for every question after it."""
    outputs = {
        "charts": [
            (Output(c, "figure"), Output(f"{c}-said", "children"), Output(f"{c}-table", "children"))
            for c in CHARTS
        ],
        "map": (Output("map-0-data", "data"), Output("map-0-said", "children"),
                Output("map-0-table", "children")),
        "status": (Output("status", "children"), Output("bar", "style"),
                   Output("results", "className")),
        "tick": (Output("tick", "interval"), Output("tick", "disabled")),
        "seen": Output("seen", "data"),
        "ending": Output("ending", "data"),
    }  # fmt: skip

    connect_maps(app, 1)
    app.clientside_callback(
        "function(d) { return window.dash_clientside.sahelsim.ending(d); }",
        Output("ending", "id"), Input("ending", "data"), prevent_initial_call=True,
    )  # fmt: skip

    @app.callback(
        output=outputs,
        inputs={
            "link": Input("link", "data"), "_": Input("tick", "n_intervals"),
            "session": State("session", "data"), "seen": State("seen", "data"),
        },
    )  # fmt: skip
    def draw(link: str, _: int, session: str, seen: str) -> dict[str, Any]:
        try:
            state = links.read(link)
            [job] = service.want(session, [Wish("ensemble", state)])
        except SahelsimError as error:
            return _quiet(str(error))
        mark = f"{link}|{job.version}|{round(job.progress, 2)}"
        if mark == seen and ctx.triggered_id == "tick":
            raise PreventUpdate
        fresh = seen.rpartition("|")[0] != f"{link}|{job.version}"
        return _page(state, job, mark, fresh)


def _quiet(message: str) -> dict[str, Any]:
    from dash import no_update

    nothing = (no_update,) * 3
    return {
        "charts": [nothing] * len(CHARTS), "map": nothing,
        "status": (message, {"width": "0%"}, "stale"), "tick": (LATER, True), "seen": "",
        "ending": no_update,
    }  # fmt: skip


def _page(state: links.State, job: Job, mark: str, fresh: bool) -> dict[str, Any]:
    words, result = Words(state.lang), result_of(job)
    found = _quiet("")
    style = "stale" if result is None else ""
    width = {"width": f"{100 * job.progress:.0f}%"}
    found["status"] = (_status(words, state, job, result), width, style)
    found["tick"] = (SOON if result is None else LATER, job.finished)
    found["seen"] = mark
    if result is None or not fresh:
        return found
    result = drawing.weighted(result, state.weights)
    labels = [words.of("scenarios", state.scenario, result.label)]
    story = state.story
    drawn = [drawing.fan(words, [result], labels, name, story) for name in FIRST]
    drawn.append(drawing.shares(words, [result], labels))
    found["charts"] = [shown(d) for d in drawn]
    found["map"] = (
        control_map.fills(result), drawing.map_sentence(words, result),
        table(drawing.map_rows(words, result)),
    )  # fmt: skip
    row, unit = result.summary["stability"], INDICATORS["stability"].unit
    found["ending"] = {k: words.number(row[k], unit) for k in ("q05", "median", "q95")}
    return found


def _status(words: Words, state: links.State, job: Job, result: Result | None) -> str:
    if job.error:
        return job.error
    if job.stopped:
        return words("status_stopped")
    if result is None:
        return words("status_wait")
    if not job.done:
        return words("status_grow", runs=result.runs, date=result.dates[-1].isoformat())
    if not job.finished:
        return words("status_some", runs=result.runs, all=state.runs)
    return words("status_done", all=state.runs)
