"""Watch.

Expects
    Nothing changes; the yardstick.

Does
    Nothing.

Source
    definition
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import swing
from sahelsim.model.action import Action, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Watch(Action):
    """Watch."""

    label = "Watch"
    decision = "diplomacy"
    lasting = 0.5

    nothing: float = swing(0.0, "the yardstick is zero by definition")

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "nothing changes"): self.nothing,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {}
