"""Expand south.

Expects
    New ground, less as more weight is on the south already; gold and roads; thin lines.

Does
    The weight on the south grows by a share of what is missing (step): fighters seep there.

Source
    `schutte_weidmann_2011`: escalation; sizes assumed
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
class ExpandSouth(Action):
    """Expand south."""

    label = "Expand south"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="two orders turn half of the weight that can still be turned south",
    )
    ground: float = parameter(
        0.9,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="villages where the state is seldom seen are taken to be won cheaply",
    )
    gold: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="gold pits and roads to the coast can be taxed",
    )
    thin: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="small parties far from their own are easily caught",
    )
    cost: float = effort(0.06)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("expansion", "new ground"): self.ground * (1.0 - view.s.south_push),
            ("revenue", "gold and roads"): self.gold,
            ("own_losses", "thin lines"): -self.thin,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "south_push": self.step * (1.0 - s.south_push),
        }
