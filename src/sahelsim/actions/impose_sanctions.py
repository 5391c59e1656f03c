"""Impose sanctions.

Expects
    Pressure for elections, where the delay exceeds pressure_threshold, and a norm upheld, where it
    exceeds norm_threshold, a loss below them; trade suffers.

Does
    While no elections were held and sanctions are below sanctions_ceiling, they tighten by a share
    of what is missing (step).

Source
    sizes assumed. Check: the sanctions of 9 January 2022 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class ImposeSanctions(Action):
    """Impose sanctions."""

    label = "Impose sanctions"
    decision = "diplomacy"
    once = True

    step: float = share(0.7, "borders and accounts are closed at one summit: most of it at once")
    pressure: float = swing(0.9, "sanctions are the strongest means the bloc has short of arms")
    norm: float = swing(0.5, "a coup that pays invites the next, here and next door")
    trade: float = swing(0.4, "members' own trade suffers, less than Mali's")
    cost: float = effort(0.12)
    sanctions_ceiling: float = share(
        0.8,
        "with four fifths in force there is little left to close; room for two rounds",
        low=0.2,
        high=0.99,
    )
    pressure_threshold: float = share(
        0.5, "the delay of late 2021: pressure pays only against more than that", high=0.95
    )
    norm_threshold: float = share(0.4, "the norm is hurt a little before pressure pays", high=0.95)

    def allowed(self, view: View) -> Allowed:
        """While no election was held and sanctions are below their ceiling (sanctions_ceiling)."""
        s = view.s
        return (s.sanctions < self.sanctions_ceiling) & (s.elections_held < 0.5)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "pressure for elections"): self.pressure
            * (view.s.election_delay - self.pressure_threshold)
            * (1.0 - view.s.elections_held),
            ("reputation", "a norm upheld"): self.norm
            * (view.s.election_delay - self.norm_threshold)
            * (1.0 - view.s.elections_held),
            ("revenue", "trade suffers"): -self.trade,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "sanctions": self.step * (1.0 - s.sanctions),
        }
