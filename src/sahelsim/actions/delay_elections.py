"""Delay the elections.

Expects
    Longer in office; ECOWAS objects, and sanctions loom: some always (base_risk), more as it
    seems likelier to impose them.

Does
    Elections, if none were held, move away by a share of what is missing (step).

Source
    sizes assumed. Check: the transition decrees of 2022 (facts table)
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
class DelayElections(Action):
    """Delay the elections."""

    label = "Delay the elections"
    decision = "home"

    step: float = share(0.3, "two months put off half of what was not yet put off")
    office: float = swing(0.6, "time in office is what a delay is for")
    outcry: float = swing(
        0.6, "the bloc objects as one, though less than all would to a contract with Wagner"
    )
    sanctions_felt: float = swing(0.5, "as the security budget has it, full sanctions halve taxes")
    base_risk: float = share(
        0.3, "some risk is seen even while the bloc has seemed unlikely to act"
    )
    cost: float = effort(0.04)

    def allowed(self, view: View) -> Allowed:
        """While no election was held and they are not put off for good."""
        s = view.s
        return s.elections_held < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "longer in office"): self.office * (1.0 - view.s.election_delay),
            ("reputation", "ECOWAS objects"): -self.outcry,
            ("revenue", "sanctions bite"): -self.sanctions_felt
            * (self.base_risk + view.likely("sanctioner", "impose_sanctions")),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "election_delay": self.step * (1.0 - s.election_delay),
        }
