"""Expel the French forces.

Expects
    Sovereignty, in full only beside Wagner (pride_alone), and popularity, by the disapproval of
    France; the air cover is gone for good, a part replaced under a contract
    (cover_replaced), aid stops and Europe turns away.

Does
    French forces must leave; what remains of the relation ends.

Source
    France left between February and August 2022 (facts table); sizes assumed
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
class ExpelFrench(Action):
    """Expel the French forces."""

    label = "Expel the French forces"
    desk = "patrons"
    lasting = 0.5

    pride: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="sovereignty is the junta's theme, and this its last word: more than a suspension",
    )
    pride_alone: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="without another patron the last word is worth less than half",
    )
    cheer: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="where France has no friends left, crowds cheer; that does not stop a plot",
    )
    cover: float = parameter(
        1.0,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="aircraft and special forces are taken to decide who dares to move",
    )
    cover_replaced: float = parameter(
        0.6,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="Wagner is taken to replace more than half of the cover",
    )
    aid: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="what is left of aid stops, and little of it comes back",
    )
    outcry: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="Europe turns away, though less than all do from a contract with Wagner",
    )
    cost: float = effort(0.45)

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.french_relation > ENDED

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "the last word is Malian"): self.pride
            * (self.pride_alone + (1.0 - self.pride_alone) * view.s.contract),
            ("survival", "the street cheers"): self.cheer
            * (1.0 - view.s.approval_france.mean(axis=1, keepdims=True)),
            ("territory", "no more air support"): -self.cover
            * (1.0 - self.cover_replaced * view.s.contract),
            ("revenue", "aid stops"): -self.aid * view.s.aid,
            ("reputation", "Europe turns away"): -self.outcry,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "french_relation": -s.french_relation,
            "french_target": -s.french_target,
            "takuba_target": -s.takuba_target,
        }
