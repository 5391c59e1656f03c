"""Leave Mali.

Expects
    Out of a war beside mercenaries; the field is Russia's.

Does
    All French forces leave; the relation ends.

Source
    announced 17 February 2022 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Leave(Action):
    """Leave Mali."""

    label = "Leave Mali"
    desk = "posture"
    lasting = 0.5

    complicity: float = parameter(
        1.3,
        unit="swing",
        low=0.0,
        high=2.6,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    home: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    field: float = parameter(
        1.0,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    ground: float = parameter(
        0.9,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    defeat: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.3,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.french_relation > 0.1

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "no complicity with mercenaries"): self.complicity
            * view.s.contract
            * (1.2 - view.s.french_trust),
            ("own_losses", "soldiers come home"): self.home,
            ("influence", "the field is left to Russia"): -self.field
            * (1.0 - 0.6 * view.s.contract),
            ("territory", "jihadists gain ground"): -self.ground
            * np.minimum(1.0, 2.0 * view.picture.jihad_share),
            ("reputation", "a war lost"): -self.defeat,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "french_relation": -s.french_relation,
            "french_target": -s.french_target,
            "takuba_target": -s.takuba_target,
        }
