"""Draw down.

Expects
    Fewer losses and less blame at home for some influence lost.

Does
    Fewer troops planned; bases are handed over.

Source
    end of Barkhane announced in June 2021 (facts table); sizes assumed
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
class DrawDown(Action):
    """Draw down."""

    label = "Draw down"
    desk = "posture"
    lasting = 0.5

    step: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    relief: float = parameter(
        0.35,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    blame: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    say: float = parameter(
        0.45,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    ground: float = parameter(
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
        return s.french_target > 100.0

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "fewer soldiers at risk"): self.relief
            * np.minimum(1.0, view.s.french_target / 2500.0),
            ("reputation", "less blamed for the war"): self.blame
            * (1.0 - view.s.approval_france.mean(axis=1, keepdims=True)),
            ("influence", "less say in Bamako"): -self.say,
            ("territory", "jihadists gain ground"): -self.ground
            * np.minimum(1.0, 2.0 * view.picture.jihad_share),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "french_target": -self.step * s.french_target,
        }
