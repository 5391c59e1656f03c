"""Pay the officers.

Expects
    Content officers do not plot; money is spent.

Does
    Spoils grow.

Source
    `powell_2012`; sizes assumed
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
        why="size of the order's effect; vary it",
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
        why="largest plausible swing of a quarter; vary it",
    )
    money: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.05,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.treasury > 3.0

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "content officers do not plot"): self.content
            * (1.0 - view.s.officer_spoils)
            * np.minimum(1.0, view.s.coup_hazard / 0.2),
            ("revenue", "money is spent"): -self.money
            * np.minimum(1.0, 30.0 / (view.s.treasury + 10.0)),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "officer_spoils": self.step * (1.0 - s.officer_spoils),
            "treasury": -self.bonus * np.minimum(1.0, s.treasury / 20.0),
        }
