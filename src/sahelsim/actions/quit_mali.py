"""Leave unpaid.

Expects
    No pay, no men.

Does
    The contract ends from the contractor's side.

Source
    arrears were reported of later contracts elsewhere; sizes assumed
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
class QuitMali(Action):
    """Leave unpaid."""

    label = "Leave unpaid"
    desk = "posture"
    lasting = 0.5

    unpaid: float = parameter(
        1.2,
        unit="swing",
        low=0.0,
        high=2.4,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    home: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    client: float = parameter(
        1.2,
        unit="swing",
        low=0.0,
        high=2.4,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    contract_lost: float = parameter(
        0.8,
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
        return (s.contract > 0.5) & (s.arrears > 5.0)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "no pay, no men"): self.unpaid * np.minimum(1.5, view.s.arrears / 30.0),
            ("own_losses", "the dead come home no more"): self.home,
            ("influence", "a client is lost"): -self.client,
            ("revenue", "a contract is lost"): -self.contract_lost,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "contract": -s.contract,
            "contract_men": -s.contract_men,
        }
