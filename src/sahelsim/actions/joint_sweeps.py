"""Sweep beside the army.

Expects
    Results earn the next contract, the more people jihadists rule (by jihad_weight), and a war is
    worth paying for; men are lost, by their share on operations.

Does
    Under a contract, more men are on operations beside the army: a share (step) of the guards and
    of the men at mines joins them.

Source
    operations of 2022 (facts table); sizes assumed
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
class JointSweeps(Action):
    """Sweep beside the army."""

    label = "Sweep beside the army"
    desk = "posture"
    lasting = 0.5

    step: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a fifth of the others at a time: posts are not left overnight",
    )
    results: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="results in the field are what a contractor has to show",
    )
    worth: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="a war that goes on keeps the client paying",
    )
    losses: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="those on operations fall, those on guard hardly",
    )
    cost: float = effort(0.05)
    jihad_weight: float = parameter(
        3.0,
        unit="factor",
        low=0.5,
        high=10.0,
        source="assumed",
        why="success is wanted most once jihadists rule a third of the people",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "results earn the next contract"): self.results
            * np.minimum(1.0, self.jihad_weight * view.picture.jihad_share),
            ("revenue", "a war worth paying for"): self.worth,
            ("own_losses", "men are lost"): -self.losses * view.s.sweep_share,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "sweep_share": self.step * (1.0 - s.sweep_share),
            "guard_share": -self.step * s.guard_share,
            "mines_share": -self.step * s.mines_share,
        }
