"""Expel the French forces.

Expects
    Sovereignty and popularity; the air cover is gone for good.

Does
    French forces must leave; what remains of the relation ends.

Source
    France left between February and August 2022 (facts table); sizes assumed
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
        why="largest plausible swing of a quarter; vary it",
    )
    cheer: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cover: float = parameter(
        1.0,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    aid: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    outcry: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.45,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.french_relation > 0.1

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "the last word is Malian"): self.pride * (0.3 + 0.7 * view.s.contract),
            ("survival", "the street cheers"): self.cheer
            * (1.0 - view.s.approval_france.mean(axis=1, keepdims=True)),
            ("territory", "no more air support"): -self.cover * (1.0 - 0.6 * view.s.contract),
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
            "sanctions": 0.0 * s.sanctions,
        }
