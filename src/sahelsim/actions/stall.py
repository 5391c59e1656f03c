"""Stall.

Expects
    No more concessions, worth the more the less the CMA trusts; the accord's slow gains and
    guarantors stay.

Does
    While the accord is in force, compliance falls by a share (step).

Source
    sizes assumed
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
class Stall(Action):
    """Stall."""

    label = "Stall"
    desk = "accord"
    lasting = 0.5

    step: float = parameter(
        0.1,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a tenth of what is kept: a delay, not a breach",
    )
    concessions: float = parameter(
        0.35,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="what is not given up need not be won back",
    )
    gains: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="the accord's gains come more slowly to who keeps it less",
    )
    guarantors: float = parameter(
        0.35,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="third parties stand by, a little less than by those who keep the accord",
    )
    cost: float = parameter(
        0.0,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="to do nothing is free",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.accord_in_force > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "no more concessions"): self.concessions * (1.0 - view.s.accord_trust),
            ("autonomy", "the accord's slow gains"): self.gains * view.s.implementation,
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "compliance": -self.step * s.compliance,
        }
