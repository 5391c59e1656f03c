"""Enlarge the contract.

Expects
    More guards and sweeps for more money.

Does
    The contract provides for more men.

Source
    as for signing; sizes assumed
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
class EnlargeContract(Action):
    """Enlarge the contract."""

    label = "Enlarge the contract"
    desk = "patrons"
    lasting = 0.5

    men: float = parameter(
        400.0,
        unit="people",
        low=50.0,
        high=2000.0,
        source="assumed",
        why="a further company or two",
    )
    guard: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    sweeps: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    price_felt: float = parameter(
        0.9,
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
        return (s.contract > 0.5) & (s.contract_men < 2500.0) & (s.treasury > 8.0)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "more guards"): self.guard * np.minimum(1.0, view.s.coup_hazard / 0.2),
            ("territory", "more sweeps"): self.sweeps
            * np.minimum(1.0, 3.0 * view.picture.jihad_share)
            * (1.0 - 0.5 * view.s.accord_in_force),
            ("revenue", "a dearer contract"): -self.price_felt
            * np.minimum(1.0, 50.0 / (view.s.treasury + 20.0)),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "contract_men": self.men * np.ones_like(s.contract),
        }
