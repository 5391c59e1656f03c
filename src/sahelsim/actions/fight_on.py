"""Fight on.

Expects
    Azawad by force, while the odds are above least_odds; own dead. The yardstick while the accord
    is broken and no ceasefire holds. The odds set the CMA's men against effective men of army
    (army_share), Wagner (mercenary_effectiveness) and, by its relation with Bamako, France
    (french_effectiveness).

Does
    Readiness grows by a share of what is missing (step).

Source
    sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, swing
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import STANDS, resting
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class FightOn(Action):
    """Fight on."""

    label = "Fight on"
    decision = "accord"
    judges = True

    azawad: float = swing(
        1.2, "what is left to win once war has begun: less than a rebellion hopes for", high=2.4
    )
    least_odds: float = share(
        0.3,
        "who has broken the accord goes on at odds a little worse than a rebel needs",
        low=0.05,
        high=0.95,
    )
    army_share: float = share(
        0.12,
        "one soldier in eight is taken to stand in the north or to be sent there",
        low=0.02,
        high=0.6,
    )
    mercenary_effectiveness: float = parameter(
        1.5,
        "free to attack, but not all come north: less than a rebellion counts",
        unit="effective men per man",
        low=0.5,
        high=6.0,
    )
    french_effectiveness: float = parameter(
        1.5,
        "as in the choice to rebel: with aircraft and armour, but there for another war",
        unit="effective men per man",
        low=0.5,
        high=6.0,
    )
    losses: float = swing(0.5, "those who fight already count the dead less than those who begin")
    step: float = share(0.1, "war costs arms and men as it unites: a slow gain")

    def allowed(self, view: View) -> Allowed:
        """While the accord is broken and the fighting does not rest."""
        return np.asarray(np.maximum(view.s.accord_in_force, resting(view.s, view.force)) < STANDS)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        state = (
            self.army_share * view.seen("army")
            + self.mercenary_effectiveness * view.seen("contractor")
            + self.french_effectiveness
            * view.seen("foreign_force")
            * view.s.most("relation", "foreign_force")
        )
        odds = view.odds(view.believed(view.force), state)
        return {
            ("autonomy", "Azawad by force"): self.azawad * (odds - self.least_odds),
            ("own_losses", "war kills our own"): -self.losses,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "readiness": self.step * (1.0 - s.readiness),
        }
