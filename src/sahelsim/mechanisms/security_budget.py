"""Security budget: taxes, mines and aid fill the treasury; army, officers and guards empty it.

Equation
    dT = max(−T, m·M + t·state·(1 − l·sanctions) + a·aid − c·F − o·spoils − g·guards) ;
    d aid = r · (k·relation·concession − aid)

Symbols
    T treasury for security (million USD), M mining revenue of the week (million USD), m its share
    for security, t other taxes, a full aid, o full spoils, g full guards (million USD/week), state
    the state's control, a mean over cercles by their residents of the first day, sanctions their
    weight (0-1), l share of taxes that full ones cost (sanctions_loss), aid against its level of
    2020 (0-1), k aid that full concession would bring (conceded_aid), r speed (aid_speed, 1/week),
    F soldiers (people), c cost of one (million USD/week), spoils pay of officers, guards
    counterbalance (0-1), relation between junta and France (1 operations together, 0.5 suspended, 0
    ended), concession the junta's share (0-1)

Source
    military spending 3.5 % of GDP in 2021, about 600 million USD a year in 2018 (facts table);
    the split is assumed. Check: the sanctions of January to July 2022

Assumptions
    The security budget is a purse of its own; what it lacks is not borrowed: it stays unpaid, and
    no debt is kept. Aid follows what France concedes within months.

Not here
    The contractor's pay: its cash leaves the same treasury in the same phase (contract payment);
    what both together overdraw is cut off by the bounds and shows in the ledger. Mines handed to
    the contractor still pay here in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class SecurityBudget(Mechanism):
    """Taxes, mines and aid fill the treasury; army, officers and guards empty it."""

    phase = "money"
    reads = (
        "treasury",
        "mine_revenue",
        "control",
        "sanctions",
        "aid",
        "fighters",
        "officer_spoils",
        "counterbalance",
        "concession",
        "relation",
    )
    writes = (
        "treasury",
        "aid",
    )

    mine_share: float = share(0.35, "no budget line was read; keeps the purse near balance in 2021")
    taxes: float = parameter(
        10.5,
        "what mines and aid leave of about 600 million USD a year",
        unit="million USD/week",
        low=2.0,
        high=20.0,
    )
    aid_value: float = parameter(
        1.8,
        "training missions and donated equipment, order of magnitude",
        unit="million USD/week",
        low=0.0,
        high=6.0,
    )
    soldier_cost: float = parameter(
        0.00052,
        "about 27,000 USD a soldier and year, with equipment",
        unit="million USD/person/week",
        low=0.0001,
        high=0.002,
    )
    spoils_cost: float = parameter(
        1.5, "a few percent of the budget", unit="million USD/week", low=0.0, high=6.0
    )
    guard_cost: float = parameter(
        0.8,
        "special forces and intelligence set against a coup",
        unit="million USD/week",
        low=0.0,
        high=6.0,
    )
    sanctions_loss: float = share(0.5, "closed borders and frozen assets are taken to halve taxes")
    conceded_aid: float = factor(
        1.2,
        "the level of 2020 is back before France has conceded all; half of it brings 0.6",
        low=0.5,
        high=2.0,
    )
    aid_speed: float = weekly_rate(
        0.05, "programmes start and stop within five months", low=0.01, high=0.3
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of the treasury and of aid."""
        people = geography.population / geography.population.sum()
        held = (s.row("control.state") * people).sum(axis=1, keepdims=True)
        income = self.mine_share * s.mine_revenue + self.aid_value * s.aid
        income = income + self.taxes * held * (1.0 - self.sanctions_loss * s.sanctions)
        army = s.total("fighters", "army").sum(axis=1, keepdims=True)
        cost = self.soldier_cost * army + self.spoils_cost * s.officer_spoils
        cost = cost + self.guard_cost * s.counterbalance
        target = (
            s.most("relation", "foreign_force")
            * self.conceded_aid
            * s.most("concession", "foreign_force")
        )
        return {
            "treasury": np.maximum(dt * (income - cost), -s.treasury),
            "aid": dt * self.aid_speed * (target - s.aid),
        }
