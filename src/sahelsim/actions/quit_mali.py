"""Leave unpaid.

Expects
    No pay, no men: by the unpaid weeks against full_weeks, up to weeks_cap; the dead come home no
    more. A client is lost, and a contract, worth the less the longer nobody has paid.

Does
    Under a contract with more than tolerated_weeks unpaid, it ends from the contractor's side.

Source
    arrears were reported of later contracts elsewhere; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class QuitMali(Action):
    """Leave unpaid."""

    label = "Leave unpaid"
    decision = "posture"
    once = True

    unpaid: float = swing(
        1.2, "once a quarter's pay is owed, there is no business left in staying", high=2.4
    )
    home: float = swing(0.3, "who leaves buries nobody, but losses were part of the trade")
    client: float = swing(
        1.2, "a lost client hurts the name elsewhere: as much as debt of a quarter", high=2.4
    )
    contract_lost: float = swing(0.8, "later pay is lost, if pay still comes")
    cost: float = effort(0.3)
    tolerated_weeks: float = parameter(
        8.0, "two months late is late: nobody leaves over less", unit="weeks", low=4.0, high=13.0
    )
    full_weeks: float = parameter(
        13.0, "a quarter unpaid makes the whole case", unit="weeks", low=8.0, high=26.0
    )
    weeks_cap: float = factor(
        1.5, "debts beyond one and a half times the scale move nobody further", low=1.0, high=3.0
    )

    def allowed(self, view: View) -> Allowed:
        """While it is under contract and its pay is further behind than it tolerates (tolerated_weeks)."""
        return (view.own("contract") > 0.5) & (view.own("unpaid_weeks") > self.tolerated_weeks)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        unpaid = view.own("unpaid_weeks") / self.full_weeks
        return {
            ("revenue", "no pay, no men"): self.unpaid * np.minimum(self.weeks_cap, unpaid),
            ("own_losses", "the dead come home no more"): self.home,
            ("influence", "a client is lost"): -self.client,
            ("revenue", "a contract is lost"): -self.contract_lost * np.maximum(0.0, 1.0 - unpaid),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("contract"): -scene.own("contract"),
            scene.own_key("contract_men"): -scene.own("contract_men"),
        }
