"""Unleash the forces.

Expects
    Some believe that fear pacifies, the more people jihadists rule (by jihad_weight) and the less
    it was tried; officers want results, by recent losses (in full from losses_scale on). Trainers
    and air cover would go, by the relation with France; civilians die; partners object, some even
    without France (base_outcry).

Does
    Ruthlessness, if not at its utmost, grows by a share of what is missing (step).

Source
    counter-theory of deterrence: `lyall_2009`; conditionality: `ladwig_2017`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class UnleashForces(Action):
    """Unleash the forces."""

    label = "Unleash the forces"
    decision = "war"

    step: float = share(0.2, "a fifth of what restraint there was: units follow unevenly")
    results: float = swing(0.4, "fear is believed to quiet a district, not to win the war")
    officers: float = swing(
        0.25, "losses call for revenge; officers who may take it plot a little less"
    )
    cover: float = swing(0.4, "trainers and aircraft go where rules are broken in the open")
    harm: float = swing(0.9, "rules of engagement decide most of what befalls civilians")
    outcry: float = swing(0.8, "inquiries and headlines, less than for hiring mercenaries")
    cost: float = effort(0.12)
    jihad_weight: float = factor(
        3.0, "fear is trusted most once jihadists rule a third of the people", low=0.5, high=10.0
    )
    losses_scale: float = parameter(
        10.0,
        "about twice the state side's usual week of late 2021, as in coup risk",
        unit="deaths/week",
        low=2.0,
        high=50.0,
    )
    base_outcry: float = share(0.2, "the UN and Europe object even when France has left")

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "fear pacifies"): self.results
            * np.minimum(1.0, self.jihad_weight * view.picture.jihad_share)
            * (1.0 - view.own("ruthlessness")),
            ("survival", "officers want results"): self.officers
            * np.minimum(1.0, view.s.army_losses / self.losses_scale),
            ("survival", "trainers and air cover go"): -self.cover
            * view.s.most("relation", "foreign_force"),
            ("civilian_harm", "civilians die"): -self.harm,
            ("reputation", "partners object"): -self.outcry
            * (
                self.base_outcry
                + (1.0 - self.base_outcry) * view.s.most("relation", "foreign_force")
            ),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("ruthlessness"): self.step * (1.0 - scene.own("ruthlessness")),
        }
