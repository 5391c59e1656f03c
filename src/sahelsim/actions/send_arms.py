"""Send arms and instructors.

Expects
    Influence bought cheaply, in full only beside a contract with Wagner (base_gain); arms are sold.

Does
    Russia's influence grows by a share of what is missing (step); Bamako's treasury pays the price,
    less in proportion below full_price_treasury.

Source
    helicopters of October 2021 (facts table); sizes assumed. Check: aircraft of August 2022
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import million_usd, share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class SendArms(Action):
    """Send arms and instructors."""

    label = "Send arms and instructors"
    decision = "diplomacy"
    once = True

    step: float = share(0.08, "helicopters are noticed, but a guard in the palace is heard more")
    bought: float = swing(0.7, "arms without conditions please those who are lectured elsewhere")
    sales: float = swing(0.3, "sales to a poor buyer bring little")
    cost: float = effort(0.25)
    base_gain: float = share(0.2, "without men on the ground beside them arms buy a small part")
    price: float = million_usd(
        2.0, "a guess: small against what a thousand men cost in a month", low=0.0, high=20.0
    )
    full_price_treasury: float = million_usd(
        20.0,
        "with less than that in hand Bamako buys and pays less in proportion",
        low=5.0,
        high=100.0,
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "influence bought cheaply"): self.bought
            * (self.base_gain + (1.0 - self.base_gain) * view.s.most("contract", "contractor")),
            ("revenue", "arms are sold"): self.sales,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        price = self.price * np.minimum(1.0, s.treasury / self.full_price_treasury)
        return {
            scene.own_key("influence"): self.step * (1.0 - scene.own("influence")),
            "treasury": -price,
            "arms_bought": price,
        }
