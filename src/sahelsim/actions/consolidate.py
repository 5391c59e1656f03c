"""Consolidate and govern.

Expects
    Rule grows roots where nobody fights.

Does
    Tempo falls; roots deepen where the group rules.

Source
    `kalyvas_2006`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Consolidate(Action):
    """Consolidate and govern."""

    label = "Consolidate and govern"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.15,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    roots: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    rest: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    taxes: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "rule grows roots"): self.roots,
            ("own_losses", "fewer dead"): self.rest,
            ("revenue", "taxes"): self.taxes,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "jnim_tempo": -self.step * s.jnim_tempo,
            "root.jnim": 0.03 * s.row("root.jnim") * (s.row("control.jnim") > 0.3),
        }
