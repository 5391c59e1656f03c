"""Sustain the operation.

Expects
    The war goes on beside a junta: complicity, the more so the less it is trusted; resuming what
    was suspended restores influence, by trust.

Does
    Unless France has gone: a suspended cooperation resumes, if no contract with Wagner is signed;
    else nothing.

Source
    joint operations resumed after a month in 2021 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import swing
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Sustain(Action):
    """Sustain the operation."""

    label = "Sustain the operation"
    decision = "posture"

    complicity: float = swing(0.25, "a junta is a lesser stain than mercenaries: a fifth of it")
    resume: float = swing(0.3, "what a suspension gave up comes back, if there is any trust left")

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        return view.own("relation") > ENDED

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "complicity with a junta"): -self.complicity * (1.0 - view.own("trust")),
            ("influence", "resuming restores influence"): self.resume
            * (1.0 - view.own("relation"))
            * view.own("trust"),
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            scene.own_key("relation"): (1.0 - s.most("contract", "contractor"))
            * (scene.own("relation") > ENDED)
            * (1.0 - scene.own("relation")),
        }
