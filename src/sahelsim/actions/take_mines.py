"""Guard or take mines.

Expects
    Gold pays when treasuries do not: some in any case (base_interest), more the more pay comes from
    mines and the more is owed (in full from arrears_scale on). Seen as looters; the client is less
    guarded, felt the more the likelier a coup (in full from hazard_scale on).

Does
    Under a contract, more men are at mines: a share (step) of the guards and of the men on
    operations joins them.

Source
    sites surveyed in July 2021 (facts table F104); sizes assumed. Check: permits sought in 2022
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import million_usd, parameter, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class TakeMines(Action):
    """Guard or take mines."""

    label = "Guard or take mines"
    decision = "posture"

    step: float = share(0.15, "about a seventh of the others a month: sites are taken one by one")
    gold: float = swing(0.8, "gold is what a contractor may keep when nobody pays")
    looters: float = swing(
        0.3, "those who take pits from miners are hated there, little noticed elsewhere"
    )
    client: float = swing(0.3, "half of what a guard is worth: not all who leave were needed")
    cost: float = effort(0.1)
    base_interest: float = share(0.3, "gold draws contractors even where they are paid in cash")
    arrears_scale: float = million_usd(
        10.0,
        "a month's pay of a thousand men: who is owed so much helps himself",
        low=2.0,
        high=100.0,
    )
    hazard_scale: float = parameter(
        0.15,
        "one coup in seven years makes every guard taken away count",
        unit="1/year",
        low=0.02,
        high=1.0,
    )

    def allowed(self, view: View) -> Allowed:
        """While it is under contract."""
        return view.own("contract") > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "gold pays when treasuries do not"): self.gold
            * (
                self.base_interest
                + (1.0 - self.base_interest) * view.own("mine_pay_share")
                + np.minimum(1.0, view.own("arrears") / self.arrears_scale)
            ),
            ("reputation", "seen as looters"): -self.looters,
            ("survival", "the client is less guarded"): -self.client
            * np.minimum(1.0, view.s.coup_hazard / self.hazard_scale),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("mines_share"): self.step * (1.0 - scene.own("mines_share")),
            scene.own_key("guard_share"): -self.step * scene.own("guard_share"),
            scene.own_key("sweep_share"): -self.step * scene.own("sweep_share"),
        }
