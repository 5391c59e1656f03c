"""The decisions that actors take, and how often each comes up: one table.

A decision is a recurring choice of one actor. Its moments come at a rate; an actor's card makes
all of its own quicker or slower (``pace``).
"""

from __future__ import annotations

from dataclasses import dataclass

from sahelsim.core.parameter import ASSUMED, Number


@dataclass(frozen=True)
class Recurring:
    """What is decided, and the weeks from one decision moment to the next on average."""

    about: str
    weeks: Number


def _every(weeks: float, low: float, high: float, why: str) -> Number:
    return Number(weeks, "weeks", low, high, ASSUMED, why)


POSTURES = "postures that can be taken back are looked at every month or two"
CONTRACTS = "contracts and alliances are weighed every quarter or two"
HOME = "what officers, voters and budgets ask for comes up about once a quarter"
TREATIES = "a treaty is questioned once or twice a year, and argued about in between"

DECISIONS: dict[str, Recurring] = {
    "war": Recurring("how the war is fought", _every(6.0, 4.0, 8.0, POSTURES)),
    "posture": Recurring("what a foreign force does", _every(6.0, 4.0, 8.0, POSTURES)),
    "patrons": Recurring("whom to rely on abroad", _every(20.0, 13.0, 26.0, CONTRACTS)),
    "home": Recurring("how to stay in power", _every(13.0, 8.0, 26.0, HOME)),
    "accord": Recurring("what to do about the accord", _every(20.0, 13.0, 52.0, TREATIES)),
    "side": Recurring("whose side to take", _every(20.0, 13.0, 26.0, CONTRACTS)),
    "diplomacy": Recurring("what to do from outside", _every(13.0, 8.0, 26.0, HOME)),
}


def moments_a_week(decision: str) -> float:
    """Return the usual rate of a decision's moments (1/week)."""
    return 1.0 / float(DECISIONS[decision].weeks.value)
