"""Pay the contractor in cash.

Expects
    The gold stays with the state and its miners.

Does
    A larger share of pay comes from the treasury.

Source
    `blood_gold_report_2023`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class PayInCash(Action):
    """Pay the contractor in cash."""

    label = "Pay the contractor in cash"
    desk = "patrons"
    lasting = 0.5

    step: float = parameter(
        0.5,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    gold: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    spent: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.08,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.contract > 0.5) & (s.mine_pay_share > 0.1)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "the gold stays ours"): self.gold * view.s.mine_pay_share,
            ("revenue", "cash is spent"): -self.spent
            * view.s.mine_pay_share
            * np.minimum(1.0, 25.0 / (view.s.treasury + 5.0)),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "mine_pay_share": -self.step * s.mine_pay_share,
        }
