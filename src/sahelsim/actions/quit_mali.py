"""Leave unpaid.

Expects
    No pay, no men: by the arrears against arrears_scale, up to arrears_cap; the dead come home no
    more. A client and a contract are lost.

Does
    Under a contract with more than tolerated_arrears unpaid, it ends from the contractor's side.

Source
    arrears were reported of later contracts elsewhere; sizes assumed
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
        why="once a quarter's pay is owed, there is no business left in staying",
    )
    home: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="who leaves buries nobody, but losses were part of the trade",
    )
    client: float = parameter(
        1.2,
        unit="swing",
        low=0.0,
        high=2.4,
        source="assumed",
        why="a lost client hurts the name elsewhere: as much as debt of a quarter",
    )
    contract_lost: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="later pay is lost with the debt",
    )
    cost: float = effort(0.3)
    tolerated_arrears: float = parameter(
        5.0,
        unit="million USD",
        low=0.0,
        high=50.0,
        source="assumed",
        why="two weeks' pay of a thousand men: nobody leaves over less",
    )
    arrears_scale: float = parameter(
        30.0,
        unit="million USD",
        low=5.0,
        high=200.0,
        source="assumed",
        why="a quarter's pay of a thousand men: so much unpaid makes the whole case",
    )
    arrears_cap: float = parameter(
        1.5,
        unit="factor",
        low=1.0,
        high=3.0,
        source="assumed",
        why="debts beyond one and a half times the scale move nobody further",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.contract > 0.5) & (s.arrears > self.tolerated_arrears)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "no pay, no men"): self.unpaid
            * np.minimum(self.arrears_cap, view.s.arrears / self.arrears_scale),
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
