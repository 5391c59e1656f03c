"""The deck of injects: what an instructor can let happen from outside, the same in every group.

Sizes are the exercise's, not estimates; each stays inside what the variable's own table allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sahelsim.model.shocks import Shock
from sahelsim.model.state import State
from sahelsim.model.variables import BY_ACTOR, VARIABLES


@dataclass(frozen=True)
class Card:
    """One inject: what it changes, how, by how much, for how many weeks; its text is in ``texts``.

    ``role`` says whose row a variable's is that has one for each actor.
    """

    name: str
    variable: str
    how: str
    amount: float
    weeks: int = 1
    role: str = ""


DECK = {
    card.name: card
    for card in (
        Card("drought", "rural_income", "multiply", 0.8, 8),
        Card("aid_cut", "aid", "add", -0.25, 4),
        Card("gold_boom", "treasury", "add", 60.0, 4),
        Card("sanctions", "sanctions", "add", 0.4, 2),
        Card("mediators", "mediation", "add", 0.3, 4),
        Card("deserters", "morale", "add", -0.15, 2),
        Card("offensive", "tempo", "add", 0.5, 4, "jihadist"),
        Card("scandal", "trust", "add", -0.25, 2, "foreign_force"),
    )
}


def shocks(name: str, day: date, s: State) -> tuple[Shock, ...]:
    """Return what an inject changes from a day on, one shock for each row that it meets."""
    card = DECK[name]
    rows = [card.variable]
    if VARIABLES[card.variable].axis in BY_ACTOR:
        rows = [f"{card.variable}.{who}" for who in s.roster.of(card.role)]
    return tuple(
        Shock(day, row, card.how, card.amount, "", card.weeks, f"inject {name}") for row in rows
    )
