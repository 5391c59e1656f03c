"""Cut the contract.

Expects
    Money saved and some reputation regained for less protection.

Does
    The contract provides for fewer men.

Source
    sizes assumed
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
        why="size of the order's effect; vary it",
    )
    saving: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    guard: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    approval: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.12,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.contract > 0.5) & (s.contract_men > 150.0)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "a cheaper contract"): self.saving
            * np.minimum(1.0, 30.0 / (view.s.treasury + 10.0)),
            ("survival", "fewer guards"): -self.guard
            * np.minimum(1.0, 0.3 + view.s.coup_hazard / 0.2),
            ("reputation", "partners approve"): self.approval,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "contract_men": -self.part * s.contract_men,
        }
