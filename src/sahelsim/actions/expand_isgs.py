"""Expand.

Expects
    Ground that nobody guards (open_ground), less what France denies (denied_by_france, in full
    from full_french_force on); men fall and strikes answer.

Does
    The tempo of operations nears tempo_ceiling by a share of what is missing (step).

Source
    sizes assumed. Check: the Ménaka offensive of March 2022 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.yardsticks import full_french_force

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class ExpandIsgs(Action):
    """Expand."""

    label = "Expand"
    decision = "war"

    step: float = factor(
        0.5, "half as many attacks again: a small group changes its pace quickly", low=0.0, high=2.0
    )
    ground: float = swing(0.9, "a province is what the group fights for")
    open_ground: float = factor(
        1.1,
        "without French men there is a little more to take than the swing says",
        low=1.0,
        high=1.5,
    )
    denied_by_france: float = factor(
        0.8,
        "a full French force is taken to leave less than a third of that ground",
        low=0.0,
        high=1.0,
    )
    full_french_force: float = full_french_force()
    losses: float = swing(0.3, "weak posts are chosen, so fewer men fall than in attacks on camps")
    strikes: float = swing(0.4, "strikes kill leaders, and the group has outlived that before")
    cost: float = effort(0.06)
    tempo_ceiling: float = factor(
        2.2,
        "a little over twice the usual pace is taken to be the most that can still be raised",
        low=1.1,
        high=2.5,
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        france = view.s.total("fighters", "foreign_force").sum(axis=1, keepdims=True)
        guarded = np.minimum(1.0, france / self.full_french_force)
        return {
            ("expansion", "ground that nobody guards"): self.ground
            * (self.open_ground - self.denied_by_france * guarded),
            ("own_losses", "men fall"): -self.losses,
            ("survival", "strikes answer"): -self.strikes
            * view.s.most("relation", "foreign_force"),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("tempo"): self.step * (self.tempo_ceiling - scene.own("tempo")),
        }
