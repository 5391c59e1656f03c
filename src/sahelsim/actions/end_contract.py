"""End the contract with Wagner.

Expects
    Partners return and money is saved, but the guard leaves.

Does
    The contract ends; the men leave within weeks.

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
class EndContract(Action):
    """End the contract with Wagner."""

    label = "End the contract with Wagner"
    desk = "patrons"
    lasting = 0.5

    guard: float = parameter(
        1.4,
        unit="swing",
        low=0.0,
        high=2.8,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    saving: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    return_: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    freedom: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    sweeps: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.3,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "the guard leaves"): -self.guard
            * (0.4 + 0.6 * np.minimum(1.0, view.s.coup_hazard / 0.1)),
            ("revenue", "no more pay"): self.saving
            * np.minimum(1.0, 30.0 / (view.s.treasury + 10.0)),
            ("reputation", "partners return"): self.return_,
            ("autonomy", "one master less"): self.freedom,
            ("territory", "the sweeps end"): -self.sweeps,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "contract": -s.contract,
            "contract_men": -s.contract_men,
            "french_trust": 0.1 * (1.0 - s.french_trust),
        }
