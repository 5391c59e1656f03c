"""The brief of a seat: what the table of knowledge lets it know, told in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.classroom.knowledge import REPORTED, Known, believed_by, known_to
from sahelsim.classroom.session import Session
from sahelsim.classroom.world import WEEKS, World
from sahelsim.core.cards import ActorCard
from sahelsim.model.decisions import DECISIONS
from sahelsim.model.regimes import OFFICERS, REGIMES
from sahelsim.model.variables import ENDED, VARIABLES
from sahelsim.scenario.menu import told
from sahelsim.texts import sentences
from sahelsim.texts.translator import Translator

LOW, HIGH = 1 / 3, 2 / 3  # of a variable's range: where words change
NOTHING = "Nothing."  # what an action does that keeps things as they are
UNITS = ("million USD",)  # that a number is told with; people and shares say it themselves
DIGITS = 2  # that a report, an estimate or a poll has


@dataclass(frozen=True)
class Line:
    """One fact as a seat reads it."""

    label: str
    value: str


@dataclass(frozen=True)
class Choice:
    """One order that a seat may or may not give now."""

    name: str
    label: str
    does: str
    allowed: bool
    held: bool
    act: bool


@dataclass(frozen=True)
class Brief:
    """What a seat knows before a round.

    ``believed`` is how strong it takes the others to be; where it does not judge (``judges``), what
    was publicly estimated on the first day.
    """

    seat: str
    name: str
    about: str
    goals: tuple[str, ...]
    date: str
    round: int
    rounds: int
    public: tuple[Line, ...]
    held: tuple[Line, ...]
    own: tuple[Line, ...]
    believed: tuple[Line, ...]
    judges: bool
    succession: str
    news: tuple[str, ...]
    undone: tuple[str, ...]
    menu: Mapping[str, tuple[Choice, ...]]


def brief(session: Session, group: str, seat: str, words: Translator) -> Brief:
    """Return the brief and menu of one seat in one group."""
    with session.lock:
        world, k = session.world, session.replicate(group)
        card = world.scenario.cards[seat]
        roster, rows = world.scenario.roster, known_to(card, world.scenario.roster)
        own = [row for row in rows if row.fact.access == "own"]
        forces = [force for force in roster.armed if force != roster.force(seat)]
        return Brief(
            seat=seat,
            name=words.short_actor(seat, card.called),
            about=words.named("actor_about", seat, " ".join(card.about.split())),
            goals=_goals(card, words),
            date=words.date(world.model.date),
            round=session.now.round + 1,
            rounds=session.plan.rounds,
            public=public_lines(world, k, words),
            held=held_lines(world, k, words),
            own=tuple(_line(row, world, k, words, seat) for row in own),
            believed=tuple(_belief(seat, force, world, k, words) for force in forces),
            judges=bool(believed_by(card, roster)),
            succession=_succession(card, world, k, words),
            news=news(world, k, words),
            undone=tuple(decision_label(d, words) for d in world.undone(seat, k)),
            menu=menu(session, group, seat, words),
        )


def menu(
    session: Session, group: str, seat: str, words: Translator
) -> dict[str, tuple[Choice, ...]]:
    """Return the orders of each decision of a seat, open or closed."""
    kinds = {n: type(one.action) for n, one in session.world.model.setup.actions[seat].items()}
    return {
        decision: tuple(
            Choice(
                option.name,
                words.action(option.name, option.label),
                _plain(told(kinds[option.name])["does"]) if words.lang == "en" else "",
                allowed,
                held,
                option.act,
            )
            for option, allowed, held in options
        )
        for decision, options in session.options(group, seat).items()
    }


def _plain(does: str) -> str:
    """Return what an action does without the names of its numbers.

    Examples
    --------
    >>> _plain("Delay grows by a share of what is missing (step).")
    'Delay grows by a share of what is missing.'
    """
    if does == NOTHING:
        return ""
    bare = re.sub(r" \([a-z_]+\)", "", does)
    return re.sub(r"\b[a-z]+(?:_[a-z]+)+\b", lambda found: found[0].replace("_", " "), bare)


def public_lines(world: World, k: int, words: Translator) -> tuple[Line, ...]:
    """Return what everybody may know of one world: facts, and what was reported of the quarter."""
    rows = known_to(None, world.scenario.roster)
    facts = [_line(row, world, k, words) for row in rows if row.fact.shown != "map"]
    return (*facts, *(_reported(name, world, k, words) for name in REPORTED))


def news(world: World, k: int, words: Translator) -> tuple[str, ...]:
    """Return what happened in one world in the last round, as newspapers tell it."""
    week, geography = world.model.week, world.model.setup.geography
    names = dict(zip(geography.place_ids, geography.place_names, strict=True))
    told = [
        f"{words.date(world.model.setup.start + timedelta(weeks=row['week'] - 1))}{words.colon}"
        f"{sentences.event(words, _rounded(row), names)}"
        for row in world.model.recorder.events.rows
        if row["run"] == k and week - WEEKS < row["week"] <= week
    ]
    return tuple(dict.fromkeys(told))


def holders(world: World, k: int) -> dict[str, str]:
    """Return who is said to hold each cercle: whose share of control is half or more, or nobody."""
    state, geography = world.model.state, world.model.setup.geography
    share = state.control[k]
    best = share.argmax(axis=0)
    held = np.take_along_axis(share, best[None], axis=0)[0] >= 0.5
    return {
        place: state.roster.controllers[int(best[p])] if held[p] else "nobody"
        for p, place in enumerate(geography.place_ids)
    }


def held_lines(world: World, k: int, words: Translator) -> tuple[Line, ...]:
    """Return who is said to hold which cercles, who holds most of them last."""
    geography, found = world.model.setup.geography, holders(world, k)
    names = dict(zip(geography.place_ids, geography.place_names, strict=True))
    by_holder: dict[str, list[str]] = {}
    for place, who in found.items():
        by_holder.setdefault(who, []).append(names[place])
    return tuple(
        Line(words.holder(who), ", ".join(sorted(places)))
        for who, places in sorted(by_holder.items(), key=lambda item: (len(item[1]), item[0]))
    )


def _rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event with a report's digits."""
    return {**row, "size": reported(row["size"])}


def reported(value: float) -> float:
    """Return a number to two digits.

    Examples
    --------
    >>> reported(1234.0), reported(0.0), reported(57.3)
    (1200.0, 0.0, 57.0)
    """
    return float(f"{value:.{DIGITS}g}")


def _succession(card: ActorCard, world: World, k: int, words: Translator) -> str:
    """Say for whom the regime's seat now speaks, where a coup or an election has changed that."""
    ruling = int(world.model.state.regime[k, 0])
    if "regime" not in card.roles or ruling == OFFICERS:
        return ""
    return words("classroom.succession", rulers=_rulers(ruling, words))


def _rulers(code: int, words: Translator) -> str:
    name = REGIMES[code].name
    return words.named("classroom.rulers", name, name.replace("_", " "))


def decision_label(decision: str, words: Translator) -> str:
    """Return what a decision is called; in the model's own words where nobody has others."""
    return words.named("classroom.decision", decision, DECISIONS[decision].about)


def _goals(card: ActorCard, words: Translator) -> tuple[str, ...]:
    """Return what a seat wants, what it wants most first; no weight is told."""
    found = sorted(card.incentives.items(), key=lambda item: -float(item[1].value))
    return tuple(words.named("incentive", name) for name, number in found if number.value > 0.0)


def _line(row: Known, world: World, k: int, words: Translator, seat: str = "") -> Line:
    about = VARIABLES[row.variable]
    label = words(f"classroom.fact.{row.variable}")
    roster = world.scenario.roster
    mine = row.fact.access == "own" and row.who in (seat, roster.force(seat) if seat else "")
    if row.who and not mine and len(roster.axes[about.axis]) > 1:
        label = f"{words.short_actor(row.who)}{words.colon}{label}"
    values = np.asarray(world.model.state.targets[row.key][k], dtype=float).reshape(-1)
    return Line(label, _value(row, values, words))


def _value(row: Known, values: Iterable[float], words: Translator) -> str:
    about, found = VARIABLES[row.variable], np.asarray(values, dtype=float)
    number = float(found.mean() if row.fact.shown == "mean" else found.sum())
    if row.fact.shown == "yes":
        return words("classroom.yes") if number > 0.5 else words("classroom.no")
    if row.fact.shown == "rulers":
        return _rulers(int(number), words)
    if row.fact.shown == "relation":
        return words(f"classroom.{row.variable}.{_relation(number)}")
    if row.fact.shown == "level":
        return words(f"classroom.level.{_level(number, about.low, about.high)}")
    if row.fact.shown == "count":
        return words.plain(round(number))
    told = words.number(reported(number), about.unit)
    return f"{told} {words.unit(about.unit)}" if about.unit in UNITS else told


def _relation(value: float) -> str:
    return "high" if value > HIGH else "middle" if value > ENDED else "low"


def _level(value: float, low: float, high: float) -> str:
    share = (value - low) / (high - low)
    return "low" if share < LOW else "middle" if share < HIGH else "high"


def _belief(seat: str, force: str, world: World, k: int, words: Translator) -> Line:
    """Return how strong a seat believes a force to be; or what was estimated on the first day."""
    roster = world.scenario.roster
    forces = roster.owner[force].forces
    number = float(np.mean(forces.total)) if forces else 0.0
    if seat in roster.observers:
        number = float(world.model.state.row(f"seen.{seat}")[k, roster.armed.index(force)])
    text = words.number(reported(number), VARIABLES["seen"].unit)
    return Line(words.short_actor(force), text)


def _reported(name: str, world: World, k: int, words: Translator) -> Line:
    """Return what was reported of the last quarter: deaths counted, people displaced at its end."""
    about, series = INDICATORS[name], world.model.recorder.national[name]
    weeks = series[-WEEKS:] if world.model.week else []
    if about.summary == "end":
        weeks = series[-1:]
    number = reported(sum(float(week[k]) for week in weeks))
    return Line(words.indicator(name), words.number(number, about.unit))
