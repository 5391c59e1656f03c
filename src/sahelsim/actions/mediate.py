"""Mediate.

Expects
    The accord is ours, the more there is left to do for it, and a quiet border, the more so the
    less the CMA trusts.

Does
    Mediation grows by a share of what is missing (step).

Source
    Algeria chaired the accord's committee; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Mediate(Action):
    """Mediate."""

    label = "Mediate"
    desk = "diplomacy"
    lasting = 0.5

    step: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="two orders bring half of the effort that is missing",
    )
    ours: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="who chairs the talks is heard by both sides",
    )
    border: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="war in Kidal comes near the border: more than standing is at stake",
    )
    cost: float = effort(0.22)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "the accord is ours"): self.ours * (1.0 - view.s.mediation),
            ("survival", "a quiet border"): self.border * (1.0 - view.s.accord_trust),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "mediation": self.step * (1.0 - s.mediation),
        }
