"""Compare: two or three stories under common random numbers, and their differences run by run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import Dash, html

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.dashboard import drawing, names, panel, parts
from sahelsim.dashboard.jobs import Job
from sahelsim.dashboard.levers import factors_of
from sahelsim.dashboard.pages.explore import shown_map
from sahelsim.dashboard.polling import follow, progress
from sahelsim.dashboard.service import Service, Wish, result_of
from sahelsim.dashboard.state import State
from sahelsim.figures import fan_chart
from sahelsim.model import parts as model_parts
from sahelsim.scenario import Scenario
from sahelsim.texts.translator import Translator

MOST = 3
MAPS = tuple(f"compare-map-{k}" for k in range(MOST))
GAPS = tuple(f"gap-{k}" for k in range(1, MOST))
FIRST_CHOICE = "stability"


def all_of(state: State) -> list[State]:
    """Return this story and the others; a link that names one is compared with its opposite."""
    if state.others:
        return [state, *(state.of(name) for name in state.others)]
    return [state, state.of("at-best" if state.scenario == "at-worst" else "at-worst")]


def outcome_of(state: State) -> str:
    """Return the indicator that the reader chose to draw."""
    chosen = state.view.get("outcome", FIRST_CHOICE)
    return chosen if chosen in INDICATORS else FIRST_CHOICE


def labels_of(words: Translator, states: Sequence[State]) -> list[str]:
    """Return a label for each story; changes are marked."""
    return [
        words.named("scenario", s.scenario, s.story.label) + ("*" if s.changes else "")
        for s in states
    ]


def layout(state: State, words: Translator) -> list[Any]:
    """Return the page before anything is computed."""
    states, name = all_of(state), outcome_of(state)
    labels, unit = labels_of(words, states), words.unit(fan_chart.unit(name))
    paired = same_calendar(states)
    gaps = [
        parts.chart(id, f"{labels[k + 1]} − {labels[0]}", unit, words, 300)
        for k, id in enumerate(GAPS[: len(states) - 1] if paired else ())
    ]
    maps = [parts.country(id, labels[k], words) for k, id in enumerate(MAPS[: len(states)])]
    spare = [parts.chart(id, "", "", words) for id in GAPS[len(gaps) :]]
    spare += [parts.country(id, "", words) for id in MAPS[len(maps) :]]
    return [
        html.P(words("dashboard.compare_help" if paired else "dashboard.calendars")),
        _pick(words, states, name),
        *panel.changed_line(words, states[0]),
        html.Section(
            [
                html.H2(words("dashboard.results"), className="unseen"),
                progress("compare"),
                html.Div(
                    [parts.chart("both", words.indicator(name), unit, words, 380), _classes(words)],
                    className="grid",
                ),
                html.Div(
                    [html.H2(words("dashboard.difference")), html.Div(gaps, className="grid")],
                    hidden=not paired,
                ),
                html.H2(words("dashboard.map")),
                html.P(words("dashboard.same_scale"), className="quiet"),
                html.Div([parts.months(words), html.Div(maps, className="grid three")]),
                html.H2(words("dashboard.differs")),
                differing(words, states, labels),
                html.Div(spare, hidden=True),
            ],
            id="compare-results",
            className="stale",
        ),
    ]


def _pick(words: Translator, states: Sequence[State], name: str) -> Any:
    """Return the choice of two or three scenarios, and of what is drawn."""
    known = parts.stories(words)
    third = states[2].scenario if len(states) > 2 else ""
    indicators = [(n, words.indicator(n)) for n in INDICATORS]
    return parts.choices(
        ("s", words("dashboard.first"), states[0].scenario, known),
        ("s", words("dashboard.second"), states[1].scenario, known),
        ("s", words("dashboard.third"), third, [("", words("dashboard.none")), *known]),
        ("outcome", words("dashboard.indicator"), name, indicators),
    )


def _classes(words: Translator) -> Any:
    said, unit = words("dashboard.classes"), words("dashboard.share")
    return parts.chart("both-classes", said, unit, words, 380)


def same_calendar(states: Sequence[State]) -> bool:
    """Tell whether the stories begin on one day, so that week k is one date in all of them."""
    return len({s.story.start for s in states}) == 1


def span_of(states: Sequence[State]) -> Scenario:
    """Return a story that spans all of them, for the time axis."""
    stories = [s.story for s in states]
    first, last = min(s.start for s in stories), max(s.end for s in stories)
    return replace(stories[0], start=first, weeks=(last - first).days // 7)


def differing(words: Translator, states: Sequence[State], labels: Sequence[str]) -> Any:
    """Return a table of the settings that differ; nothing else."""
    rows = [[words("dashboard.setting"), *labels]]
    stories = [s.story for s in states]
    values = [settings(words, s) for s in states]
    for name in sorted({key for found in values for key in found}):
        cells = [found.get(name, "") for found in values]
        if len(set(cells)) > 1:
            rows.append([name, *cells])
    for what in ("start", "weeks"):
        cells = [str(getattr(story, what)) for story in stories]
        if len(set(cells)) > 1:
            rows.append([words(f"dashboard.setting_{what}"), *cells])
    return parts.table(words, rows) if len(rows) > 1 else html.P(words("dashboard.nothing_differs"))


def settings(words: Translator, state: State) -> dict[str, str]:
    """Return every factor's value as text, and what the story forces or forbids, by their names."""
    from sahelsim.scenario import factors

    known = factors_of(state.scenario) if not state.changes else None
    rows = known.values() if known is not None else factors(state.story)
    called = names.called(words, state, (f.name for f in rows))
    found = {called[f.name]: names.value(words, f.name, f.value) for f in rows}
    for d in state.story.decisions:
        actor = names.short_actor(words, state, d.actor)
        found[words("dashboard.setting_forced", actor=actor, date=d.date)] = _order(words, d.choose)
    for name, orders in state.story.cannot.items():
        if orders:
            actor = names.short_actor(words, state, name)
            told = words.listed([_order(words, order) for order in sorted(orders)])
            found[words("dashboard.setting_cannot", actor=actor)] = told
    return found


def _order(words: Translator, name: str) -> str:
    return words.action(name, model_parts.load_class("actions", name).label)


def register(app: Dash, service: Service) -> None:
    """Connect the page."""
    parts.connect_maps(app, *MAPS)
    outputs = {
        "both": parts.outputs("both"),
        "classes": parts.outputs("both-classes"),
        "gaps": [parts.outputs(id) for id in GAPS],
        "maps": [parts.map_outputs(id) for id in MAPS],
    }

    def wishes(state: State) -> list[Wish]:
        return [Wish("ensemble", story) for story in all_of(state)]

    follow(app, service, "compare", outputs, wishes, paint)


def paint(state: State, words: Translator, jobs: Sequence[Job], _: bool) -> dict[str, Any]:
    """Draw what has come in of every story."""
    states, name = all_of(state), outcome_of(state)
    labels = labels_of(words, states)
    found = [result_of(job) for job in jobs]
    results = [drawing.weighted(r, state.weights) for r in found if r is not None]
    span = span_of(states)
    drawn: dict[str, Any] = {"both": parts.shown(drawing.fan(words, results, labels, name, span))}
    if not all(job.kept for job in jobs):
        return drawn  # how runs end, and how far apart, is known once they have ended
    drawn["classes"] = parts.shown(drawing.shares(words, results, labels))
    gaps = [
        parts.shown(drawing.difference(words, (results[0], r), (labels[0], labels[k]), name, span))
        for k, r in enumerate(results[1:], start=1)
        if same_calendar(states)
    ]
    maps = [shown_map(words, r) for r in results]
    drawn["gaps"] = gaps + [parts.SAME] * (len(GAPS) - len(gaps))
    drawn["maps"] = maps + [parts.SAME] * (len(MAPS) - len(maps))
    return drawn
