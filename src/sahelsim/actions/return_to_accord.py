"""Return to the accord: a new one, on terms that the balance of power gives.

Expects
    The war ends, guarantors stand by and a mediator asks for it; but the promise will be broken, by
    the CMA's distrust. What is won is what the terms give; what is given up is what could still be
    won, by the odds above least_odds.

Does
    While a ceasefire holds and talks are open (open_talks): an accord is in force again, its terms
    the CMA's odds against the state in the north, drawn by mediation (mediated) toward the middle;
    compliance rises (compliance_regained), trust grows by a share of what is missing
    (trust_regained), readiness falls by a share (disarming).

Source
    `walter_2002`, `fortna_2004`; terms follow power: `powell_2006`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import probability, share, swing
from sahelsim.mechanisms.commitment import Effectiveness, power_now_and_later
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import STANDS, TERMS
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class ReturnToAccord(Effectiveness, Action):
    """Return to the accord."""

    label = "Return to the accord"
    decision = "accord"
    once = True

    peace: float = swing(0.8, "peace spares the dead of a season; those already dead still count")
    guarantors: float = swing(0.7, "third parties would be needed more than ever")
    renege: float = swing(
        1.2, "a promise broken once may be broken again: less than for a first war", high=2.4
    )
    won: float = swing(1.0, "terms are what was fought for, put on paper: half of it in hand")
    approval: float = swing(0.5, "a mediator who is refused turns away")
    given_up: float = swing(0.5, "what was fought for is given up, most of it not yet won")
    cost: float = effort(0.3)
    least_odds: float = probability(
        0.3, "as for fighting on: below it there is nothing to win", low=0.05, high=0.95
    )
    mediated: float = share(0.5, "a mediator wants terms that both can bear")
    open_talks: float = share(
        0.5, "envoys alone are not talks: both sides have to have sat down", low=0.2, high=0.8
    )
    compliance_regained: float = share(0.3, "half of what was kept in late 2021: a first step back")
    trust_regained: float = share(0.1, "a signature alone mends little of a broken promise")
    disarming: float = share(0.2, "some men go home at once, most keep their arms and wait")

    def allowed(self, view: View) -> Allowed:
        """While the accord is broken, a ceasefire holds and talks are open."""
        talks = (view.own("ceasefire") > STANDS) & (view.own("talks") >= self.open_talks)
        return np.asarray((view.s.accord_in_force < STANDS) & talks)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "the war ends"): self.peace,
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("survival", "the promise will be broken"): -self.renege * (1.0 - view.s.accord_trust),
            ("reputation", "a mediator asks for it"): self.approval * view.s.mediation,
            ("autonomy", "what the new terms give"): self.won * self.terms(view),
            ("autonomy", "what could still be won"): -self.given_up
            * np.maximum(0.0, self.odds(view) - self.least_odds),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "accord_in_force": 1.0 - s.accord_in_force,
            "terms": self.terms(scene) - s.terms,
            "compliance": self.compliance_regained + 0.0 * s.compliance,
            "accord_trust": self.trust_regained * (1.0 - s.accord_trust),
            "readiness": -self.disarming * s.readiness,
            scene.own_key("dormant"): -scene.own("dormant"),
        }

    def odds(self, scene: Scene) -> Array:
        """Return the odds of signatories against the state in the north, (replicates, 1)."""
        now, _ = power_now_and_later(scene.s, scene.geography, self)
        return np.asarray(1.0 - now)

    def terms(self, scene: Scene) -> Array:
        """Return the terms that power and a mediator give, (replicates, 1)."""
        odds, weight = self.odds(scene), self.mediated * scene.s.mediation
        return np.asarray(odds + weight * (TERMS - odds))
