"""Side with the CMA.

Expects
    One north; the stronger side, by how far the state's odds are below even_odds; abuse of our own
    people, by the anger of Tuareg; but the state stops paying. The odds set a part of the army and
    Wagner, each by its effectiveness, against the CMA.

Does
    The Platform moves to the CMA's side by a share of what is missing (step).

Source
    CSP formed in 2021 with parts of the Platform (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.actions.side_with_state import TakingSides
from sahelsim.core.parameter import swing
from sahelsim.model.action import Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class SideWithCma(TakingSides):
    """Side with the CMA."""

    label = "Side with the CMA"
    targets = "signatory"

    north: float = swing(0.6, "kin and neighbours, and some of the autonomy they fight for")
    money: float = swing(0.5, "a little less than what siding with the state brings in")
    cost: float = effort(0.05)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "one north"): self.north,
            ("survival", "the stronger side"): self.stronger * (self.even_odds - self.odds(view)),
            ("reputation", "abuse of our own people"): self.abuse * view.kin_anger,
            ("revenue", "the state stops paying"): -self.money,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("side"): -self.step * (1.0 + scene.own("side")),
        }
