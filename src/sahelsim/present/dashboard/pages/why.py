"""Why: one run's decisions, incentive by incentive, and what if they had chosen otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from dash import Dash, Output, html

from sahelsim.analysis.causes import QUIET, inside, sentence
from sahelsim.model import parts as model_parts
from sahelsim.present.dashboard import drawing, parts
from sahelsim.present.dashboard.jobs import Job
from sahelsim.present.dashboard.pages.compare import outcome_of
from sahelsim.present.dashboard.polling import follow, progress
from sahelsim.present.dashboard.service import STORY_RUNS, Service, Wish, result_of
from sahelsim.present.dashboard.state import State
from sahelsim.present.dashboard.words import Words
from sahelsim.present.figures import fan_chart

TERMS = 5  # reasons told for each option


def before(state: State) -> State:
    """Return the story as it went, without the fork."""
    return replace(state, fork=None)


def layout(state: State, words: Words) -> list[Any]:
    """Return the page before anything is computed."""
    run = state.view.get("run", "")
    runs = [("", words("middle")), *((str(k), str(k)) for k in range(STORY_RUNS))]
    pick = parts.choices(
        ("s", words("scenario"), state.scenario, parts.stories(words)),
        ("run", words("run_number"), run, runs),
    )
    return [
        html.P(words("why_help")), pick,
        html.Section([
            progress("why"),
            html.Div(forked(state, words), hidden=state.fork is None),
            html.Div(id="why-story"),
        ], id="why-results", className="stale"),
    ]  # fmt: skip


def forked(state: State, words: Words) -> list[Any]:
    """Return the places of a fork's charts; they stand hidden while there is none."""
    name = outcome_of(state)
    unit = words.unit(fan_chart.unit(name))
    title = ""
    if state.fork is not None:
        day, actor, order = state.fork
        label = inside(model_parts.load_class("actions", order).label)
        title = words("forked", actor=_actor(words, state, actor), option=label, date=day)
    charts = [
        parts.chart("fork-both", words.indicator(name), unit, words, 340),
        parts.chart("fork-gap", words("difference"), unit, words, 340),
        parts.chart("fork-classes", words("classes"), words("share"), words, 340),
    ]
    leave = html.A(words("fork_close"), href=f"/why?{before(state).link}")
    return [html.H2(title or "–", id="fork-title"), html.P(words("fork_wait")), html.P(leave),
            html.Div(charts, className="grid")]  # fmt: skip


def register(app: Dash, service: Service) -> None:
    """Connect the page."""
    outputs = {
        "story": Output("why-story", "children"),
        "fork": [parts.outputs(id) for id in ("fork-both", "fork-gap", "fork-classes")],
    }
    follow(app, service, "why", outputs, wishes, paint)


def wishes(state: State) -> list[Wish]:
    """Return the run's story, and both ensembles of a fork."""
    run = state.view.get("run")
    found = [Wish("story", before(state), None if run is None else int(run))]
    if state.fork is not None:
        found += [Wish("ensemble", before(state)), Wish("ensemble", state)]
    return found


def paint(state: State, words: Words, jobs: Sequence[Job], _: bool) -> dict[str, Any]:
    """Draw what has come in."""
    found: dict[str, Any] = {}
    if jobs[0].done:
        found["story"] = told(state, words, jobs[0].done[0])
    results = [r for r in map(result_of, jobs[1:]) if r is not None]
    if len(results) == 2:
        name, story = outcome_of(state), state.story
        labels = words("fork_a"), words("fork_b")
        pair = results[0], results[1]
        found["fork"] = [
            parts.shown(drawing.fan(words, results, labels, name, story)),
            parts.shown(drawing.difference(words, pair, labels, name, story)),
            parts.shown(drawing.shares(words, results, labels)),
        ]
    return found


def told(state: State, words: Words, story: Mapping[str, Any]) -> list[Any]:
    """Return one run: its class, what divides the runs, its decisions, its events."""
    rows, seen = [], set()
    for row in story["rows"]:
        new = (row["actor"], row["chosen"]) not in seen
        seen.add((row["actor"], row["chosen"]))
        if new and row["chosen"] not in QUIET:
            rows.append(decision(state, words, story, row))
    events = [
        html.Li([html.Time(str(_day(story, e["week"]))), f" {e['text']}"]) for e in story["events"]
    ]
    return [
        html.H2(f"{words('run_number')} {story['run']}: {words.outcome(story['class'])}"),
        html.P(story["explained"], lang="en"),
        html.H3(words("decisive")),
        html.Ul([html.Li(sentence(row)) for row in story["decisive"]], lang="en"),
        html.H2(words("decisions")), html.Div(rows, className="decisions"),
        html.H2(words("events")), html.Ol(events, className="events", lang="en"),
    ]  # fmt: skip


def decision(
    state: State, words: Words, story: Mapping[str, Any], row: Mapping[str, Any]
) -> html.Details:
    """Return one decision: options, probabilities, reasons; each other option leads to a fork."""
    day, actor = _day(story, row["week"]), _actor(words, state, row["actor"])
    chosen = next((o for o in row["options"] if o["option"] == row["chosen"]), None)
    likely = words("forced") if chosen is None else words.percent(chosen["probability"])
    head = [html.Time(str(day)), f" {actor}: ", html.Span(row["label"], lang="en"), f" ({likely})"]
    table = [["", words("probability"), words("value"), words("reasons")]]
    table += [_option(words, o, row["chosen"]) for o in row["options"]]
    others = [o for o in row["options"] if o["option"] != row["chosen"]]
    forks = [
        html.A(words("fork", option=inside(o["label"])), className="fork",
               href=f"/why?{replace(state, fork=(day, row['actor'], o['option'])).link}")
        for o in others
    ]  # fmt: skip
    return html.Details([html.Summary(head), parts.table(table), html.P(forks, className="files")])


def _option(words: Words, option: Mapping[str, Any], chosen: str) -> list[str]:
    label = option["label"] + (f" ({words('chosen')})" if option["option"] == chosen else "")
    terms = sorted(option["terms"], key=lambda t: -abs(t[2]))[:TERMS]
    reasons = "; ".join(
        f"{words.of('incentives', i)}: {because} {worth:+.2f}" for i, because, worth in terms
    )
    return [label, words.percent(option["probability"]), f"{option['value']:+.2f}", reasons]


def _day(story: Mapping[str, Any], week: int) -> Any:
    return story["start"] + timedelta(weeks=week)


def _actor(words: Words, state: State, name: str) -> str:
    cards = state.story.cards
    return words.of("actors", name, cards[name].label if name in cards else name)
