"""Meet France's conditions.

Expects
    Aid flows, by the relation with France, and partners approve; Paris decides, more the more
    conditions there are and some in any case (base_conditions), and elections come nearer.

Does
    Unless France has gone or a contract is signed: conditions and hints fall and France's trust
    grows by a share (step); elections come nearer (election_step) and rules of engagement tighten
    (restraint_step) a little.

Source
    conditionality: `ladwig_2017`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class MeetFrenchConditions(Action):
    """Meet France's conditions."""

    label = "Meet France's conditions"
    targets = "foreign_force"
    decision = "patrons"

    step: float = share(0.4, "one act of good will settles less than half of what divides the two")
    aid: float = swing(0.4, "aid is welcome, and most of it would flow anyway")
    approval: float = swing(0.6, "partners see a junta that listens")
    dictate: float = swing(0.7, "sovereignty is the junta's theme: to obey Paris costs it most")
    risk: float = swing(0.4, "elections that come nearer may be lost, though none is dated")
    cost: float = effort(0.1)
    base_conditions: float = share(
        0.4, "a patron who pays is heard even where he ties no conditions to it"
    )
    election_step: float = share(0.1, "a small concession on dates, not a date")
    restraint_step: float = share(0.1, "a gesture: to restrain the forces is an order of its own")

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        return (view.on("relation") > ENDED) & (view.s.most("contract", "contractor") < 0.5)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "aid flows"): self.aid * view.on("relation"),
            ("reputation", "partners approve"): self.approval,
            ("autonomy", "Paris decides"): -self.dictate
            * (self.base_conditions + view.on("conditions")),
            ("survival", "elections come nearer"): -self.risk,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            scene.on_key("conditions"): -self.step * scene.on("conditions"),
            scene.on_key("trust"): self.step * (1.0 - scene.on("trust")),
            "ambiguity": -self.step * s.ambiguity,
            "election_delay": -self.election_step * s.election_delay,
            scene.own_key("ruthlessness"): -self.restraint_step * scene.own("ruthlessness"),
        }
