"""Hold elections.

Expects
    Partners return and sanctions end; power may be lost, the more so the less approval there is
    (feared below safe_approval).

Does
    If none were held yet, elections are held; their delay and all sanctions end.

Source
    sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.forms import sigmoid
from sahelsim.model.mechanism import Uniform
from sahelsim.model.regimes import ELECTED, takes_over
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class HoldElections(Action):
    """Hold elections."""

    label = "Hold elections"
    decision = "home"
    once = True

    loss: float = swing(
        1.3, "a lost vote ends the rule of those who came by a coup: the worst of swings", high=2.6
    )
    return_: float = swing(1.0, "elections are what all partners ask for")
    relief: float = swing(0.7, "sanctions cost trade and credit, and that ends")
    cost: float = effort(0.3)
    safe_approval: float = share(
        1.2, "above 1: a vote may be lost even by rulers whom all approve of", low=1.0, high=2.0
    )

    even_approval: float = share(
        0.4,
        "rulers who hold the vote win with less than half of opinion behind them",
        low=0.2,
        high=0.6,
    )
    swing_of_approval: float = parameter(
        8.0,
        "ten points of approval turn even odds to two in three",
        unit="logit per share",
        low=2.0,
        high=20.0,
    )

    def allowed(self, view: View) -> Allowed:
        """While no election was held."""
        s = view.s
        return s.elections_held < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "power may be lost"): -self.loss
            * (self.safe_approval - view.picture.approval),
            ("reputation", "partners return"): self.return_,
            ("revenue", "sanctions end"): self.relief * view.s.sanctions,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        approval = s.approval_junta.mean(axis=1, keepdims=True)
        won = sigmoid(self.swing_of_approval * (approval - self.even_approval))
        lost = (rng.uniform("vote", 1) > won).astype(float)
        elected = np.full_like(lost, float(ELECTED))
        return {
            "elections_held": 1.0 - s.elections_held,
            "election_delay": -s.election_delay,
            "sanctions": -s.sanctions,
            **takes_over(s, lost, elected, rng.uniform("contract", 1)),
        }
