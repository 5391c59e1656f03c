"""Blockade a town.

Expects
    A town that starves will deal; its people suffer.

Does
    One cercle that is open, drawn by JNIM's control there times the state's, is cut off.

Source
    Farabougou from October 2020 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.places import chosen_place
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class BlockadeTown(Action):
    """Blockade a town."""

    label = "Blockade a town"
    decision = "war"
    once = True

    deal: float = swing(
        0.6, "a town that gives in is won without being held: as much as attacks bring"
    )
    suffer: float = swing(0.4, "hungry neighbours blame those who cut the road")
    hunger: float = swing(0.4, "food and medicine run short, in one cercle of fifty")
    cost: float = effort(0.08)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "a town that starves will deal"): self.deal,
            ("reputation", "people suffer"): -self.suffer,
            ("civilian_harm", "people suffer"): -self.hunger,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        open_ = 1.0 - s.blockade
        return {
            "blockade": open_
            * chosen_place(open_ * scene.own("control") * s.row("control.state"), rng)
        }
