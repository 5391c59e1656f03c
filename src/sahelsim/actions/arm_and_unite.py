"""Arm and unite.

Expects
    Arms insure against a broken promise, by the square of distrust, and against a contractor's men,
    by the red line as the commitment mechanism counts it; they add strength to bargain
    with; guarantors still help, but it looks like preparing war.

Does
    Readiness grows by a share of what is missing (step), compliance falls by a share of itself
    (compliance_lost); the junta sees how likely it is.

Source
    CSP formed in 2021, movements merged later (facts table); `powell_2006`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import people, share, swing
from sahelsim.mechanisms.commitment import red_line
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class ArmAndUnite(Action):
    """Arm and unite."""

    label = "Arm and unite"
    decision = "accord"

    step: float = share(0.18, "half of the way to full readiness takes some four months")
    insurance: float = swing(
        1.0, "where no promise is trusted, arms are taken to mean survival itself"
    )
    men: float = swing(
        0.4, "mercenaries are the line that must not be crossed: less than a promise broken"
    )
    strength: float = swing(
        0.4, "unarmed movements are heard little, but arms alone bring no autonomy"
    )
    guarantors: float = swing(
        0.15, "third parties shelter those who arm, but less than those who keep the accord"
    )
    spoiler: float = swing(
        0.3, "guarantors dislike arming in peace, far less than they would a rebellion"
    )
    cost: float = effort(0.1)
    mercenary_half: float = people(500.0, "as in the commitment mechanism", low=50.0, high=3000.0)
    far_share: float = share(0.4, "as in the commitment mechanism")
    compliance_lost: float = share(
        0.1, "some men leave cantonment; most of what was agreed goes on", high=0.5
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "a promise may be broken"): self.insurance
            * (1.0 - view.s.accord_trust) ** 2,
            ("survival", "the red line is crossed"): self.men
            * red_line(view.s, view.geography, self.far_share, self.mercenary_half),
            ("autonomy", "strength to bargain with"): self.strength * (1.0 - view.s.readiness),
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("reputation", "seen as preparing war"): -self.spoiler,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "readiness": self.step * (1.0 - s.readiness),
            "compliance": -self.compliance_lost * s.compliance,
        }
