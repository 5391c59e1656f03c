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

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class PayOfficers(Action):
    """Pay the officers."""

    label = "Pay the officers"
    desk = "home"
    lasting = 0.5

    step: float = parameter(
        0.25,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a quarter of what officers still lack",
    )
    bonus: float = parameter(
        3.0,
        unit="million USD",
        low=0.0,
        high=20.0,
        source="assumed",
        why="a few percent of a year's pay",
    )
    content: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="pay removes a motive, not the means: less than removing the men",
    )
    money: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="as much as safety is worth when the treasury is low",
    )
    cost: float = effort(0.05)
    least_treasury: float = parameter(
        3.0,
        unit="million USD",
        low=0.0,
        high=20.0,
        source="assumed",
        why="the usual bonus: whoever has less does not think of giving it",
    )
    hazard_scale: float = parameter(
        0.2,
        unit="1/year",
        low=0.02,
        high=1.0,
        source="assumed",
        why="one coup in five years is danger enough to buy everybody off",
    )
    treasury_scale: float = parameter(
        30.0,
        unit="million USD",
        low=5.0,
        high=100.0,
        source="assumed",
        why="with the offset: the bonus hurts in full up to 20 million left, half at 50 million",
    )
    treasury_offset: float = parameter(
        10.0,
        unit="million USD",
        low=1.0,
        high=50.0,
        source="assumed",
        why="cash is felt in full well before the treasury is empty",
    )
    full_bonus_treasury: float = parameter(
        20.0,
        unit="million USD",
        low=5.0,
        high=100.0,
        source="assumed",
        why="with less than that in hand the bonus shrinks in proportion",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
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

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "officer_spoils": self.step * (1.0 - s.officer_spoils),
            "treasury": -self.bonus * np.minimum(1.0, s.treasury / self.full_bonus_treasury),
        }
