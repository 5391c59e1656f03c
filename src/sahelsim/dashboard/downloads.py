"""Files made from a link: the scenario as TOML, its numbers as CSV, the HTML report."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
from flask import Flask, Response, request

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.core.errors import SahelsimError, UsageError
from sahelsim.dashboard.faults import PageError, told
from sahelsim.dashboard.service import Service, Wish, result_of
from sahelsim.dashboard.state import State, factor_of, language_of, read
from sahelsim.study.fork import split
from sahelsim.study.result import Result
from sahelsim.texts.translator import translator

PATIENCE = 180  # seconds that a file may take
AT_ONCE = 2  # files that are made at the same time; further readers' browsers ask again
AGAIN = {"Retry-After": "5", "Refresh": "5"}  # seconds; the second is for browsers
BANDS = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}


def register(server: Flask, service: Service) -> None:
    """Serve the files."""
    busy = threading.Semaphore(AT_ONCE)

    @server.get("/scenario.toml")
    def toml() -> Response:
        return _answer(busy, lambda s: _file(toml_of(s), "application/toml", f"{own_name(s)}.toml"))

    @server.get("/data.csv")
    def data() -> Response:
        def make(state: State) -> Response:
            result = result_of(_finished(service, Wish("ensemble", state)))
            assert result is not None
            return _file(csv_of(result), "text/csv", f"{own_name(state)}.csv")

        return _answer(busy, make)

    @server.get("/report.html")
    def report() -> Response:
        def make(state: State) -> Response:
            job = _finished(service, Wish("report", state, command_of(state)))
            return _file(job.done[0], "text/html", f"{own_name(state)}.html")

        return _answer(busy, make)


def _answer(busy: threading.Semaphore, make: Callable[[State], Response]) -> Response:
    query = request.query_string.decode("ascii", "replace")
    try:
        state = read(query)
        if not busy.acquire(blocking=False):
            return Response(
                translator(state.lang)("dashboard.file_busy"), 503, AGAIN, mimetype="text/plain"
            )
        try:
            return make(state)
        finally:
            busy.release()
    except SahelsimError as error:
        return Response(told(translator(language_of(query)), error), 400, mimetype="text/plain")


def _finished(service: Service, wish: Wish) -> Any:
    """Return the finished job; the request's own thread is its session."""
    session = f"file {threading.get_ident()}"
    [job] = service.want(session, [wish], waits=True)
    if not job.ended.wait(PATIENCE):
        service.want(session, [])
        raise PageError("fault.too_long")
    if job.error or job.stopped:
        raise UsageError(job.error or "fault.stopped")
    return job


def _file(content: str | bytes, kind: str, name: str) -> Response:
    found = Response(content, mimetype=kind)
    found.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return found


def own_name(state: State) -> str:
    """Return the name of the reader's own scenario: the preset's, with the settings' hash."""
    return f"{state.scenario}-{state.story.hash[:8]}"


def toml_of(state: State) -> str:
    """Return a scenario file that says what the link says; ``sahelsim check`` accepts it."""
    untouched = state.weeks is None and not state.changes and state.fork is None
    label = state.story.label + ("" if untouched else " (changed)")
    lines = [
        f"name = {json.dumps(own_name(state))}",
        f"label = {json.dumps(label, ensure_ascii=False)}",
        f"extends = {json.dumps(state.scenario)}",
    ]
    if state.weeks is not None:
        lines.append(f"weeks = {state.weeks}")
    for key, value in state.changes.items():
        factor = factor_of(state.scenario, key)
        text = json.dumps(value) if factor.options else repr(float(value))
        lines.append(f"{factor.name} = {text}")
    if state.fork is not None:
        day, actor, choose = state.fork
        decision, order = split(choose)
        lines += ["", "[[decisions]]", f"date = {day}", f'actor = "{actor}"', f'choose = "{order}"']
        lines += [f'decision = "{decision}"'] if decision else []
    return "\n".join(lines) + "\n"


def command_of(state: State) -> str:
    """Return the command line that repeats the ensemble of the report."""
    settings = "".join(f" --set {setting}" for setting in state.settings)
    return f"sahelsim run {state.scenario} --seed {state.seed}{settings}"


def csv_of(result: Result) -> str:
    """Return every indicator by week: unit, five quantiles over the runs."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["indicator", "unit", "date", *BANDS, "runs"])
    for name, about in INDICATORS.items():
        q = np.quantile(result.series[name], list(BANDS.values()), axis=0)
        for week, day in enumerate(result.dates):
            values = [f"{v:.6g}" for v in q[:, week]]
            rows.writerow([name, about.unit, day.isoformat(), *values, result.runs])
    return text.getvalue()
