"""Side with the state.

Expects
    Money and arms; the stronger side, by how far the state's odds are above even_odds; but abuse of
    our own people, by the anger of Tuareg. The odds set a part of the army and Wagner, each by its
    effectiveness, against the CMA.

Does
    The Platform moves to the state's side by a share of what is missing (step).

Source
    `kress_2018` on third parties; sizes assumed
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
class TakingSides(Action):
    """What the Platform weighs whichever side it takes: the same numbers, declared once."""

    decision = "side"
    judges = True

    step: float = share(0.3, "clans change sides one by one: a third of the way a month")
    stronger: float = swing(0.8, "between two stronger neighbours the wrong side may be deadly")
    abuse: float = swing(0.8, "kin of the abused cannot stay beside the abuser")
    soldier_effectiveness: float = parameter(
        0.12,
        "of the whole army an eighth is taken to be there to fight in the north",
        unit="effective men per man",
        low=0.02,
        high=0.5,
    )
    mercenary_effectiveness: float = parameter(
        2.0,
        "contractors are free to attack, as in the commitment mechanism",
        unit="effective men per man",
        low=0.5,
        high=6.0,
    )
    even_odds: float = probability(
        0.45,
        "at a little less than even odds the state already counts as the stronger: it stays",
        low=0.05,
        high=0.95,
    )

    def odds(self, view: View) -> Array:
        """Return the state's believed odds against the CMA, (replicates, 1)."""
        men = self.soldier_effectiveness * view.seen("army")
        men = men + self.mercenary_effectiveness * view.seen("contractor")
        return view.odds(men, view.seen("signatory"))


@dataclass(frozen=True)
class SideWithState(TakingSides):
    """Side with the state."""

    label = "Side with the state"

    money: float = swing(0.6, "the state pays for loyalty, not much and not always")
    cost: float = effort(0.05)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "money and arms"): self.money,
            ("survival", "the stronger side"): self.stronger * (self.odds(view) - self.even_odds),
            ("reputation", "abuse of our own people"): -self.abuse * view.kin_anger,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("side"): self.step * (1.0 - scene.own("side")),
        }
