"""Suspend cooperation with France.

Expects
    A show of sovereignty that costs cover.

Does
    Joint operations stop until somebody resumes them.

Source
    sizes assumed; accords were denounced in May 2022 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class SuspendFrench(Action):
    """Suspend cooperation with France."""

    label = "Suspend cooperation with France"
    desk = "patrons"
    lasting = 0.5

    pride: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cheer: float = parameter(
        0.25,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cover: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    aid: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.22,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.french_relation > 0.75

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "a show of sovereignty"): self.pride * (0.4 + view.s.french_conditions),
            ("survival", "the street cheers"): self.cheer
            * (1.0 - view.s.approval_france.mean(axis=1, keepdims=True)),
            ("territory", "no more air support"): -self.cover * (1.0 - 0.6 * view.s.contract),
            ("revenue", "aid stops"): -self.aid * view.s.aid,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "french_relation": np.minimum(s.french_relation, 0.5) - s.french_relation,
            "french_trust": -0.2 * s.french_trust,
        }
