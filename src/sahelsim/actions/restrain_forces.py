"""Restrain the forces.

Expects
    Fewer civilians die, partners approve and people may talk again, each by how ruthless the forces
    are; officers complain.

Does
    Unless ruthlessness is down to a trace, it falls by a share (step); Wagner's falls by a part of
    that (contractor_share).

Source
    civilian concern: `athena_mag`; hearts and minds literature; sizes assumed
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
class RestrainForces(Action):
    """Restrain the forces."""

    label = "Restrain the forces"
    decision = "war"

    step: float = share(0.35, "orders reach the field in part: a third of it within a month")
    harm: float = swing(0.8, "rules of engagement decide most of what befalls civilians")
    approval: float = swing(
        0.5, "partners have asked for it, but doubt orders until they see them kept"
    )
    talk: float = swing(0.2, "people who were hurt talk late, if at all")
    grumble: float = swing(0.2, "officers complain, which is far from plotting")
    cost: float = effort(0.06)
    contractor_share: float = share(
        0.5, "a contract binds contractors less than an order binds soldiers"
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("civilian_harm", "fewer civilians die"): self.harm * view.own("ruthlessness"),
            ("reputation", "partners approve"): self.approval * view.own("ruthlessness"),
            ("territory", "people may talk again"): self.talk * view.own("ruthlessness"),
            ("survival", "officers complain"): -self.grumble,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            scene.own_key("ruthlessness"): -self.step * scene.own("ruthlessness"),
            **{
                f"ruthlessness.{who}": -self.contractor_share * self.step * own
                for who, own in s.each("ruthlessness", "contractor").items()
            },
        }
