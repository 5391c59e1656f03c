"""Purge and counterbalance.

Expects
    Rivals are removed, worth the more the likelier a coup (in full from hazard_scale on) and the
    fewer forces guard against it; those who remain resent it, some always (base_resentment), and
    good officers are lost.

Does
    Counterbalance grows by a share of what is missing (step); fresh resentment grows faster,
    likewise (resentment).

Source
    `powell_2012`, `de_bruin`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class PurgeOfficers(Action):
    """Purge and counterbalance."""

    label = "Purge and counterbalance"
    decision = "home"
    once = True

    step: float = share(0.15, "a new guard is raised slowly")
    resentment: float = share(0.35, "creating a guard provokes attempts (De Bruin)")
    removal: float = swing(0.8, "whoever is removed cannot plot: more than pay achieves")
    resentment_felt: float = swing(0.5, "officers who fear to be next may act first")
    loss: float = swing(0.3, "some who led well in the field are among the purged")
    cost: float = effort(0.08)
    hazard_scale: float = parameter(
        0.2,
        "one coup in five years is danger enough to want every rival gone",
        unit="1/year",
        low=0.02,
        high=1.0,
    )
    base_resentment: float = share(0.3, "even the first purge is resented")

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "rivals are removed"): self.removal
            * (1.0 - view.s.counterbalance)
            * np.minimum(1.0, view.s.coup_hazard / self.hazard_scale),
            ("survival", "those who remain resent it"): -self.resentment_felt
            * (self.base_resentment + view.s.purge_shock),
            ("territory", "good officers are lost"): -self.loss,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "counterbalance": self.step * (1.0 - s.counterbalance),
            "purge_shock": self.resentment * (1.0 - s.purge_shock),
        }
