"""Sign a contract with Wagner.

Expects
    A foreign guard that officers cannot turn, sweeps without conditions, no lectures; the price
    is money, sanctions, perhaps France, and the CMA's red line.

Does
    A contract for a number of men, paid as the switch payment_mode says; they arrive over
    months. French trust and aid suffer.

Source
    `reuters_2021`, `state_department_2021`, `casey_2020`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter, switch
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class SignContract(Action):
    """Sign a contract with Wagner."""

    label = "Sign a contract with Wagner"
    desk = "patrons"
    lasting = 0.6

    payment_mode: float = switch("payment_mode")
    men: float = parameter(
        1000.0,
        unit="people",
        low=100.0,
        high=5000.0,
        source="assumed",
        why="strength that sources gave Reuters in September 2021",
    )
    affront: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, source="assumed", why="Paris had named a red line"
    )
    resentment: float = parameter(
        0.12,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="officers resent a new guard (De Bruin)",
    )
    guard: float = parameter(
        1.1,
        unit="swing",
        low=0.0,
        high=2.2,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    sweeps: float = parameter(
        0.9,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    freedom: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    price_felt: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    outcry: float = parameter(
        1.0,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    exposure: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    red_line: float = parameter(
        0.7,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.36,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "a foreign guard deters a coup"): self.guard
            * np.minimum(1.0, view.s.coup_hazard / 0.2),
            ("territory", "men who sweep without conditions"): self.sweeps
            * np.minimum(1.0, 3.0 * view.picture.jihad_share),
            ("autonomy", "no lectures from Paris"): self.freedom
            * (1.0 - 0.5 * view.s.french_concession),
            ("revenue", "the contractor must be paid"): -self.price_felt
            * np.minimum(1.0, self.men / 1000.0 * 40.0 / (view.s.treasury + 20.0)),
            ("reputation", "France, Europe and ECOWAS object"): -self.outcry
            * (0.5 + 0.5 * view.s.french_relation),
            ("survival", "France may leave and take its cover along"): -self.exposure
            * view.s.french_relation
            * view.s.french_influence,
            ("territory", "the CMA's red line"): -self.red_line
            * view.s.accord_in_force
            * (0.3 + view.likely("cma", "rebel") + view.likely("cma", "arm_and_unite")),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "contract": 1.0 - s.contract,
            "contract_men": self.men - s.contract_men,
            "mine_pay_share": self.paid_in_mines() - s.mine_pay_share,
            "french_trust": -self.affront * s.french_trust,
            "ambiguity": -s.ambiguity,
            "purge_shock": self.resentment * (1.0 - s.purge_shock),
        }

    def paid_in_mines(self) -> Array:
        """Return the share paid in mines: 0 for cash, 1 for concession, one half for mixed."""
        code = np.asarray(self.payment_mode)
        return np.asarray((code == 1.0) + 0.5 * (code == 2.0))
