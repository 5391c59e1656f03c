"""Restrain the forces.

Expects
    Communities may talk again and partners approve; officers complain.

Does
    Rules of engagement tighten for the army and, by contract, for Wagner.

Source
    civilian concern: `athena_mag`; hearts and minds literature; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class RestrainForces(Action):
    """Restrain the forces."""

    label = "Restrain the forces"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.35,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    harm: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    approval: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    talk: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    grumble: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.06,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.ruthlessness > 0.05

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("civilian_harm", "fewer civilians die"): self.harm * view.s.ruthlessness,
            ("reputation", "partners approve"): self.approval * view.s.ruthlessness,
            ("territory", "people may talk again"): self.talk * view.s.ruthlessness,
            ("survival", "officers complain"): -self.grumble,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "ruthlessness": -self.step * s.ruthlessness,
            "wagner_ruthlessness": -0.5 * self.step * s.wagner_ruthlessness,
        }
