"""Cut the contract.

Expects
    Money saved, felt the more the emptier the treasury, and some reputation regained, for less
    protection, missed the more the likelier a coup.

Does
    A contract for more than least_men provides for fewer, by a share (part).

Source
    sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import million_usd, parameter, people, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class CutContract(Action):
    """Cut the contract."""

    label = "Cut the contract"
    targets = "contractor"
    decision = "patrons"
    once = True

    part: float = share(0.35, "a third of the men can go before the guard is given up")
    saving: float = swing(
        0.6, "as for ending the contract: an empty treasury is glad of any part of the pay"
    )
    treasury_scale: float = million_usd(
        30.0,
        "with the offset: a saving counts in full up to 20 million left, half at 50 million",
        low=5.0,
        high=200.0,
    )
    treasury_offset: float = million_usd(
        10.0,
        "keeps an empty purse finite; the larger, the slower a full purse makes light of it",
        low=1.0,
        high=50.0,
    )
    guard: float = swing(0.7, "half of what ending the contract costs in safety")
    calm_guard: float = share(
        0.3, "some of the guard is missed even in a year when nobody expects a coup"
    )
    hazard_scale: float = parameter(
        0.2,
        "as for signing, one coup in five years is alarm enough",
        unit="1/year",
        low=0.02,
        high=1.0,
    )
    approval: float = swing(0.2, "partners welcome fewer men, but the contractor is still there")
    cost: float = effort(0.12)
    least_men: float = people(
        150.0, "below a company or so there is nothing left to cut", low=0.0, high=1000.0
    )

    def allowed(self, view: View) -> Allowed:
        """While a contract holds of more men than the least (least_men)."""
        return (view.on("contract") > 0.5) & (view.on("contract_men") > self.least_men)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "a cheaper contract"): self.saving
            * np.minimum(1.0, self.treasury_scale / (view.s.treasury + self.treasury_offset)),
            ("survival", "fewer guards"): -self.guard
            * np.minimum(1.0, self.calm_guard + view.s.coup_hazard / self.hazard_scale),
            ("reputation", "partners approve"): self.approval,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.on_key("contract_men"): -self.part * scene.on("contract_men"),
        }
