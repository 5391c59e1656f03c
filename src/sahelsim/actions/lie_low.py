"""Lie low.

Expects
    Fewer strikes hit, by their tempo and by France's relation with Bamako; fewer dead.

Does
    The tempo of operations falls by a share (step).

Source
    after the leader's death of 2021 (facts table); sizes assumed
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
class LieLow(Action):
    """Lie low."""

    label = "Lie low"
    decision = "war"

    step: float = share(0.25, "a quarter fewer attacks: a group that does nothing is forgotten")
    hide: float = swing(0.5, "strikes kill leaders; hiding escapes many of them")
    rest: float = swing(0.2, "fewer attacks spare a few of the men they cost")

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "fewer strikes hit"): self.hide
            * view.s.most("strike_tempo", "foreign_force")
            * view.s.most("relation", "foreign_force"),
            ("own_losses", "fewer dead"): self.rest,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("tempo"): -self.step * scene.own("tempo"),
        }
