"""Why: one run's decisions, incentive by incentive, and what if they had chosen otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dash import Dash, Output, html

from sahelsim.analysis.causes import inside
from sahelsim.analysis.turning import first_times
from sahelsim.dashboard import drawing, names, panel, parts
from sahelsim.dashboard.jobs import Job
from sahelsim.dashboard.pages.compare import outcome_of
from sahelsim.dashboard.pages.sweep import still
from sahelsim.dashboard.paired_runs import PairedRun
from sahelsim.dashboard.polling import follow, progress
from sahelsim.dashboard.service import Service, Wish, result_of
from sahelsim.dashboard.state import STORY_RUNS, State
from sahelsim.figures import decision_line, fan_chart
from sahelsim.model import parts as model_parts
from sahelsim.texts.sentences import because, event, first_upper
from sahelsim.texts.translator import Translator

LEAST = 0.005  # below this an incentive's part rounds to nothing


def before(state: State) -> State:
    """Return the story as it went, without the fork."""
    return replace(state, fork=None)


def layout(state: State, words: Translator) -> list[Any]:
    """Return the page before anything is computed."""
    run = state.view.get("run", "")
    runs = [("", words("dashboard.middle")), *((str(k), str(k)) for k in range(STORY_RUNS))]
    pick = parts.choices(
        ("s", words("dashboard.scenario"), state.scenario, parts.stories(words)),
        ("run", words("dashboard.run_number"), run, runs),
    )
    return [
        html.P(words("dashboard.why_help")),
        pick,
        *panel.changed_line(words, before(state)),
        html.Section(
            [
                progress("why"),
                html.Div(forked(state, words), hidden=state.fork is None),
                html.Div(id="why-story"),
            ],
            id="why-results",
            className="stale",
        ),
    ]


def forked(state: State, words: Translator) -> list[Any]:
    """Return the places of a fork's charts; they stand hidden while there is none."""
    name = outcome_of(state)
    unit = words.unit(fan_chart.unit(name))
    title = parts.told_fork(words, state) if state.fork is not None else ""
    one = parts.chart("fork-run", words.indicator(name), unit, words, 340)
    charts = [
        parts.chart("fork-both", words.indicator(name), unit, words, 340),
        parts.chart("fork-gap", words("dashboard.difference"), unit, words, 340),
        parts.chart(
            "fork-classes", words("dashboard.classes"), words("dashboard.share"), words, 340
        ),
    ]
    leave = html.A(words("dashboard.fork_close"), href=f"/why?{before(state).link}")
    return [
        html.H2(title or "–", id="fork-title"),
        html.P(leave),
        html.H3(words("dashboard.fork_one", run=state.view.get("run", words("dashboard.middle")))),
        html.P(words("dashboard.fork_one_help"), className="quiet"),
        html.Div([one, html.Div(id="fork-parted", className="card")], className="grid"),
        html.H3(words("dashboard.fork_all", runs=state.runs)),
        html.P(words("dashboard.fork_all_help"), className="quiet"),
        html.P(words("dashboard.fork_wait"), id="fork-reach"),
        html.Div(charts, className="grid"),
    ]


def register(app: Dash, service: Service) -> None:
    """Connect the page."""
    parts.tell_script(app, "why-line", "decision(d)", "clickData")
    outputs = {
        "story": Output("why-story", "children"),
        "fork": [parts.outputs(id) for id in ("fork-both", "fork-gap", "fork-classes")],
        "one": parts.outputs("fork-run"),
        "parted": Output("fork-parted", "children"),
        "reach": Output("fork-reach", "children"),
    }
    follow(app, service, "why", outputs, wishes, paint)


def wishes(state: State) -> list[Wish]:
    """Return the run's story, and of a fork both ensembles and the one run lived twice."""
    asked = state.view.get("run")
    run = None if asked is None else int(asked)
    found = [Wish("story", before(state), run)]
    if state.fork is not None:
        found += [Wish("ensemble", before(state)), Wish("ensemble", state)]
        found.append(Wish("paired_run", state, run, STORY_RUNS, beside=True))
    return found


def paint(state: State, words: Translator, jobs: Sequence[Job], _: bool) -> dict[str, Any]:
    """Draw what has come in."""
    found: dict[str, Any] = {}
    if jobs[0].done:
        found["story"] = told(state, words, jobs[0].done[0])
    results = [r for r in map(result_of, jobs[1:3]) if r is not None]
    if len(results) == 2:
        name, story = outcome_of(state), state.story
        labels = words("dashboard.fork_a"), words("dashboard.fork_b")
        pair = results[0], results[1]
        found["fork"] = [
            parts.shown(drawing.fan(words, results, labels, name, story)),
            parts.shown(drawing.difference(words, pair, labels, name, story)),
            parts.shown(drawing.shares(words, results, labels)),
        ]
    if len(jobs) > 3 and jobs[3].done:
        found |= lived_twice(state, words, jobs[3].done[0])
    return found


def lived_twice(state: State, words: Translator, paired_run: PairedRun) -> dict[str, Any]:
    """Draw the one run with and without the fork, and tell what forcing did."""
    labels = words("dashboard.fork_a"), words("dashboard.fork_b")
    drawn = drawing.two_runs(words, paired_run.pair, labels, outcome_of(state), state.story)
    reached = {k: getattr(paired_run.all, k) for k in ("changed", "same", "closed", "runs")}
    return {
        "one": parts.shown(drawn),
        "parted": parted(state, words, paired_run),
        "reach": words("dashboard.fork_reach", **reached),
    }


def parted(state: State, words: Translator, paired_run: PairedRun) -> list[Any]:
    """Return the first decisions of the one run that came otherwise."""
    if not paired_run.mine.changed:
        return [
            html.P(
                words("dashboard.fork_same" if paired_run.mine.same else "dashboard.fork_closed")
            )
        ]
    rows = [
        [
            words("dashboard.date"),
            words("dashboard.actor"),
            words("dashboard.fork_a"),
            words("dashboard.fork_b"),
        ]
    ]
    rows += [
        [
            words.date(p.date),
            names.short_actor(words, state, p.actor),
            words.action(*p.without),
            words.action(*p.given),
        ]
        for p in paired_run.parted
    ]
    return [html.H3(words("dashboard.fork_parted", run=paired_run.run)), parts.table(words, rows)]


def told(state: State, words: Translator, story: Mapping[str, Any]) -> list[Any]:
    """Return one run: its class, what divides the runs, its decisions, its events."""
    rows = first_times(story["rows"])
    events = [
        html.Li([_time(words, _day(story, e["week"])), f" {event(words, e, story['places'])}"])
        for e in story["events"]
    ]
    name, conditions = story["explained"]
    return [
        html.H2(
            f"{words('dashboard.run_number')} {story['run']}{words.colon}{words.outcome(name)}"
        ),
        html.P(f"{first_upper(because(words, conditions))}."),
        timeline(state, words, story, rows),
        html.H3(words("dashboard.decisive")),
        html.Ul([html.Li(divides(state, words, row)) for row in story["decisive"]]),
        html.H2(words("dashboard.decisions")),
        html.Div(
            [decision(state, words, story, row, k) for k, row in enumerate(rows)],
            className="decisions",
        ),
        html.H2(words("dashboard.events")),
        html.Ol(events, className="events"),
    ]


def timeline(
    state: State, words: Translator, story: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> Any:
    """Return the run's decisions as a chart, with sentence and table."""
    points = [
        (
            str(_day(story, row["week"])),
            names.short_actor(words, state, row["actor"]),
            words.action(row["chosen"], row["label"])
            + (f" ({words('dashboard.forced')})" if row["forced"] else ""),
            row["forced"],
        )
        for row in rows
    ]
    said = words("dashboard.timeline_said", count=len(points), actors=len({p[1] for p in points}))
    said += f" {words('dashboard.timeline_forced')}" if any(p[3] for p in points) else ""
    table = [
        [words("dashboard.date"), words("dashboard.actor"), words("dashboard.action")],
        *(list(p[:3]) for p in points),
    ]
    drawn = drawing.finished(words, decision_line.figure(points), said, table)
    return still("why-line", words("dashboard.timeline"), "", words, drawn)


def divides(state: State, words: Translator, row: Mapping[str, Any]) -> str:
    """Return a choice that divides the runs, as one sentence."""
    gains = [r["incentive"] for r in row["why"] if r["worth"] > 0 and r["incentive"] != "cost"]
    told = words(
        "dashboard.decisive_row",
        actor=names.short_actor(words, state, row["actor"]),
        order=inside(words.action(row["option"], row["label"])),
        share=words.percent(row["share"]),
        week=f"{row['week']:.0f}",
        chance=chance(words, row["probability"]),
        gap=words.signed(row["gap"], 1),
        why=inside(words.named("incentive", gains[0])) if gains else words("dashboard.none"),
    )
    forced = (
        words("dashboard.decisive_forced", share=words.percent(row["forced"]))
        if row["forced"]
        else ""
    )
    return f"{told} {forced}".rstrip()


def decision(
    state: State, words: Translator, story: Mapping[str, Any], row: Mapping[str, Any], number: int
) -> html.Details:
    """Return one decision: options, probabilities, reasons; each other option leads to a fork."""
    day, actor = _day(story, row["week"]), names.short_actor(words, state, row["actor"])
    order = words.action(row["chosen"], row["label"])
    head: list[Any] = [_time(words, day), f" {actor}{words.colon}{order} ({likely(words, row)})"]
    kinds = incentives_of(row)
    columns = [words.named("incentive", kind, kind) for kind in kinds]
    table = [
        [
            words("dashboard.action"),
            words("dashboard.probability"),
            words("dashboard.value"),
            *columns,
            words("dashboard.reason"),
        ]
    ]
    table += [_option(words, o, row, kinds) for o in row["options"]]
    here = replace(state, view={**state.view, "run": str(story["run"])})  # a fork is of this run
    forks = [
        html.A(
            words("dashboard.fork", option=inside(words.action(o["option"], o["label"]))),
            className="fork",
            href=f"/why?{replace(here, fork=(day, row['actor'], at_decision(row, o))).link}",
        )
        for o in row["options"]
        if o["option"] != row["chosen"]
    ]
    return html.Details(
        [html.Summary(head), parts.table(words, table), html.P(forks, className="files")],
        id=f"decision-{number}",
    )


def at_decision(row: Mapping[str, Any], option: Mapping[str, Any]) -> str:
    """Return an option as a fork names it: with its decision if others can give that order too."""
    shared = model_parts.load_class("actions", option["option"]).decision == "*"
    return f"{row['decision']}:{option['option']}" if shared else str(option["option"])


def likely(words: Translator, row: Mapping[str, Any]) -> str:
    """Return how likely a choice was; one that was imposed says so, and what was wanted."""
    by_name = {o["option"]: o for o in row["options"]}
    told = chance(words, by_name[row["chosen"]]["probability"])
    if not row["forced"]:
        return told
    if row["free"] == row["chosen"]:
        return words("dashboard.forced_anyway", chance=told)
    own = by_name[row["free"]]
    return words(
        "dashboard.forced_against", chance=told, own=inside(words.action(row["free"], own["label"]))
    )


def chance(words: Translator, probability: float) -> str:
    """Return a probability in percent: what happened was never impossible."""
    return words.percent(probability) if probability >= 0.005 else f"< {words.percent(0.01)}"


def incentives_of(row: Mapping[str, Any]) -> list[str]:
    """Return the incentives that speak for or against any option, the weightiest first."""
    weight: dict[str, float] = {}
    for option in row["options"]:
        for kind, _, worth in option["terms"]:
            weight[kind] = weight.get(kind, 0.0) + abs(worth)
    return sorted((k for k, w in weight.items() if w >= LEAST), key=lambda k: -weight[k])


def _option(
    words: Translator, option: Mapping[str, Any], row: Mapping[str, Any], kinds: Sequence[str]
) -> list[Any]:
    label = words.action(option["option"], option["label"])
    taken = words("dashboard.forced" if row["forced"] else "dashboard.chosen")
    label += f" ({taken})" if option["option"] == row["chosen"] else ""
    worth = {kind: sum(w for i, _, w in option["terms"] if i == kind) for kind in kinds}
    cells = [words.signed(worth[k], 2) if abs(worth[k]) >= LEAST else "" for k in kinds]
    chief = max(option["terms"], key=lambda t: abs(t[2]), default=("", "", 0.0))[1]
    return [
        label,
        words.percent(option["probability"]),
        words.signed(option["value"], 2),
        *cells,
        words.prose("reason", chief),
    ]


def _time(words: Translator, day: date) -> html.Time:
    return html.Time(words.date(day), dateTime=day.isoformat())


def _day(story: Mapping[str, Any], week: int) -> Any:
    return story["start"] + timedelta(weeks=week)
