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

from sahelsim.core.parameter import parameter, probability, share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class OffensiveAzawad(Action):
    """Push an offensive into Azawad."""

    label = "Push an offensive into Azawad"
    decision = "war"
    judges = True

    step: float = share(0.5, "half of what could march is massed within weeks")
    prize: float = swing(
        1.6, "Kidal is the nation's lost town: no other ground counts so much", high=3.2
    )
    glory: float = swing(
        0.8, "victors are safe from rivals, losers are not: it counts as much as the dead"
    )
    losses: float = swing(0.8, "a march through open desert against men at home there")
    outcry: float = swing(0.8, "sponsors of the accord see it torn up, less than by a rebellion")
    cost: float = effort(0.22)
    soldier_effectiveness: float = parameter(
        0.15,
        "most soldiers hold the centre and the south; about one in seven could march north",
        unit="effective men per man",
        low=0.02,
        high=0.6,
    )
    mercenary_effectiveness: float = parameter(
        2.0,
        "contractors are free to attack, as in the commitment mechanism",
        unit="effective men per man",
        low=0.5,
        high=6.0,
    )
    prize_odds: float = probability(
        0.45, "Kidal is worth a try at a little less than even odds", low=0.05, high=0.95
    )
    glory_odds: float = probability(
        0.5, "a march that is more likely lost than won shakes the regime", low=0.05, high=0.95
    )
    unravelling: float = share(
        0.3,
        "the order alone undoes a third of what was carried out; the march itself does the rest",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        men = self.soldier_effectiveness * view.seen("army")
        men = men + self.mercenary_effectiveness * view.seen("contractor")
        odds = view.odds(men, view.seen("signatory"))
        return {
            ("territory", "Kidal returns to the state"): self.prize * (odds - self.prize_odds),
            ("survival", "victory secures the regime"): self.glory * (odds - self.glory_odds),
            ("own_losses", "soldiers will die"): -self.losses * (1.0 - odds),
            ("reputation", "the accord's sponsors object"): -self.outcry * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "offensive": self.step * (1.0 - s.offensive),
            "implementation": -self.unravelling * s.implementation,
        }
