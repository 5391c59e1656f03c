"""Meet France's conditions.

Expects
    Aid and cover continue; the junta gives up some freedom.

Does
    Conditions ease, trust grows, hints stop; elections come nearer and rules of engagement
    tighten a little.

Source
    conditionality: `ladwig_2017`; sizes assumed
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
        why="size of the order's effect; vary it",
    )
    aid: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    approval: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    dictate: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    risk: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.1,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.french_relation > 0.25) & (s.contract < 0.5)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "aid flows"): self.aid * view.s.french_relation,
            ("reputation", "partners approve"): self.approval,
            ("autonomy", "Paris decides"): -self.dictate * (0.4 + view.s.french_conditions),
            ("survival", "elections come nearer"): -self.risk,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "french_conditions": -self.step * s.french_conditions,
            "french_trust": self.step * (1.0 - s.french_trust),
            "ambiguity": -self.step * s.ambiguity,
            "election_delay": -0.1 * s.election_delay,
            "ruthlessness": -0.1 * s.ruthlessness,
        }
