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

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class LieLow(Action):
    """Lie low."""

    label = "Lie low"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.25,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a quarter fewer attacks: a group that does nothing is forgotten",
    )
    hide: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="strikes kill leaders; hiding escapes many of them",
    )
    rest: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="fewer attacks spare a few of the men they cost",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "fewer strikes hit"): self.hide
            * view.s.strike_tempo
            * view.s.french_relation,
            ("own_losses", "fewer dead"): self.rest,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "isgs_tempo": -self.step * s.isgs_tempo,
        }
