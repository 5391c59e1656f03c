"""What if a seat had chosen otherwise: a group's rounds lived again, as played and changed, paired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sahelsim.analysis.classify import CLASSES, classify
from sahelsim.analysis.contrast import contrast
from sahelsim.classroom.orders import HOLD, STAFF, Orders
from sahelsim.classroom.session import Session
from sahelsim.classroom.state import Key, Played
from sahelsim.classroom.world import World
from sahelsim.core.errors import UsageError, did_you_mean

RUNS = 40  # pairs: a share then has an interval of some 15 points either way
MOST_RUNS = 200
EVERY = ""  # every decision of every round: as the model itself would have played the seat


@dataclass(frozen=True)
class Change:
    """What is changed: one decision of one seat from a round on, or all of a seat's orders."""

    group: str
    seat: str
    round: int = 0
    decision: str = EVERY
    choose: str = STAFF


@dataclass(frozen=True)
class WhatIf:
    """Shares of outcome classes as played and changed, and paired differences of indicators."""

    change: Change
    runs: int
    played: Mapping[str, float]
    changed: Mapping[str, float]
    indicators: Mapping[str, Mapping[str, Any]]
    classes: Mapping[str, Mapping[str, Any]]


def what_if(session: Session, change: Change, runs: int = RUNS) -> WhatIf:
    """Live through a group's rounds in many pairs of runs, as they were ordered and changed.

    Both of a pair have the same chance (its run number); the first pair is the class's own. Where
    an order is not open in another run, what is held goes on, as it would have in class.

    Parameters
    ----------
    session : Session
        A class of which a round was played.
    change : Change
        What is chosen otherwise; a posture stands until its seat gave another order there.
    runs : int
        Pairs, 2 to 200.
    """
    if not 2 <= runs <= MOST_RUNS:
        raise UsageError(f"a what-if takes 2 to {MOST_RUNS} pairs, not {runs}")
    with session.lock:
        plan, rounds = session.plan, list(session.now.rounds)
        shocks = [session.shocks(number) for number in range(len(rounds))]
        check(session, change)
    world = World(plan.scenario, seed=plan.seed, runs=[*range(runs)] * 2, seats=plan.seats)
    for number, played in enumerate(rounds):
        as_played = orders_of(played, change.group)
        other = changed(rounds, number, change)
        world.live([as_played] * runs + [other] * runs, shocks[number])
    series = world.result().series
    world.close()
    one, two = (
        {n: v[part] for n, v in series.items()} for part in (slice(runs), slice(runs, None))
    )
    before, after = classify(one), classify(two)
    apart = contrast(one, two, before, after)
    shares = [{name: float((c == name).mean()) for name in CLASSES} for c in (before, after)]
    return WhatIf(change, runs, shares[0], shares[1], apart["indicators"], apart["classes"])


def check(session: Session, change: Change) -> None:
    """Refuse a change of what was not played or does not exist."""
    session.replicate(change.group)
    if change.seat not in session.plan.seats:
        raise UsageError(
            f"no seat '{change.seat}': {did_you_mean(change.seat, session.plan.seats)}"
        )
    if not 0 <= change.round < session.now.round:
        raise UsageError(f"round {change.round + 1} was not played")
    if change.decision == EVERY:
        return
    decisions = session.world.actors[change.seat].decisions
    if change.decision not in decisions:
        raise UsageError(f"no decision: {did_you_mean(change.decision, decisions)}")
    known = (*decisions[change.decision], HOLD, STAFF)
    if change.choose not in known:
        raise UsageError(f"no order: {did_you_mean(change.choose, known)}")


def orders_of(played: Played, group: str) -> dict[str, dict[str, str]]:
    """Return what each seat of a group ordered in a round."""
    return {seat: orders for (g, seat), orders in played.orders.items() if g == group}


def changed(rounds: Sequence[Played], number: int, change: Change) -> dict[str, Orders]:
    """Return the orders of a round with the change in them."""
    found: dict[str, Orders] = dict(orders_of(rounds[number], change.group))
    if number < change.round:
        return found
    if change.decision == EVERY:
        found.pop(change.seat, None)
        return found
    if number > change.round and _anew(rounds, number, change):
        return found
    found[change.seat] = {**found.get(change.seat, {}), change.decision: change.choose}
    return found


def _anew(rounds: Sequence[Played], number: int, change: Change) -> bool:
    """Tell whether the seat gave a new order at that decision after the change."""
    key: Key = (change.group, change.seat)
    later = (r.drafts.get(key) for r in rounds[change.round + 1 : number + 1])
    return any(draft is not None and change.decision in draft.orders for draft in later)
