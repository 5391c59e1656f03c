"""Send arms and instructors.

Expects
    Influence bought cheaply.

Does
    Russia's influence and the army's equipment grow.

Source
    helicopters of October 2021, aircraft of August 2022 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class SendArms(Action):
    """Send arms and instructors."""

    label = "Send arms and instructors"
    desk = "diplomacy"
    lasting = 0.5

    step: float = parameter(
        0.08,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    bought: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    sales: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.25,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "influence bought cheaply"): self.bought * (0.2 + 0.8 * view.s.contract),
            ("revenue", "arms are sold"): self.sales,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "russian_influence": self.step * (1.0 - s.russian_influence),
            "treasury": -2.0 * np.minimum(1.0, s.treasury / 20.0),
        }
