"""Stand down.

Expects
    Men rest, by their share on operations, and unpaid work stops, by the arrears against
    arrears_scale; nothing to show.

Does
    Under a contract, a share (step) of the men on operations stands guard instead; ruthlessness
    falls a little (care_step).

Source
    effort without competition: `akcinaroglu_radziszewski_2013`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import million_usd, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class StandDown(Action):
    """Stand down."""

    label = "Stand down"
    decision = "posture"

    step: float = share(0.3, "less than a third a month: the client must not notice within a month")
    rest: float = swing(0.5, "whoever is not sent out does not fall")
    nothing_shown: float = swing(0.5, "without results the next contract is in doubt")
    unpaid: float = swing(0.5, "who is not paid need not work, but pay may still come")
    cost: float = effort(0.05)
    arrears_scale: float = million_usd(
        15.0,
        "six weeks' pay of a thousand men: for so little work stops before anybody leaves",
        low=2.0,
        high=100.0,
    )
    care_step: float = share(
        0.15, "men who are not sent out hard kill less freely, but habits stay"
    )

    def allowed(self, view: View) -> Allowed:
        """While it is under contract."""
        return view.own("contract") > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "men rest"): self.rest * view.own("sweep_share"),
            ("influence", "nothing to show"): -self.nothing_shown,
            ("revenue", "unpaid work stops"): self.unpaid
            * np.minimum(1.0, view.own("arrears") / self.arrears_scale),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("sweep_share"): -self.step * scene.own("sweep_share"),
            scene.own_key("guard_share"): self.step * scene.own("sweep_share"),
            scene.own_key("ruthlessness"): -self.care_step * scene.own("ruthlessness"),
        }
