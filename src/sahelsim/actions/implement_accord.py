"""Implement the 2015 accord.

Expects
    The north stays quiet, which is worth the more the less the CMA trusts, and guarantors approve;
    officers and the south object, the centre gives power away, by the accord's terms, and money
    goes north.

Does
    While the accord is in force, implementation grows by a share of what is missing (step).

Source
    `fearon_2004`, `walter_2002`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import TERMS
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class ImplementAccord(Action):
    """Implement the 2015 accord."""

    label = "Implement the 2015 accord"
    decision = "home"

    step: float = share(
        0.12, "laws, posts and units take time: an eighth of what is missing within a month"
    )
    quiet: float = swing(0.5, "a quiet north frees soldiers, as far as it was not quiet before")
    approval: float = swing(0.6, "guarantors have asked for this above all")
    objection: float = swing(0.4, "officers and the south are against it, yet few would act")
    devolution: float = swing(0.4, "regions gain a part of what the centre decides")
    money: float = swing(0.3, "programmes for the north are small against the army's cost")
    cost: float = effort(0.05)

    def allowed(self, view: View) -> Allowed:
        """While the 2015 accord is in force."""
        s = view.s
        return s.accord_in_force > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "the north stays quiet"): self.quiet * (1.0 - view.s.accord_trust),
            ("reputation", "guarantors approve"): self.approval * view.s.guarantee,
            ("survival", "officers and the south object"): -self.objection,
            ("autonomy", "the centre gives power away"): -self.devolution * view.s.terms / TERMS,
            ("revenue", "money for the north"): -self.money,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "implementation": self.step * (1.0 - s.implementation),
        }
