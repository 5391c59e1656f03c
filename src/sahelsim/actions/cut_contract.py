"""Cut the contract.

Expects
    Money saved, felt the more the emptier the treasury, and some reputation regained, for less
    protection, missed the more the likelier a coup.

Does
    A contract for more than least_men provides for fewer, by a share (part).

Source
    sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class CutContract(Action):
    """Cut the contract."""

    label = "Cut the contract"
    desk = "patrons"
    lasting = 0.5

    part: float = parameter(
        0.35,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="a third of the men can go before the guard is given up",
    )
    saving: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="as for ending the contract: an empty treasury is glad of any part of the pay",
    )
    treasury_scale: float = parameter(
        30.0,
        unit="million USD",
        low=5.0,
        high=200.0,
        source="assumed",
        why="with the offset: a saving counts in full up to 20 million left, half at 50 million",
    )
    treasury_offset: float = parameter(
        10.0,
        unit="million USD",
        low=1.0,
        high=50.0,
        source="assumed",
        why="keeps an empty purse finite; the larger, the slower a full purse makes light of it",
    )
    guard: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="half of what ending the contract costs in safety",
    )
    calm_guard: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="some of the guard is missed even in a year when nobody expects a coup",
    )
    hazard_scale: float = parameter(
        0.2,
        unit="1/year",
        low=0.02,
        high=1.0,
        source="assumed",
        why="as for signing, one coup in five years is alarm enough",
    )
    approval: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="partners welcome fewer men, but the contractor is still there",
    )
    cost: float = effort(0.12)
    least_men: float = parameter(
        150.0,
        unit="people",
        low=0.0,
        high=1000.0,
        source="assumed",
        why="below a company or so there is nothing left to cut",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.contract > 0.5) & (s.contract_men > self.least_men)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "a cheaper contract"): self.saving
            * np.minimum(1.0, self.treasury_scale / (view.s.treasury + self.treasury_offset)),
            ("survival", "fewer guards"): -self.guard
            * np.minimum(1.0, self.calm_guard + view.s.coup_hazard / self.hazard_scale),
            ("reputation", "partners approve"): self.approval,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "contract_men": -self.part * s.contract_men,
        }
