"""Impose sanctions.

Expects
    Pressure for elections, where the delay exceeds pressure_threshold, and a norm upheld, where it
    exceeds norm_threshold, a loss below them; trade suffers.

Does
    While no elections were held and sanctions are below sanctions_ceiling, they tighten by a share
    of what is missing (step).

Source
    9 January 2022 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class ImposeSanctions(Action):
    """Impose sanctions."""

    label = "Impose sanctions"
    desk = "diplomacy"
    lasting = 0.5

    step: float = parameter(
        0.7,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="borders and accounts are closed at one summit: most of it at once",
    )
    pressure: float = parameter(
        0.9,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="sanctions are the strongest means the bloc has short of arms",
    )
    norm: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="a coup that pays invites the next, here and next door",
    )
    trade: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="members' own trade suffers, less than Mali's",
    )
    cost: float = effort(0.12)
    sanctions_ceiling: float = parameter(
        0.8,
        unit="share",
        low=0.2,
        high=0.99,
        source="assumed",
        why="with four fifths in force there is little left to close; room for two rounds",
    )
    pressure_threshold: float = parameter(
        0.5,
        unit="share",
        low=0.0,
        high=0.95,
        source="assumed",
        why="the delay of late 2021: pressure pays only against more than that",
    )
    norm_threshold: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=0.95,
        source="assumed",
        why="the norm is hurt a little before pressure pays",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
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

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "sanctions": self.step * (1.0 - s.sanctions),
        }
