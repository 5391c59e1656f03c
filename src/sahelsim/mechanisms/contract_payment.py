"""Contract payment: the contractor is paid in cash or in mines; what is not paid becomes arrears.

Equation
    due = price · men ;  cash = min((1 − s) · due + arrears, k · T) ;
    mines = s · due · min(1, m·secured) ;  paid = cash + mines ;  d arrears = due − paid ;
    d effort = r · (e(s) · (u + (1 − u)·min(1, paid/due)) − effort) ;
    e = e0 ± gap · (2s − 1), by the switch contractor_effort ;
    without a contract d arrears = −f·arrears

Symbols
    men Wagner's men under contract (people), price (million USD per man-week), s share paid in
    mines, T treasury (million USD), k share of it that may go to the contractor (treasury_share),
    secured the state's control of gold-bearing cercles, by kilograms of industrial gold and by
    artisanal_weight for each level of artisanal mining, less what violence stops (share), m what
    all mines yield against what is due (mine_yield), e0 usual effort (usual_effort), gap how much
    the mode of pay changes it (effort_gap), u what is left without pay (unpaid_effort; shares),
    r and f speeds (effort_speed, arrears_fading; 1/week)

Source
    About 1,000 men for 10.8 million USD a month: ``reuters_2021``. Effort by mode:
    ``akcinaroglu_radziszewski_2013``; cash against mines: the article of November 2021. Check:
    10 million USD a month (``state_department_2021``)

Assumptions
    Mines pay only where the state controls the site. Old debts are paid as soon as k of the
    treasury allows; without a contract they fade. Effort follows pay within two months. The same
    week's budget draws on the same treasury: what both overdraw is cut off.

Not here
    Whether the contractor leaves (its own choice); what mines in other hands cost the treasury.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, switch, weekly_rate
from sahelsim.mechanisms._shipped import CONTRACTOR
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


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
        "effort",
        "mine_disruption",
    )
    writes = (
        "treasury",
        "arrears",
        "effort",
        "contract_paid",
    )

    contractor_effort: float = switch("contractor_effort")
    price: float = parameter(
        0.00249, unit="million USD/person/week", low=0.001, high=0.005, source="reuters_2021"
    )
    effort_gap: float = share(0.25, "the study gives the direction, not the size", high=0.5)
    treasury_share: float = share(0.5, "the army is paid from the same purse", low=0.1)
    artisanal_weight: float = parameter(
        3000.0,
        "a weight, not output: all levels make 102 t, against 6 to 20 t a year (facts table F014, F059)",
        unit="kg/year per level",
        low=100.0,
        high=6000.0,
    )
    mine_yield: float = factor(
        1.3,
        "mines cover the whole pay once three quarters of the gold are secured",
        low=0.5,
        high=3.0,
    )
    usual_effort: float = share(
        0.65, "men on full pay do most of what they could, whatever the mode", low=0.5, high=0.8
    )
    unpaid_effort: float = share(0.3, "unpaid men hold their posts and little more", high=0.9)
    effort_speed: float = weekly_rate(
        0.12, "two months, as pay is late or early", low=0.02, high=0.5
    )
    arrears_fading: float = weekly_rate(
        0.02, "half of what a dead contract left is written off in eight months", low=0.0, high=0.2
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return pay, arrears and the contractor's effort."""
        men = s.total("fighters", "contractor").sum(axis=1, keepdims=True)
        due = dt * self.price * men * s.most("contract", "contractor")
        gold = np.atleast_2d(
            geography.gold_industrial + self.artisanal_weight * geography.gold_artisanal
        )
        held = gold * s.row("control.state") * (1.0 - s.mine_disruption)
        secured = held.sum(axis=1, keepdims=True) / gold.sum(axis=1, keepdims=True)
        owed = (1.0 - s.most("mine_pay_share", "contractor")) * due + s.most(
            "contract", "contractor"
        ) * s.total("arrears", "contractor")
        cash = np.minimum(owed, self.treasury_share * s.treasury)
        mines = (
            s.most("mine_pay_share", "contractor")
            * due
            * np.minimum(1.0, self.mine_yield * secured)
        )
        paid = cash + mines
        full = np.where(due > 0, np.minimum(1.0, paid / np.maximum(due, 1e-9)), 1.0)
        willing = self.unpaid_effort + (1.0 - self.unpaid_effort) * full
        target = self._effort(s.most("mine_pay_share", "contractor")) * willing
        settled = np.where(
            s.most("contract", "contractor") > 0,
            due - paid,
            -self.arrears_fading * s.total("arrears", "contractor"),
        )
        return {
            "treasury": -cash,
            f"arrears.{CONTRACTOR}": settled,
            f"effort.{CONTRACTOR}": self.effort_speed * (target - s.most("effort", "contractor")),
            "contract_paid": paid,
        }

    def _effort(self, mines: Array) -> Array:
        code = np.asarray(self.contractor_effort)
        sign = (code == 0.0).astype(float) - (code == 1.0)
        return np.asarray(self.usual_effort + sign * self.effort_gap * (2.0 * mines - 1.0))
