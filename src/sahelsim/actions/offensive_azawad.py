"""Push an offensive into Azawad.

Expects
    Kidal if the odds are above prize_odds, a firmer regime if above glory_odds, a loss of either if
    below; soldiers will die, more at poor odds, and the accord's sponsors object. The odds set a
    part of the army and Wagner, each by its effectiveness, against the CMA.

Does
    The effort of an offensive grows by a share of what is missing (step); implementation of the
    accord falls by a share (unravelling).

Source
    `fearon_2004`: deals fail when the state's strength grows; sizes assumed
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
class OffensiveAzawad(Action):
    """Push an offensive into Azawad."""

    label = "Push an offensive into Azawad"
    desk = "war"
    judges = True
    lasting = 0.5

    step: float = parameter(
        0.5,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="half of what could march is massed within weeks",
    )
    prize: float = parameter(
        1.6,
        unit="swing",
        low=0.0,
        high=3.2,
        source="assumed",
        why="Kidal is the nation's lost town: no other ground counts so much",
    )
    glory: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="victors are safe from rivals, losers are not: it counts as much as the dead",
    )
    losses: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="a march through open desert against men at home there",
    )
    outcry: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="sponsors of the accord see it torn up, less than by a rebellion",
    )
    cost: float = effort(0.22)
    soldier_effectiveness: float = parameter(
        0.15,
        unit="effective men per man",
        low=0.02,
        high=0.6,
        source="assumed",
        why="most soldiers hold the centre and the south; about one in seven could march north",
    )
    mercenary_effectiveness: float = parameter(
        2.0,
        unit="effective men per man",
        low=0.5,
        high=6.0,
        source="assumed",
        why="contractors are free to attack, as in the commitment mechanism",
    )
    prize_odds: float = parameter(
        0.45,
        unit="probability",
        low=0.05,
        high=0.95,
        source="assumed",
        why="Kidal is worth a try at a little less than even odds",
    )
    glory_odds: float = parameter(
        0.5,
        unit="probability",
        low=0.05,
        high=0.95,
        source="assumed",
        why="a march that is more likely lost than won shakes the regime",
    )
    unravelling: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="the order alone undoes a third of what was carried out; the march itself does the "
        "rest",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        men = self.soldier_effectiveness * view.seen("fama")
        men = men + self.mercenary_effectiveness * view.seen("wagner")
        odds = view.odds(men, view.seen("cma"))
        return {
            ("territory", "Kidal returns to the state"): self.prize * (odds - self.prize_odds),
            ("survival", "victory secures the regime"): self.glory * (odds - self.glory_odds),
            ("own_losses", "soldiers will die"): -self.losses * (1.0 - odds),
            ("reputation", "the accord's sponsors object"): -self.outcry * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "offensive_azawad": self.step * (1.0 - s.offensive_azawad),
            "implementation": -self.unravelling * s.implementation,
        }
