"""Deal locally with JNIM.

Expects
    A quiet rear, and an ally of convenience where the state is not trusted; a stain abroad,
    though guarantors still help; jihadists rule beside us.

Does
    The tactical understanding grows by a share of what is missing (step).

Source
    non-aggression at Intahaka (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class DealWithJnim(Action):
    """Deal locally with JNIM."""

    label = "Deal locally with JNIM"
    targets = "jihadist"
    hostile = False
    decision = "accord"

    step: float = share(
        0.3, "two months bring half of an understanding: commanders are taken to know each other"
    )
    quiet: float = swing(0.4, "JNIM leaves the CMA's men alone; ISGS goes on fighting")
    ally: float = swing(0.5, "an ally of convenience is worth half of what arms of one's own are")
    stain: float = swing(0.8, "guarantors forgive it hardly more than a rebellion")
    rule: float = swing(0.4, "who shares ground with JNIM shares rule over it")
    guarantors: float = swing(
        0.2, "third parties shelter it half as much as an accord that is kept"
    )
    cost: float = effort(0.08)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "a quiet rear"): self.quiet * (1.0 - view.s.pact),
            ("survival", "an ally of convenience"): self.ally * (1.0 - view.s.accord_trust),
            ("reputation", "a stain abroad"): -self.stain * view.s.guarantee,
            ("autonomy", "jihadists rule beside us"): -self.rule,
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "pact": self.step * (1.0 - s.pact),
        }
