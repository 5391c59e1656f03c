"""Return to the accord.

Expects
    The war ends and guarantors stand by; but the promise will be broken, by the CMA's distrust, and
    it is back to the old terms.

Does
    Once broken, the accord is in force again; compliance rises (compliance_regained), trust grows
    by a share of what is missing (trust_regained), readiness falls by a share (disarming).

Source
    `walter_2002`, `fortna_2004`; sizes assumed
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
class ReturnToAccord(Action):
    """Return to the accord."""

    label = "Return to the accord"
    decision = "accord"
    once = True

    peace: float = swing(0.8, "peace spares the dead of a season; those already dead still count")
    guarantors: float = swing(0.7, "third parties would be needed more than ever")
    renege: float = swing(
        1.2, "a promise broken once may be broken again: less than for a first war", high=2.4
    )
    terms: float = swing(0.5, "what was fought for is given up, most of it not yet won")
    cost: float = effort(0.3)
    compliance_regained: float = share(0.3, "half of what was kept in late 2021: a first step back")
    trust_regained: float = share(0.1, "a signature alone mends little of a broken promise")
    disarming: float = share(0.2, "some men go home at once, most keep their arms and wait")

    def allowed(self, view: View) -> Allowed:
        """While the 2015 accord is broken."""
        s = view.s
        return s.accord_in_force < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "the war ends"): self.peace,
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("survival", "the promise will be broken"): -self.renege * (1.0 - view.s.accord_trust),
            ("autonomy", "back to the old terms"): -self.terms,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "accord_in_force": 1.0 - s.accord_in_force,
            "compliance": self.compliance_regained + 0.0 * s.compliance,
            "accord_trust": self.trust_regained * (1.0 - s.accord_trust),
            "readiness": -self.disarming * s.readiness,
        }
