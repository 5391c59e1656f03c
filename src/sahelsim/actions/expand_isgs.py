"""Expand.

Expects
    Ground that nobody guards.

Does
    The tempo of operations rises.

Source
    Ménaka offensive of March 2022 (facts table); sizes assumed
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
class ExpandIsgs(Action):
    """Expand."""

    label = "Expand"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.5,
        unit="factor",
        low=0.0,
        high=2.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    ground: float = parameter(
        0.9,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    losses: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    strikes: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.06,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.isgs_tempo < 2.2

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("expansion", "ground that nobody guards"): self.ground
            * (
                1.1
                - 0.8
                * np.minimum(1.0, view.s.row("fighters.france").sum(axis=1, keepdims=True) / 2500.0)
            ),
            ("own_losses", "men fall"): -self.losses,
            ("survival", "strikes answer"): -self.strikes * view.s.french_relation,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "isgs_tempo": self.step * np.ones_like(s.isgs_tempo),
        }
