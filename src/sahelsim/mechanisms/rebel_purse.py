"""Rebel purse: armed groups take from people and gold that they hold, and spend it on fighters.

Equation
    zakat = z · Σ_p N_p · control_p ;  spent = v · purse ;  d purse = zakat + gold − spent
    d means = v · (min(x, spent/(c · men)) − means)

Symbols
    purse what a group has put by (million USD), zakat what it takes of people (million USD/week), z
    of each (``zakat``), N people of the place, control the group's share of it, gold its levy on
    artisanal gold (mining), v share of the purse spent in a week (``spending``), men its fighters
    (people), c usual cost of one (``fighter_cost``; million USD/week), means what it spends on a
    fighter against the usual, at most x (``most_means``; factor)

Source
    armed groups and gold: Crisis Group 2019; the form is assumed

Assumptions
    All money that comes in goes to fighters and arms within months; nothing is sent abroad.

Not here
    Ransom and transport; groups on the state's side; what means do (recruitment, rebel mobilisation,
    ambushes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.card_form import EARNERS
from sahelsim.core.parameter import factor, parameter, weekly_rate
from sahelsim.model.forms import people_by_place
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

LEAST = 1.0  # people: a group of less than one man buys nothing


@dataclass(frozen=True)
class RebelPurse(Mechanism):
    """Armed groups take from people and gold that they hold, and spend it on fighters."""

    settles_last = True
    phase = "money"
    reads = ("purse", "means", "gold_levy", "control", "population", "fighters")
    writes = ("purse", "means", "zakat", "purse_spent")

    zakat: float = parameter(
        0.1e-6,
        "five dollars a head and year, about a hundredth of a rural income",
        unit="million USD/person/week",
        low=0.02e-6,
        high=0.3e-6,
    )
    spending: float = weekly_rate(0.077, "a quarter's income is in hand", low=0.02, high=0.3)
    fighter_cost: float = parameter(
        0.0004,
        "what levies of late 2021 leave for each jihadist, arms and families too: the unit of means",
        unit="million USD/person/week",
        low=0.0001,
        high=0.001,
    )
    most_means: float = factor(
        2.0, "money beyond twice the usual buys neither zeal nor explosives", low=1.0, high=3.0
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return what each group takes, spends, keeps, and can do."""
        booked = {}
        for who, purse in s.each("purse", *EARNERS).items():
            taken, spent = dt * self._taken(s, geography, who), dt * self.spending * purse
            means = self._means(s, who, self.spending * purse)
            booked[f"zakat.{who}"] = taken
            booked[f"purse_spent.{who}"] = spent
            booked[f"purse.{who}"] = taken + s.row(f"gold_levy.{who}") - spent
            booked[f"means.{who}"] = dt * self.spending * (means - s.row(f"means.{who}"))
        return booked

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return purses that are spent as they are filled."""
        purse, means, taken = np.zeros_like(s.purse), np.ones_like(s.means), np.zeros_like(s.zakat)
        for row, who in enumerate(s.roster.axes["armed"]):
            if who in s.roster.of(*EARNERS):
                taken[:, row] = self._taken(s, geography, who)
                income = taken[:, row] + s.row(f"gold_levy.{who}")
                purse[:, row] = income / self.spending
                means[:, row] = self._means(s, who, income)
        return {"purse": purse, "means": means, "zakat": taken}

    def _taken(self, s: State, geography: Geography, who: str) -> Array:
        held = s.row(f"control.{who}") * people_by_place(s, geography)
        return np.asarray(self.zakat * held.sum(axis=1, keepdims=True))

    def _means(self, s: State, who: str, spent: Array) -> Array:
        men = np.maximum(s.row(f"fighters.{who}").sum(axis=1, keepdims=True), LEAST)
        return np.asarray(np.minimum(self.most_means, spent / (self.fighter_cost * men)))
