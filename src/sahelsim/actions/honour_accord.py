"""Honour the accord.

Expects
    The accord's slow gains continue, with posts and programmes, by terms and practice, and
    guarantors stand by; the yardstick while it holds.

Does
    While the accord is in force, compliance grows by a share of what is missing (step).

Source
    `fearon_2004`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import accord_gains
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class HonourAccord(Action):
    """Honour the accord."""

    label = "Honour the accord"
    decision = "accord"

    step: float = share(0.1, "a tenth of what is missing: men are slow to go to cantonment")
    gains: float = swing(
        0.5, "what was signed brings some autonomy, far less than a rising hopes for"
    )
    posts: float = swing(0.3, "posts and programmes reach few")
    guarantors: float = swing(0.4, "who keeps the accord is sheltered most")

    def allowed(self, view: View) -> Allowed:
        """While the 2015 accord is in force."""
        s = view.s
        return s.accord_in_force > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "the accord's slow gains"): self.gains * accord_gains(view.s),
            ("revenue", "posts and programmes"): self.posts * view.s.implementation,
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "compliance": self.step * (1.0 - s.compliance),
        }
