"""What if they had not? The same past, one decision changed, many futures."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.decisions import DecisionRound
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.model import parts
from sahelsim.model.choice import DAYS
from sahelsim.scenario.scenario import Scenario, ScriptedDecision
from sahelsim.scenario.script import decision_of
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.result import Result


def fork(
    scenario: Scenario, *, at: date, actor: str, choose: str, runs: int, seed: int
) -> tuple[Result, Result]:
    """Return two ensembles with the same past: as it went, and with one decision forced.

    Every run keeps its own past up to the date, for its chance is keyed by run and week; from the
    date on one actor's decision is forced in the second ensemble, and all else answers.

    Parameters
    ----------
    scenario : Scenario
        The story to fork.
    at : date
        Day of the decision; it takes effect in its own week.
    actor, choose : str
        Who decides, and which of its orders is forced; ``decision:order`` where several of its decisions
        can give that order.

    Raises
    ------
    UsageError
        If the date is outside the story or the actor has no such order.
    """
    forced = force(scenario, at=at, actor=actor, choose=choose)
    first = run_scenario(scenario, runs=runs, seed=seed)
    return first, run_scenario(forced, runs=runs, seed=seed)


@dataclasses.dataclass(frozen=True)
class Reach:
    """In how many runs a forced decision did something: runs, and three counts that add up."""

    day: date  # of the decision
    runs: int
    changed: int  # without it something else was chosen
    same: int  # the same was chosen without it: the futures are the same
    closed: int  # it could not choose so: nothing was forced


def reach(free: Result, forced: Result, *, at: date, actor: str, choose: str) -> Reach:
    """Return what a forced decision did to what was chosen, run by run.

    Parameters
    ----------
    free, forced : Result
        The ensemble without it, and with it; they may end with the day of the decision.
    at, actor, choose : date and str
        The fork, as ``force`` takes it.

    Raises
    ------
    UsageError
        If the ensemble ends before the day of the decision.
    """
    decision, order = split(choose)
    for row, without in looks(free, forced):
        here = row.actor == actor and decision in ("", row.decision)
        if here and row.date + timedelta(days=DAYS) > at and order in row.options:
            changed = int((row.forced & (without != row.chosen)).sum())
            held = int(row.forced.sum())
            return Reach(row.date, forced.runs, changed, held - changed, forced.runs - held)
    raise UsageError(f"'{actor}' does not decide on '{choose}' from {at} on in these runs")


def looks(free: Result, forced: Result) -> Iterator[tuple[DecisionRound, NDArray[np.intp]]]:
    """Yield every look at a decision in forced runs, and what was chosen without the force.

    A decision is forced in its own week, in which nobody may have looked at it in the free runs:
    what the actor itself would have chosen at that look stands for it there.
    """
    plain = {(row.actor, row.decision, row.week): row.chosen for row in free.decisions}
    for row in forced.decisions:
        own = np.where(row.forced, row.free, row.chosen)
        yield row, plain.get((row.actor, row.decision, row.week), own)


def force(scenario: Scenario, *, at: date, actor: str, choose: str) -> Scenario:
    """Return the scenario with one more forced decision."""
    if actor not in scenario.cards:
        raise UsageError(f"no actor '{actor}': {did_you_mean(actor, scenario.cards)}")
    can = scenario.cards[actor].can
    decision, order = split(choose)
    if order not in can:
        raise UsageError(f"'{actor}' cannot '{order}': {did_you_mean(order, can)}")
    decision = decision_of(scenario.cards[actor], order, decision)
    if not scenario.start <= at < scenario.end:
        raise UsageError(f"{at} is outside {scenario.start} to {scenario.end}")
    day = decides_on(scenario, at)
    forced = ScriptedDecision(at, actor, order, at, "fork", "forced by the fork", decision)
    given = parts.load_class("actions", order)
    where = (
        ""
        if given.decision != "*"
        else f" ({decision} decision)"
        if decision
        else " (at every decision)"
    )
    return dataclasses.replace(
        scenario,
        name=f"{scenario.name}+{decision}-{order}" if decision else f"{scenario.name}+{order}",
        label=f"{scenario.label}, {actor} forced on {day}: {given.label}{where}",
        decisions=(*scenario.decisions, forced),
    )


def split(choose: str) -> tuple[str, str]:
    """Return decision and order of what is forced: ``war:carry_on``, or an order alone."""
    decision, colon, order = choose.rpartition(":")
    if not order or (colon and not decision):
        raise UsageError(f"'{choose}' is no order: write ORDER, or DECISION:ORDER for one decision")
    return decision, order


def decides_on(scenario: Scenario, at: date) -> date:
    """Return the first day of the week in which a dated decision takes effect."""
    return at - timedelta(days=(at - scenario.start).days % 7)
