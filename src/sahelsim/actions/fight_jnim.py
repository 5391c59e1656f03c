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

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class FightJnim(Action):
    """Fight JNIM."""

    label = "Fight JNIM"
    targets = "jihadist"
    hostile = True
    decision = "war"
    judges = True

    step: float = share(0.3, "two months bring half of the way to open war")
    ground: float = swing(0.5, "a rival's ground is as hard to hold as the army's")
    gain_without_victory: float = share(
        0.2, "even a rival who prevails is taken to give way somewhere", high=0.5
    )
    losses: float = swing(
        0.5, "fighters kill each other on equal terms: no cheaper than the ground is worth"
    )
    cost: float = effort(0.06)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        odds = view.odds(view.believed(view.force), view.believed(view.target))
        return {
            ("territory", "a rival's ground"): self.ground * (odds + self.gain_without_victory),
            ("own_losses", "a costly war"): -self.losses,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "rivalry": self.step * (1.0 - s.rivalry),
        }
