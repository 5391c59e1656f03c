"""A fork seen in one run: the same run lived twice, and in how many runs forcing did something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from sahelsim.analysis.causes import middle_run
from sahelsim.dashboard.state import State, read
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.fork import Reach, decides_on, looks, reach
from sahelsim.study.result import Result

MOST = 8  # decisions that came otherwise and are told


class Decision(Protocol):
    """Where a part reports its progress, and learns that nobody wants it any more."""

    def counting(self) -> Callable[[int], None]:
        """Return a progress function for ``run_scenario``."""
        ...


@dataclass(frozen=True)
class Parted:
    """A decision that came otherwise after the fork: what was chosen without and with it."""

    date: date
    actor: str
    without: tuple[str, str]  # order and its label
    given: tuple[str, str]


@dataclass(frozen=True)
class PairedRun:
    """One run as it went and with the forced decision, and what forcing did to all runs."""

    run: int
    pair: tuple[Result, Result]
    parted: tuple[Parted, ...]
    mine: Reach
    all: Reach


def paired_run(decision: Decision, link: str, run: int | None, told: int) -> PairedRun:
    """Live one run twice under common random numbers, and force the decision in all runs up to its day.

    Parameters
    ----------
    run : int or None
        Which run; None takes a typical one of the first ``told`` runs.
    """
    state = read(link)
    assert state.fork is not None
    plain = replace(state, fork=None).story
    if run is None:
        first = run_scenario(plain, runs=told, seed=state.seed, progress=decision.counting())
        run = middle_run(first.series["stability"][:, -1], first.classes)
    without, given = (
        run_scenario(s, runs=1, seed=state.seed, first_run=run) for s in (plain, state.story)
    )
    before, after = (
        run_scenario(
            _until(s, state), runs=state.runs, seed=state.seed, progress=decision.counting()
        )
        for s in (plain, state.story)
    )
    return PairedRun(
        run,
        (_slim(without), _slim(given)),
        _parted(without, given),
        _reach(without, given, state),
        _reach(before, after, state),
    )


def _until(story: Scenario, state: State) -> Scenario:
    """Return a story cut off after the day of the decision: its past is the same."""
    assert state.fork is not None
    days = (decides_on(story, state.fork[0]) - story.start).days
    return replace(story, weeks=min(story.weeks, days // 7 + 1))


def _reach(free: Result, forced: Result, state: State) -> Reach:
    assert state.fork is not None
    at, actor, choose = state.fork
    return reach(free, forced, at=at, actor=actor, choose=choose)


def _slim(found: Result) -> Result:
    """Return what charts and classes read of one run."""
    return replace(found, decisions=[], ledger=[], assumptions=[], scenario={})


def _parted(without: Result, given: Result) -> tuple[Parted, ...]:
    """Return the first decisions that came otherwise."""
    found: list[Any] = []
    for row, plain in looks(without, given):
        a, b = int(plain[0]), int(row.chosen[0])
        if a != b:
            chosen = (row.options[a], row.labels[a]), (row.options[b], row.labels[b])
            found.append(Parted(row.date, row.actor, *chosen))
    return tuple(found[:MOST])
