"""Suspend joint operations.

Expects
    A signal to the junta; credible only if it would hurt.

Does
    Joint operations stop; the junta feels it.

Source
    suspended for 29 days in June 2021 (facts table); credibility: theory's patron entry; sizes
    assumed
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
class SuspendOperations(Action):
    """Suspend joint operations."""

    label = "Suspend joint operations"
    desk = "posture"
    lasting = 0.5

    distance: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    pressure: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    push: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    war: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.1,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.french_relation > 0.75

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "distance from a junta"): self.distance
            * np.maximum(0.0, 0.6 - view.s.french_trust),
            ("influence", "pressure on the junta"): self.pressure * (1.0 - view.s.deal_belief),
            ("influence", "it may push them to Russia"): -self.push
            * view.s.deal_belief
            * (1.0 - view.s.contract),
            ("territory", "the war suffers"): -self.war,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "french_relation": 0.5 - s.french_relation,
            "french_trust": -0.05 * s.french_trust,
            "purge_shock": 0.05 * (1.0 - s.purge_shock),
        }
