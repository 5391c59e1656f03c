"""Leave Mali.

Expects
    No complicity with mercenaries, the more so the less the junta is trusted (blameless_trust), and
    soldiers come home; but the field is left to Russia, less so where a contract has lost it
    (field_lost), jihadists gain ground (by jihad_weight), and a war is lost.

Does
    All French forces and Takuba leave; the relation ends.

Source
    sizes assumed. Check: announced on 17 February 2022 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Leave(Action):
    """Leave Mali."""

    label = "Leave Mali"
    decision = "posture"
    once = True

    complicity: float = swing(
        1.3, "a democracy beside mercenaries: taken to be the strongest reason to go", high=2.6
    )
    home: float = swing(
        0.8, "those who come home cannot fall; it was a lasting toll, not a heavy one"
    )
    field: float = swing(1.0, "all influence that troops give goes at once")
    ground: float = swing(0.9, "army and UN are taken to be unable to hold what France held")
    defeat: float = swing(0.5, "a war of many years ends without a victory")
    cost: float = effort(0.3)
    blameless_trust: float = share(
        1.2,
        "above 1: beside mercenaries some blame is left whatever Paris thinks of the junta",
        low=1.0,
        high=2.0,
    )
    field_lost: float = share(
        0.6, "with a contract more than half of the field is taken to be Russia's already"
    )
    jihad_weight: float = factor(
        2.0, "the loss is felt in full once jihadists rule half of the people", low=0.5, high=10.0
    )

    def allowed(self, view: View) -> Allowed:
        """While relations with the regime have not ended."""
        return view.own("relation") > ENDED

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "no complicity with mercenaries"): self.complicity
            * view.s.most("contract", "contractor")
            * (self.blameless_trust - view.own("trust")),
            ("own_losses", "soldiers come home"): self.home,
            ("influence", "the field is left to Russia"): -self.field
            * (1.0 - self.field_lost * view.s.most("contract", "contractor")),
            ("territory", "jihadists gain ground"): -self.ground
            * np.minimum(1.0, self.jihad_weight * view.picture.jihad_share),
            ("reputation", "a war lost"): -self.defeat,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("relation"): -scene.own("relation"),
            scene.own_key("target"): -scene.own("target"),
            scene.own_key("coalition_target"): -scene.own("coalition_target"),
        }
