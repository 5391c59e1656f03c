"""Protest and walk out of committees.

Expects
    Guarantors must act, by their weight and the CMA's distrust, and still stand by; but it is seen
    as a spoiler.

Does
    While the accord is in force, mediation grows by a share of what is missing (mediation_step);
    compliance falls by a part (compliance_share) of how far the walk-out goes (step).

Source
    sizes assumed. Check: participation suspended in December 2022 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Protest(Action):
    """Protest and walk out of committees."""

    label = "Protest and walk out of committees"
    decision = "accord"
    once = True

    step: float = share(0.4, "a walk-out is seen at once, but stops short of a break")
    act: float = swing(0.6, "guarantors fear for their accord and lean on Bamako")
    spoiler: float = swing(0.2, "leaving a committee offends less than arming does")
    guarantors: float = swing(
        0.25, "third parties stand by, less than by those who keep the accord"
    )
    cost: float = effort(0.05)
    compliance_share: float = share(0.5, "who walks out of committees still keeps the ceasefire")
    mediation_step: float = share(
        0.1, "mediators take note, but less than of a plain demand for guarantees"
    )

    def allowed(self, view: View) -> Allowed:
        """While the 2015 accord is in force."""
        s = view.s
        return s.accord_in_force > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "guarantors must act"): self.act
            * view.s.guarantee
            * (1.0 - view.s.accord_trust),
            ("reputation", "seen as spoiler"): -self.spoiler,
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "compliance": -self.compliance_share * self.step * s.compliance,
            "mediation": self.mediation_step * (1.0 - s.mediation),
        }
