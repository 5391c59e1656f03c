"""Pay the officers.

Expects
    Content officers do not plot, worth the more the likelier a coup (in full from hazard_scale on)
    and the worse they are paid; money is spent, felt the more the emptier the treasury.

Does
    If the treasury holds more than least_treasury, spoils grow by a share of what is missing (step)
    and the bonus is paid from it, less in proportion below full_bonus_treasury.

Source
    `powell_2012`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import million_usd, parameter, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class PayOfficers(Action):
    """Pay the officers."""

    label = "Pay the officers"
    decision = "home"
    once = True

    step: float = share(0.25, "a quarter of what officers still lack")
    bonus: float = million_usd(3.0, "a few percent of a year's pay", low=0.0, high=20.0)
    content: float = swing(0.5, "pay removes a motive, not the means: less than removing the men")
    money: float = swing(0.5, "as much as safety is worth when the treasury is low")
    cost: float = effort(0.05)
    least_treasury: float = million_usd(
        3.0, "the usual bonus: whoever has less does not think of giving it", low=0.0, high=20.0
    )
    hazard_scale: float = parameter(
        0.2,
        "one coup in five years is danger enough to buy everybody off",
        unit="1/year",
        low=0.02,
        high=1.0,
    )
    treasury_scale: float = million_usd(
        30.0,
        "with the offset: the bonus hurts in full up to 20 million left, half at 50 million",
        low=5.0,
        high=100.0,
    )
    treasury_offset: float = million_usd(
        10.0, "cash is felt in full well before the treasury is empty", low=1.0, high=50.0
    )
    full_bonus_treasury: float = million_usd(
        20.0, "with less than that in hand the bonus shrinks in proportion", low=5.0, high=100.0
    )

    def allowed(self, view: View) -> Allowed:
        """While the treasury has more than the least (least_treasury)."""
        s = view.s
        return s.treasury > self.least_treasury

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "content officers do not plot"): self.content
            * (1.0 - view.s.officer_spoils)
            * np.minimum(1.0, view.s.coup_hazard / self.hazard_scale),
            ("revenue", "money is spent"): -self.money
            * np.minimum(1.0, self.treasury_scale / (view.s.treasury + self.treasury_offset)),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        bonus = self.bonus * np.minimum(1.0, s.treasury / self.full_bonus_treasury)
        return {
            "officer_spoils": self.step * (1.0 - s.officer_spoils),
            "treasury": -bonus,
            "bonuses": bonus,
        }
