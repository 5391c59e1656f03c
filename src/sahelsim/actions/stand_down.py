"""Stand down.

Expects
    Unpaid or bleeding men rest at base.

Does
    Fewer operations, a little more care.

Source
    effort without competition: `akcinaroglu_radziszewski_2013`; sizes assumed
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
class StandDown(Action):
    """Stand down."""

    label = "Stand down"
    desk = "posture"
    lasting = 0.5

    step: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    rest: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    nothing_shown: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    unpaid: float = parameter(
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
        return s.contract > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "men rest"): self.rest * view.s.sweep_share,
            ("influence", "nothing to show"): -self.nothing_shown,
            ("revenue", "unpaid work stops"): self.unpaid * np.minimum(1.0, view.s.arrears / 15.0),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "sweep_share": -self.step * s.sweep_share,
            "guard_share": self.step * s.sweep_share,
            "wagner_ruthlessness": -0.15 * s.wagner_ruthlessness,
        }
