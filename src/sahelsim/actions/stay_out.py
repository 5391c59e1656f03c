"""Stay out.

Expects
    Survive between the camps; the yardstick.

Does
    The side drifts to the middle by a share (step).

Source
    sizes assumed
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
class StayOut(Action):
    """Stay out."""

    label = "Stay out"
    desk = "side"
    lasting = 0.5

    between: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="whoever joins nobody is spared by some and helped by none",
    )
    step: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="who declares for nobody drops old ties more slowly than who joins the other side",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "between the camps"): self.between,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "platform_side": -self.step * s.platform_side,
        }
