"""Stall.

Expects
    No more concessions, worth the more the less the CMA trusts; the accord's slow gains and
    guarantors stay.

Does
    While the accord is in force or fighting rests, compliance falls by a share (step).

Source
    sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, swing
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import STANDS, accord_gains, resting
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Stall(Action):
    """Stall."""

    label = "Stall"
    decision = "accord"

    step: float = share(0.1, "a tenth of what is kept: a delay, not a breach")
    concessions: float = swing(0.35, "what is not given up need not be won back")
    gains: float = swing(0.3, "the accord's gains come more slowly to who keeps it less")
    guarantors: float = swing(
        0.35, "third parties stand by, a little less than by those who keep the accord"
    )
    cost: float = parameter(0.0, "to do nothing is free", unit="utility", low=0.0, high=3.0)

    def allowed(self, view: View) -> Allowed:
        """While the accord is in force, or fighting rests and there is something to talk about."""
        return np.asarray(np.maximum(view.s.accord_in_force, resting(view.s, view.force)) > STANDS)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "no more concessions"): self.concessions * (1.0 - view.s.accord_trust),
            ("autonomy", "the accord's slow gains"): self.gains * accord_gains(view.s),
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "compliance": -self.step * s.compliance,
        }
