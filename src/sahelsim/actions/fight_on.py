"""Fight on.

Expects
    Azawad by force, while the odds are above least_odds; own dead. The yardstick once the accord
    is broken. The odds set the CMA's men against effective men of army (army_share), Wagner
    (mercenary_effectiveness) and, by its relation with Bamako, France (french_effectiveness).

Does
    Readiness grows by a share of what is missing (step).

Source
    sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class FightOn(Action):
    """Fight on."""

    label = "Fight on"
    desk = "accord"
    judges = True
    lasting = 0.5

    azawad: float = parameter(
        1.2,
        unit="swing",
        low=0.0,
        high=2.4,
        source="assumed",
        why="what is left to win once war has begun: less than a rebellion hopes for",
    )
    least_odds: float = parameter(
        0.3,
        unit="share",
        low=0.05,
        high=0.95,
        source="assumed",
        why="who has broken the accord goes on at odds a little worse than a rebel needs",
    )
    army_share: float = parameter(
        0.12,
        unit="share",
        low=0.02,
        high=0.6,
        source="assumed",
        why="one soldier in eight is taken to stand in the north or to be sent there",
    )
    mercenary_effectiveness: float = parameter(
        1.5,
        unit="effective men per man",
        low=0.5,
        high=6.0,
        source="assumed",
        why="free to attack, but not all come north: less than a rebellion counts",
    )
    french_effectiveness: float = parameter(
        1.5,
        unit="effective men per man",
        low=0.5,
        high=6.0,
        source="assumed",
        why="as in the choice to rebel: with aircraft and armour, but there for another war",
    )
    losses: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="those who fight already count the dead less than those who begin",
    )
    step: float = parameter(
        0.1,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="war costs arms and men as it unites: a slow gain",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.accord_in_force < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        state = (
            self.army_share * view.seen("fama")
            + self.mercenary_effectiveness * view.seen("wagner")
            + self.french_effectiveness * view.seen("france") * view.s.french_relation
        )
        odds = view.odds(view.seen("cma"), state)
        return {
            ("autonomy", "Azawad by force"): self.azawad * (odds - self.least_odds),
            ("own_losses", "war kills our own"): -self.losses,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "readiness": self.step * (1.0 - s.readiness),
        }
