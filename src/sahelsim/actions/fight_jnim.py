"""Fight JNIM.

Expects
    A rival's ground, by the odds of prevailing and some besides (gain_without_victory); a costly
    war.

Does
    The rivalry hardens by a share of what is missing (step).

Source
    clashes since 2019 (`ucdp_ged`); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class FightJnim(Action):
    """Fight JNIM."""

    label = "Fight JNIM"
    desk = "war"
    judges = True
    lasting = 0.5

    step: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="two orders bring half of the way to open war",
    )
    ground: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="a rival's ground is as hard to hold as the army's",
    )
    gain_without_victory: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        why="even a rival who prevails is taken to give way somewhere",
    )
    losses: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="fighters kill each other on equal terms: no cheaper than the ground is worth",
    )
    cost: float = effort(0.06)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        odds = view.odds(view.seen("isgs"), view.seen("jnim"))
        return {
            ("territory", "a rival's ground"): self.ground * (odds + self.gain_without_victory),
            ("own_losses", "a costly war"): -self.losses,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "rivalry": self.step * (1.0 - s.rivalry),
        }
