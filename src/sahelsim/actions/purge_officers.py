"""Purge and counterbalance.

Expects
    Rivals are removed; at first it provokes those who remain.

Does
    Counterbalance grows; resentment grows first.

Source
    `powell_2012`, `de_bruin`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class PurgeOfficers(Action):
    """Purge and counterbalance."""

    label = "Purge and counterbalance"
    desk = "home"
    lasting = 0.5

    step: float = parameter(
        0.15,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    resentment: float = parameter(
        0.35,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="creating a guard provokes attempts (De Bruin)",
    )
    removal: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    resentment_felt: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    loss: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.08,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "rivals are removed"): self.removal
            * (1.0 - view.s.counterbalance)
            * np.minimum(1.0, view.s.coup_hazard / 0.2),
            ("survival", "those who remain resent it"): -self.resentment_felt
            * (0.3 + view.s.purge_shock),
            ("territory", "good officers are lost"): -self.loss,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "counterbalance": self.step * (1.0 - s.counterbalance),
            "purge_shock": self.resentment * (1.0 - s.purge_shock),
        }
