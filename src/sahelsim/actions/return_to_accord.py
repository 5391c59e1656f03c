"""Return to the accord.

Expects
    Peace on the old terms, if anybody will guarantee it.

Does
    The accord is in force again; trust is low.

Source
    `walter_2002`, `fortna_2004`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class ReturnToAccord(Action):
    """Return to the accord."""

    label = "Return to the accord"
    desk = "accord"
    lasting = 0.5

    peace: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    guarantors: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    renege: float = parameter(
        1.2,
        unit="swing",
        low=0.0,
        high=2.4,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    terms: float = parameter(
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
        return s.accord_in_force < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "the war ends"): self.peace,
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("survival", "the promise will be broken"): -self.renege * (1.0 - view.s.accord_trust),
            ("autonomy", "back to the old terms"): -self.terms,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "accord_in_force": 1.0 - s.accord_in_force,
            "compliance": 0.3 + 0.0 * s.compliance,
            "accord_trust": 0.1 * (1.0 - s.accord_trust),
            "readiness": -0.2 * s.readiness,
        }
