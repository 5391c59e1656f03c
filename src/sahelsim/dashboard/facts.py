"""What an exported chart must say of itself: story, changes, size, chance, version; as JSON."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, request

from sahelsim.core.errors import SahelsimError
from sahelsim.core.version import __version__
from sahelsim.dashboard import parts
from sahelsim.dashboard.downloads import own_name
from sahelsim.dashboard.faults import told
from sahelsim.dashboard.levers import scenario_of
from sahelsim.dashboard.pages import compare
from sahelsim.dashboard.panel import changes
from sahelsim.dashboard.state import State, language_of, read
from sahelsim.texts.translator import Translator, translator


def register(server: Flask) -> None:
    """Serve the facts of a page's link to the script that draws the file."""

    @server.get("/facts/<page>/<chart>")
    def facts(page: str, chart: str) -> tuple[Response, int]:
        query = request.query_string.decode("ascii", "replace")
        try:
            return jsonify(facts_of(page, chart, read(query))), 200
        except SahelsimError as error:
            return jsonify({"error": told(translator(language_of(query)), error)}), 400


def facts_of(page: str, chart: str, state: State) -> dict[str, Any]:
    """Return the lines that stand above and below an exported chart, and the file's name.

    Parameters
    ----------
    page, chart : str
        Where the chart stands, and its id: a difference names its indicator, one run its number.
    """
    words = translator(state.lang)
    states = compare.all_of(state) if page == "compare" else [state]
    lines = [told_story(words, s) for s in states]
    lines += [parts.told_fork(words, state)] if state.fork is not None else []
    if "gap" in chart:
        name = compare.outcome_of(state)
        lines.append(f"{words('dashboard.indicator')}{words.colon}{words.indicator(name)}")
    size = {"seed": state.seed, "start": state.story.start, "end": state.story.end}
    if chart == "fork-run":
        lines.append(
            words(
                "dashboard.facts_one", run=state.view.get("run", words("dashboard.middle")), **size
            )
        )
    else:
        lines.append(words("dashboard.facts_size", runs=state.runs, **size))
    made = words("dashboard.facts_made", version=__version__)
    return {"lines": lines, "made": made, "name": f"sahelsim-{own_name(state)}"}


def told_story(words: Translator, state: State) -> str:
    """Return the scenario, and what the reader changed in it."""
    label = words.named("scenario", state.scenario, scenario_of(state.scenario).label)
    changed = changes(words, state)
    head = f"{words('dashboard.scenario')}{words.colon}{label}"
    if not changed:
        return f"{head} ({words('dashboard.facts_preset')})"
    return f"{head} \u2013 {words('dashboard.facts_changed')}{words.colon}{words.listed(changed)}"
