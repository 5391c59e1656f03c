"""Guard the regime.

Expects
    The client's survival is the contract's survival, the more so the likelier a coup (in full from
    hazard_scale on); guarding is safe and close to power.

Does
    Under a contract, more men guard Bamako: a share (step) of the men on operations and at mines
    joins them.

Source
    `casey_2020`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class GuardRegime(Action):
    """Guard the regime."""

    label = "Guard the regime"
    decision = "posture"

    step: float = share(0.2, "a fifth of the others a month: posts are not left overnight")
    client: float = swing(0.6, "a fallen client pays nobody, but some successor might")
    safe: float = swing(0.4, "the capital is taken to be safer than any operation")
    close: float = swing(0.25, "who stands beside rulers is heard; results are heard more")
    cost: float = effort(0.05)
    hazard_scale: float = parameter(
        0.15,
        "one coup in seven years is danger enough for guards whose pay hangs on the regime",
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
            ("survival", "a fallen client pays nobody"): self.client
            * np.minimum(1.0, view.s.coup_hazard / self.hazard_scale),
            ("own_losses", "guarding is safe"): self.safe,
            ("influence", "close to power"): self.close,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("guard_share"): self.step * (1.0 - scene.own("guard_share")),
            scene.own_key("sweep_share"): -self.step * scene.own("sweep_share"),
            scene.own_key("mines_share"): -self.step * scene.own("mines_share"),
        }
