"""Demand guarantees.

Expects
    A third party's word may replace the state's; the accord's gains and guarantors stay.

Does
    While the accord is in force: mediation rises by a share of what is missing (step), and the
    CMA's trust by a share (trust_gained) of what it lacks, times mediation.

Source
    `walter_2002`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import accord_gains
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class DemandGuarantees(Action):
    """Demand guarantees."""

    label = "Demand guarantees"
    decision = "accord"
    once = True

    step: float = share(0.25, "a mediator who is asked does more, but has other cares")
    word: float = swing(
        0.6, "a third party's word is worth less than arms of one's own: it may leave"
    )
    gains: float = swing(
        0.4, "a little less than for keeping the accord: talks put off what it brings"
    )
    guarantors: float = swing(
        0.25, "third parties are needed, and pressed: less shelter than for keeping the accord"
    )
    cost: float = effort(0.04)
    trust_gained: float = share(
        0.1,
        "a mediator at full effort is taken to win a tenth of the trust that is missing",
        high=0.5,
    )

    def allowed(self, view: View) -> Allowed:
        """While the 2015 accord is in force."""
        s = view.s
        return s.accord_in_force > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "a third party's word"): self.word
            * (1.0 - view.s.accord_trust)
            * view.s.mediation,
            ("autonomy", "the accord's slow gains"): self.gains * accord_gains(view.s),
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "mediation": self.step * (1.0 - s.mediation),
            "accord_trust": self.trust_gained * s.mediation * (1.0 - s.accord_trust),
        }
