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

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "nothing changes"): 0.0,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {}
