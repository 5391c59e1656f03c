"""Push an offensive into Azawad.

Expects
    Kidal and the national honour, if the balance is right; losses and the end of the accord, if
    not.

Does
    The army masses and marches north; the accord's implementation unravels.

Source
    `fearon_2004`: deals fail when the state's strength grows; sizes assumed
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
class OffensiveAzawad(Action):
    """Push an offensive into Azawad."""

    label = "Push an offensive into Azawad"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.5,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    prize: float = parameter(
        1.6,
        unit="swing",
        low=0.0,
        high=3.2,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    glory: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    losses: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    outcry: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.22,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        men = 0.15 * view.seen("fama") + 2.0 * view.seen("wagner")
        odds = view.odds(men, view.seen("cma"))
        return {
            ("territory", "Kidal returns to the state"): self.prize * (odds - 0.45),
            ("survival", "victory secures the regime"): self.glory * (odds - 0.5),
            ("own_losses", "soldiers will die"): -self.losses * (1.0 - odds),
            ("reputation", "the accord's sponsors object"): -self.outcry * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "offensive_azawad": self.step * (1.0 - s.offensive_azawad),
            "implementation": -0.3 * s.implementation,
        }
