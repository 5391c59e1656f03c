"""Hand over to Takuba.

Expects
    Europeans share the risk and, by the relation with Bamako, lend a European face; less of the
    influence is French, and the partners are untested.

Does
    Unless a contract is signed, French troops planned for fall by a share (step); those of Takuba
    move as fast to takuba_force.

Source
    assumed; Takuba's 600 of autumn 2021 are where it starts
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import people, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class HandOverTakuba(Action):
    """Hand over to Takuba."""

    label = "Hand over to Takuba"
    decision = "posture"

    step: float = share(
        0.2, "a fifth of the posts a month: partners must arrive before anybody leaves"
    )
    share: float = swing(0.3, "only what Takuba takes over is spared; leaving spares far more")
    face: float = swing(0.3, "a European face is taken to count as much as influence lost")
    say: float = swing(0.3, "less French, still Western: a third of what leaving costs")
    untested: float = swing(
        0.3, "new partners are taken to win a little less ground, not to lose it"
    )
    cost: float = effort(0.08)
    takuba_force: float = people(
        1000.0,
        "some 400 more than in autumn 2021: Europe fills a part of what France leaves",
        low=300.0,
        high=1500.0,
    )

    def allowed(self, view: View) -> Allowed:
        """While relations have not ended and no contractor is under contract."""
        return (view.own("relation") > ENDED) & (view.s.most("contract", "contractor") < 0.5)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "allies share the risk"): self.share,
            ("reputation", "a European face"): self.face * view.own("relation"),
            ("influence", "less French, still Western"): -self.say,
            ("territory", "untested partners"): -self.untested,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("target"): -self.step * scene.own("target"),
            scene.own_key("coalition_target"): self.step
            * (self.takuba_force - scene.own("coalition_target")),
        }
