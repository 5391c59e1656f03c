"""Suspend joint operations.

Expects
    Distance from a junta trusted less than trust_needed; pressure, unless it is near a deal with
    Wagner: then it may be pushed to Russia. The war suffers.

Does
    Joint operations, if there are any, stop; trust falls a little (affront), and fresh resentment
    of the junta's officers grows a little (unsettling). Where the junta suspends them in the same
    month, the relation ends.

Source
    suspended for 29 days in June 2021 (facts table); credibility: theory's patron entry; sizes
    assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene

TOGETHER = 0.75  # tells the levels of french_relation apart: 1 above it, 0.5 and 0 below
SUSPENDED = 0.5  # the level of french_relation while operations are suspended


@dataclass(frozen=True)
class SuspendOperations(Action):
    """Suspend joint operations."""

    label = "Suspend joint operations"
    decision = "posture"
    once = True

    distance: float = swing(
        0.7, "a partner of plotters is criticised at home, less than one of mercenaries"
    )
    pressure: float = swing(0.4, "the junta feels what it loses, as long as it has no other patron")
    push: float = swing(0.7, "losing Bamako to Russia is taken to weigh more than pressure gains")
    war: float = swing(0.4, "raids with the army stop, French ones less so")
    cost: float = effort(0.1)
    trust_needed: float = share(
        0.6,
        "distance is worth something only from a junta that Paris trusts less than that",
        low=0.1,
    )
    affront: float = share(0.05, "who suspends hears less and trusts a little less")
    unsettling: float = share(0.05, "a few officers blame the junta for the partner lost")

    def allowed(self, view: View) -> Allowed:
        """While it fights together with the army."""
        return view.own("relation") > TOGETHER

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "distance from a junta"): self.distance
            * np.maximum(0.0, self.trust_needed - view.own("trust")),
            ("influence", "pressure on the junta"): self.pressure * (1.0 - view.s.deal_belief),
            ("influence", "it may push them to Russia"): -self.push
            * view.s.deal_belief
            * (1.0 - view.s.most("contract", "contractor")),
            ("territory", "the war suffers"): -self.war,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            scene.own_key("relation"): SUSPENDED - scene.own("relation"),
            scene.own_key("trust"): -self.affront * scene.own("trust"),
            "purge_shock": self.unsettling * (1.0 - s.purge_shock),
        }
