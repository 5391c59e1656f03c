"""Contract payment: the contractor is paid in cash or in mines; what is not paid becomes arrears.

Equation
    due = price · men ;  cash = min((1 − s) · due + arrears, T/2) ;
    mines = s · due · min(1, 1.3·secured) ;  paid = cash + mines ;  d arrears = due − paid ;
    d effort = 0.12 · (e(s) · (0.3 + 0.7·min(1, paid/due)) − effort) ;
    e = 0.65 ± gap · (2s − 1), by the switch contractor_effort

Symbols
    men Wagner's men under contract (people), price (million USD per man-week), s share paid in
    mines, T treasury (million USD), secured the state's control of gold-bearing cercles, by
    kilograms and by 3,000 for each level of artisanal mining, less what violence stops (share),
    gap how much the mode of pay changes effort

Source
    About 1,000 men for 10.8 million USD a month: ``reuters_2021``; 10 million:
    ``state_department_2021``. Effort by mode: ``akcinaroglu_radziszewski_2013``; cash against
    mines: ``blood_gold_report_2023``

Assumptions
    Mines pay only where the state controls the site. Old debts are paid as soon as half of the
    treasury allows; without a contract they fade by 2 % a week. Effort follows pay within two
    months. The same week's budget draws on the same treasury: what both overdraw is cut off.

Not here
    Whether the contractor leaves (its own choice); what mines in other hands cost the treasury.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter, switch
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class ContractPayment(Mechanism):
    """The contractor is paid in cash or in mines; what is not paid becomes arrears."""

    phase = "money"
    reads = (
        "contract",
        "fighters",
        "mine_pay_share",
        "treasury",
        "arrears",
        "control",
        "wagner_effort",
        "mine_disruption",
    )
    writes = ("treasury", "arrears", "wagner_effort", "contract_paid")

    contractor_effort: float = switch("contractor_effort")
    price: float = parameter(
        0.00249,
        unit="million USD/person/week",
        low=0.001,
        high=0.005,
        source="reuters_2021",
    )
    effort_gap: float = parameter(
        0.25,
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        why="the study gives the direction, not the size",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return pay, arrears and the contractor's effort."""
        men = s.row("fighters.wagner").sum(axis=1, keepdims=True)
        due = dt * self.price * men * s.contract
        gold = (world.gold_industrial + 3000.0 * world.gold_artisanal)[None, :]
        secured = (gold * s.row("control.state") * (1.0 - s.mine_disruption)).sum(
            axis=1, keepdims=True
        ) / gold.sum()
        owed = (1.0 - s.mine_pay_share) * due + s.contract * s.arrears
        cash = np.minimum(owed, 0.5 * s.treasury)
        mines = s.mine_pay_share * due * np.minimum(1.0, 1.3 * secured)
        paid = cash + mines
        full = np.where(due > 0, np.minimum(1.0, paid / np.maximum(due, 1e-9)), 1.0)
        target = self._effort(s.mine_pay_share) * (0.3 + 0.7 * full)
        settled = np.where(s.contract > 0, due - paid, -0.02 * s.arrears)
        return {
            "treasury": -cash,
            "arrears": settled,
            "wagner_effort": 0.12 * (target - s.wagner_effort),
            "contract_paid": paid,
        }

    def _effort(self, mines: Array) -> Array:
        code = np.asarray(self.contractor_effort)
        sign = (code == 0.0).astype(float) - (code == 1.0)
        return np.asarray(0.65 + sign * self.effort_gap * (2.0 * mines - 1.0))
