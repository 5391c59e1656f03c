"""Contract payment: what contractors earn in a week, and what conceded mines pay of it.

Equation
    due = price · men · contract ;  mines = min(s · due · secured · manned, R)
    secured = Σ gold · state · (1 − disruption) / Σ gold ;  manned = min(1, f / (g · s))
    dR = −mines ;  without a contract d arrears = −w · arrears

Symbols
    due what a contractor earns, mines what its concession yields, R mining revenue of the state
    (million USD/week), price (million USD per man-week), men the contractor's (people), contract 1
    if signed, s share of its pay that is conceded in mines, f share of its men at mines, g share of
    them that holds the mines which pay for all (site_guard), gold industrial output of a cercle,
    state the state's control there, disruption what violence stops (share), w speed at which a dead
    contract's debts are written off (arrears_fading, 1/week); Σ over cercles

Source
    About 1,000 men for 10.8 million USD a month: ``reuters_2021``; cash against mines: the article.
    Check: 10 million USD a month (``state_department_2021``)

Assumptions
    A concession is revenue that the state gives up: mines pay only where it controls the site, as
    far as they work and the contractor has men there. What they do not yield is owed in cash.

Not here
    What the treasury pays (security budget); what unpaid men do (paid effort); whether they leave
    (their own choice).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.roster import STATE
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

LEAST = 1e-9


@dataclass(frozen=True)
class ContractPayment(Mechanism):
    """What contractors earn in a week, and what conceded mines pay of it."""

    phase = "dues"
    reads = (
        "contract",
        "fighters",
        "mine_pay_share",
        "mine_revenue",
        "guard_share",
        "sweep_share",
        "mines_share",
        "arrears",
        "control",
        "mine_disruption",
    )
    writes = ("arrears", "mine_revenue", "contract_due", "concession_paid")

    price: float = parameter(
        0.00249, unit="million USD/person/week", low=0.001, high=0.005, source="reuters_2021"
    )
    site_guard: float = share(
        0.1, "a company of a thousand men holds the mines that pay for them all", low=0.02, high=0.5
    )
    arrears_fading: float = weekly_rate(
        0.02, "half of what a dead contract left is written off in eight months", low=0.0, high=0.2
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return what each contractor earned, and what its mines paid it."""
        gold = np.atleast_2d(geography.gold_industrial)
        held = gold * s.row(f"control.{STATE}") * (1.0 - s.mine_disruption)
        secured = held.sum(axis=1, keepdims=True) / gold.sum(axis=1, keepdims=True)
        left, booked = s.mine_revenue, {}
        for who, men in s.each("fighters", "contractor").items():
            contract, conceded = s.row(f"contract.{who}"), s.row(f"mine_pay_share.{who}")
            due = dt * self.price * men.sum(axis=1, keepdims=True) * contract
            mines = np.minimum(conceded * due * secured * self._manned(s, who), left)
            left = left - mines
            dead = dt * self.arrears_fading * s.row(f"arrears.{who}")
            booked[f"contract_due.{who}"] = due
            booked[f"concession_paid.{who}"] = mines
            booked[f"arrears.{who}"] = np.where(contract > 0.0, 0.0, -dead)
        return booked | {"mine_revenue": left - s.mine_revenue}

    def _manned(self, s: State, who: str) -> Array:
        """Return how far a contractor holds the mines that are to pay it, 0-1."""
        guard, sweep, dig = (s.row(f"{kind}_share.{who}") for kind in ("guard", "sweep", "mines"))
        there = dig / (guard + sweep + dig + LEAST)
        needed = self.site_guard * s.row(f"mine_pay_share.{who}")
        return np.asarray(np.minimum(1.0, there / np.maximum(needed, LEAST)))
