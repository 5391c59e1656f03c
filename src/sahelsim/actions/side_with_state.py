"""Side with the state.

Expects
    Money and arms; the enmity of neighbours.

Does
    Closer to the state.

Source
    `kress_2018` on third parties; sizes assumed
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
class SideWithState(Action):
    """Side with the state."""

    label = "Side with the state"
    desk = "side"
    lasting = 0.5

    step: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    money: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    stronger: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    abuse: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.05,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        odds = view.odds(0.12 * view.seen("fama") + 2.0 * view.seen("wagner"), view.seen("cma"))
        return {
            ("revenue", "money and arms"): self.money,
            ("survival", "the stronger side"): self.stronger * (odds - 0.45),
            ("reputation", "abuse of our own people"): -self.abuse * view.picture.tuareg_anger,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "platform_side": self.step * (1.0 - s.platform_side),
        }
