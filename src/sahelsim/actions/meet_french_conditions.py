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

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class MeetFrenchConditions(Action):
    """Meet France's conditions."""

    label = "Meet France's conditions"
    desk = "patrons"
    lasting = 0.5

    step: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="one act of good will settles less than half of what divides the two",
    )
    aid: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="aid is welcome, and most of it would flow anyway",
    )
    approval: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="partners see a junta that listens",
    )
    dictate: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="sovereignty is the junta's theme: to obey Paris costs it most",
    )
    risk: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="elections that come nearer may be lost, though none is dated",
    )
    cost: float = effort(0.1)
    base_conditions: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a patron who pays is heard even where he ties no conditions to it",
    )
    election_step: float = parameter(
        0.1,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a small concession on dates, not a date",
    )
    restraint_step: float = parameter(
        0.1,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a gesture: to restrain the forces is an order of its own",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.french_relation > ENDED) & (s.contract < 0.5)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "aid flows"): self.aid * view.s.french_relation,
            ("reputation", "partners approve"): self.approval,
            ("autonomy", "Paris decides"): -self.dictate
            * (self.base_conditions + view.s.french_conditions),
            ("survival", "elections come nearer"): -self.risk,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "french_conditions": -self.step * s.french_conditions,
            "french_trust": self.step * (1.0 - s.french_trust),
            "ambiguity": -self.step * s.ambiguity,
            "election_delay": -self.election_step * s.election_delay,
            "ruthlessness": -self.restraint_step * s.ruthlessness,
        }
