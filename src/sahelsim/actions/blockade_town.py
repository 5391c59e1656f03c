"""Blockade a town.

Expects
    A town that starves will deal; its people suffer.

Does
    One cercle, drawn by JNIM's control there times the state's, is cut off (by step).

Source
    Farabougou from October 2020 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.places import chosen_place
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class BlockadeTown(Action):
    """Blockade a town."""

    label = "Blockade a town"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.7,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="roads are cut at once, but smugglers and convoys still come through",
    )
    deal: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="a town that gives in is won without being held: as much as attacks bring",
    )
    suffer: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="hungry neighbours blame those who cut the road",
    )
    hunger: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="food and medicine run short, in one cercle of fifty",
    )
    cost: float = effort(0.08)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "a town that starves will deal"): self.deal,
            ("reputation", "people suffer"): -self.suffer,
            ("civilian_harm", "people suffer"): -self.hunger,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "blockade": self.step
            * chosen_place(s.row("control.jnim") * s.row("control.state"), rng),
        }
