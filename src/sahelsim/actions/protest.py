"""Protest and walk out of committees.

Expects
    Guarantors must act, by their weight and the CMA's distrust, and still stand by; but it is seen
    as a spoiler.

Does
    While the accord is in force, mediation grows by a share of what is missing (mediation_step);
    compliance falls by a part (compliance_share) of how far the walk-out goes (step).

Source
    participation suspended in December 2022 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Protest(Action):
    """Protest and walk out of committees."""

    label = "Protest and walk out of committees"
    desk = "accord"
    lasting = 0.5

    step: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a walk-out is seen at once, but stops short of a break",
    )
    act: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="guarantors fear for their accord and lean on Bamako",
    )
    spoiler: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="leaving a committee offends less than arming does",
    )
    guarantors: float = parameter(
        0.25,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="third parties stand by, less than by those who keep the accord",
    )
    cost: float = effort(0.05)
    compliance_share: float = parameter(
        0.5,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="who walks out of committees still keeps the ceasefire",
    )
    mediation_step: float = parameter(
        0.1,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="mediators take note, but less than of a plain demand for guarantees",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.accord_in_force > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "guarantors must act"): self.act
            * view.s.guarantee
            * (1.0 - view.s.accord_trust),
            ("reputation", "seen as spoiler"): -self.spoiler,
            ("survival", "guarantors stand by"): self.guarantors * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "compliance": -self.compliance_share * self.step * s.compliance,
            "mediation": self.mediation_step * (1.0 - s.mediation),
        }
