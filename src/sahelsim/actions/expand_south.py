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

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class ExpandSouth(Action):
    """Expand south."""

    label = "Expand south"
    decision = "war"

    step: float = share(0.3, "two months turn half of the weight that can still be turned south")
    ground: float = swing(
        0.9, "villages where the state is seldom seen are taken to be won cheaply"
    )
    gold: float = swing(0.3, "gold pits and roads to the coast can be taxed")
    thin: float = swing(0.3, "small parties far from their own are easily caught")
    cost: float = effort(0.06)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("expansion", "new ground"): self.ground * (1.0 - view.own("south_push")),
            ("revenue", "gold and roads"): self.gold,
            ("own_losses", "thin lines"): -self.thin,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("south_push"): self.step * (1.0 - scene.own("south_push")),
        }
