"""Expand.

Expects
    Ground that nobody guards (open_ground), less what France denies (denied_by_france, in full
    from full_french_force on); men fall and strikes answer.

Does
    The tempo of operations, as long as it is below tempo_ceiling, rises by step.

Source
    Ménaka offensive of March 2022 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.yardsticks import full_french_force

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
        why="half as many attacks again: a small group changes its pace quickly",
    )
    ground: float = parameter(
        0.9,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="a province is what the group fights for",
    )
    open_ground: float = parameter(
        1.1,
        unit="factor",
        low=1.0,
        high=1.5,
        source="assumed",
        why="without French men there is a little more to take than the swing says",
    )
    denied_by_france: float = parameter(
        0.8,
        unit="factor",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a full French force is taken to leave less than a third of that ground",
    )
    full_french_force: float = full_french_force()
    losses: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="weak posts are chosen, so fewer men fall than in attacks on camps",
    )
    strikes: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="strikes kill leaders, and the group has outlived that before",
    )
    cost: float = effort(0.06)
    tempo_ceiling: float = parameter(
        2.2,
        unit="factor",
        low=1.1,
        high=2.5,
        source="assumed",
        why="a little over twice the usual pace is taken to be the most that can still be raised",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.isgs_tempo < self.tempo_ceiling

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        france = view.s.row("fighters.france").sum(axis=1, keepdims=True)
        guarded = np.minimum(1.0, france / self.full_french_force)
        return {
            ("expansion", "ground that nobody guards"): self.ground
            * (self.open_ground - self.denied_by_france * guarded),
            ("own_losses", "men fall"): -self.losses,
            ("survival", "strikes answer"): -self.strikes * view.s.french_relation,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "isgs_tempo": self.step * np.ones_like(s.isgs_tempo),
        }
