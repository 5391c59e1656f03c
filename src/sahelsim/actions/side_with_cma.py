"""Side with the CMA.

Expects
    Kin and neighbours; the state's anger.

Does
    Closer to the CMA.

Source
    CSP formed in 2021 with parts of the Platform (facts table); sizes assumed
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
class SideWithCma(Action):
    """Side with the CMA."""

    label = "Side with the CMA"
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
    north: float = parameter(
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
    money: float = parameter(
        0.5,
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
            ("autonomy", "one north"): self.north,
            ("survival", "the stronger side"): self.stronger * (0.45 - odds),
            ("reputation", "abuse of our own people"): self.abuse * view.picture.tuareg_anger,
            ("revenue", "the state stops paying"): -self.money,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "platform_side": -self.step * (1.0 + s.platform_side),
        }
