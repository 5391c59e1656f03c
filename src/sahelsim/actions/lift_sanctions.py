"""Lift sanctions.

Expects
    Trade returns, by the sanctions there are; pressure is given up, by the delay as long as no
    elections were held.

Does
    Sanctions, if more than a trace, fall by a share (step).

Source
    sizes assumed. Check: lifted on 3 July 2022 (facts table)
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

NONE_LEFT = 0.05  # sanctions below this have little left to lift


@dataclass(frozen=True)
class LiftSanctions(Action):
    """Lift sanctions."""

    label = "Lift sanctions"
    decision = "diplomacy"
    once = True

    step: float = share(0.8, "most at one summit; what names persons stays for a while")
    trade: float = swing(
        0.6, "relief for members' trade: somewhat more than imposing them costs it"
    )
    pressure: float = swing(
        0.6, "less than what imposing promised: in force they have lost their edge"
    )
    cost: float = effort(0.03)

    def allowed(self, view: View) -> Allowed:
        """While there are sanctions."""
        s = view.s
        return s.sanctions > NONE_LEFT

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "trade returns"): self.trade * view.s.sanctions,
            ("influence", "pressure is given up"): -self.pressure
            * view.s.election_delay
            * (1.0 - view.s.elections_held),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "sanctions": -self.step * s.sanctions,
        }
