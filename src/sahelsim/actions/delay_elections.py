"""Delay the elections.

Expects
    Longer in office; ECOWAS objects, and sanctions loom: some always (base_risk), more as it
    seems likelier to impose them.

Does
    Elections, if none were held, move away by a share of what is missing (step).

Source
    transition decrees of 2022 (facts table); sizes assumed
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

PUT_OFF = 0.98  # elections that are as good as off: no further delay is possible


@dataclass(frozen=True)
class DelayElections(Action):
    """Delay the elections."""

    label = "Delay the elections"
    desk = "home"
    lasting = 0.5

    step: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="two orders put off half of what was not yet put off",
    )
    office: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="time in office is what a delay is for",
    )
    outcry: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="the bloc objects as one, though less than all would to a contract with Wagner",
    )
    sanctions_felt: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="as the security budget has it, full sanctions halve taxes",
    )
    base_risk: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="some risk is seen even while the bloc has seemed unlikely to act",
    )
    cost: float = effort(0.04)

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.elections_held < 0.5) & (s.election_delay < PUT_OFF)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "longer in office"): self.office * (1.0 - view.s.election_delay),
            ("reputation", "ECOWAS objects"): -self.outcry,
            ("revenue", "sanctions bite"): -self.sanctions_felt
            * (self.base_risk + view.likely("ecowas", "impose_sanctions")),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "election_delay": self.step * (1.0 - s.election_delay),
        }
