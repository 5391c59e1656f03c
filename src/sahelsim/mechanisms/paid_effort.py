"""Paid effort: soldiers and contractors do as much as they are paid for.

Equation
    d pay = m · (min(1, wages/wages due) − pay) ;  d work = v · ((army paid/army due)^z − work)
    d effort = v · (e(s) · min(1, paid/due) − effort) ;  e = e0 ± gap · (2s − 1), by the switch
    contractor_effort ;  unpaid weeks = arrears/due

Symbols
    pay share of soldiers' pay that came (army_pay), work what the army does against what it could
    (army_effort; 0-1), wages their pay, army their pay and supplies, paid and due what a contractor
    gets and has earned (million USD/week), arrears what it is owed (million USD), effort that it
    gives, s share of its pay in mines, e0 usual effort (usual_effort), gap how much the mode of pay
    changes it (effort_gap; shares), z how pay tells on soldiers (pay_power), m and v speeds
    (pay_memory, effort_speed; 1/week)

Source
    effort by mode of pay: ``akcinaroglu_radziszewski_2013``; the power is assumed

Assumptions
    Soldiers who get half do seven tenths; contractors who get half do half. Both answer within two
    months.

Not here
    Soldiers who leave (desertion) or mutiny (coup risk); contractors who leave (their own choice).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, switch, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

LEAST = 1e-9


@dataclass(frozen=True)
class PaidEffort(Mechanism):
    """Soldiers and contractors do as much as they are paid for."""

    phase = "regime"
    reads = (
        "wages_due",
        "wages_paid",
        "supplies_due",
        "supplies_paid",
        "army_pay",
        "army_effort",
        "contract_due",
        "concession_paid",
        "cash_paid",
        "mine_pay_share",
        "arrears",
        "unpaid_weeks",
        "effort",
    )
    writes = ("army_pay", "army_effort", "effort", "unpaid_weeks")

    contractor_effort: float = switch("contractor_effort")
    pay_power: float = parameter(
        0.5, "half the money does more than half the work", unit="1", low=0.25, high=1.0
    )
    pay_memory: float = weekly_rate(0.25, "soldiers are paid by the month", low=0.1, high=1.0)
    effort_gap: float = share(0.25, "the study gives the direction, not the size", high=0.5)
    usual_effort: float = share(
        0.65, "men on full pay do most of what they could, whatever the mode", low=0.5, high=0.8
    )
    effort_speed: float = weekly_rate(
        0.12, "two months, as pay is late or early", low=0.02, high=0.5
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of pay felt and of effort."""
        wages = np.minimum(s.wages_paid, s.wages_due)
        whole = _part(wages + s.supplies_paid, s.wages_due + s.supplies_due)
        booked = {
            "army_pay": dt * self.pay_memory * (_part(wages, s.wages_due) - s.army_pay),
            "army_effort": dt * self.effort_speed * (whole**self.pay_power - s.army_effort),
        }
        for who, due in s.each("contract_due", "contractor").items():
            paid = _part(s.row(f"concession_paid.{who}") + s.row(f"cash_paid.{who}"), due)
            target = self.willing(s.row(f"mine_pay_share.{who}")) * paid
            effort, weeks = s.row(f"effort.{who}"), s.row(f"arrears.{who}") / np.maximum(due, LEAST)
            booked[f"effort.{who}"] = dt * self.effort_speed * (target - effort)
            booked[f"unpaid_weeks.{who}"] = (due > 0.0) * weeks - s.row(f"unpaid_weeks.{who}")
        return booked

    def willing(self, mines: Array) -> Array:
        """Return the effort of contractors on full pay, by how much of it comes from mines."""
        code = np.asarray(self.contractor_effort)
        sign = (code == 0.0).astype(float) - (code == 1.0)
        return np.asarray(self.usual_effort + sign * self.effort_gap * (2.0 * mines - 1.0))


def _part(paid: Array, due: Array) -> Array:
    """Return what share is paid, 1 where nothing is due."""
    return np.where(due > 0.0, np.minimum(1.0, paid / np.maximum(due, LEAST)), 1.0)
