"""Arm and unite.

Expects
    Prepare while it is possible; the other side will see it.

Does
    Readiness grows; the state notices.

Source
    CSP formed in 2021, movements merged later (facts table); `powell_2006`; sizes assumed
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
class ArmAndUnite(Action):
    """Arm and unite."""

    label = "Arm and unite"
    desk = "accord"
    lasting = 0.5

    step: float = parameter(
        0.18,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    insurance: float = parameter(
        1.0,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    strength: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    guarantors: float = parameter(
        0.15,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    spoiler: float = parameter(
        0.3,
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
        return s.readiness < 0.97

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "a promise may be broken"): self.insurance
            * (1.0 - view.s.accord_trust) ** 2,
            ("autonomy", "strength to bargain with"): self.strength * (1.0 - view.s.readiness),
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("reputation", "seen as preparing war"): -self.spoiler,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "readiness": self.step * (1.0 - s.readiness),
            "compliance": -0.1 * s.compliance,
        }
