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

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class StayOut(Action):
    """Stay out."""

    label = "Stay out"
    decision = "side"

    between: float = swing(0.2, "whoever joins nobody is spared by some and helped by none")
    step: float = share(
        0.2, "who declares for nobody drops old ties more slowly than who joins the other side"
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "between the camps"): self.between,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("side"): -self.step * scene.own("side"),
        }
