"""Unleash the forces.

Expects
    Officers want results and some believe that fear pacifies; partners with conditions would
    take offence and their trainers with them.

Does
    Rules of engagement loosen.

Source
    counter-theory of deterrence: `lyall_2009`; conditionality: `ladwig_2017`; sizes assumed
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
class UnleashForces(Action):
    """Unleash the forces."""

    label = "Unleash the forces"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    results: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    officers: float = parameter(
        0.25,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cover: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    harm: float = parameter(
        0.9,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    outcry: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.12,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.ruthlessness < 0.95

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "fear pacifies"): self.results
            * np.minimum(1.0, 3.0 * view.picture.jihad_share)
            * (1.0 - view.s.ruthlessness),
            ("survival", "officers want results"): self.officers
            * np.minimum(1.0, view.s.army_losses / 10.0),
            ("survival", "trainers and air cover go"): -self.cover * view.s.french_relation,
            ("civilian_harm", "civilians die"): -self.harm,
            ("reputation", "partners object"): -self.outcry * (0.2 + 0.8 * view.s.french_relation),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "ruthlessness": self.step * (1.0 - s.ruthlessness),
        }
