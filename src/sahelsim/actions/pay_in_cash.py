"""Pay the contractor in cash.

Expects
    The gold stays with the state and pays it, by the share that was paid in mines; as much more
    cash is spent, felt the more the emptier the treasury.

Does
    Under a contract paid in mines by more than a trace, that share falls by a share (step).

Source
    a monthly price: `reuters_2021`; sizes assumed
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

IN_CASH = 0.1  # a share paid in mines below this has little left to fall


@dataclass(frozen=True)
class PayInCash(Action):
    """Pay the contractor in cash."""

    label = "Pay the contractor in cash"
    targets = "contractor"
    decision = "patrons"
    once = True

    step: float = share(0.5, "one new settlement moves half of it")
    gold: float = swing(0.4, "gold of one's own is pride and later income, less than cash today")
    returned: float = swing(0.4, "mines pay the treasury again, most of what is spent")
    spent: float = swing(0.6, "what mines paid must now be found: all that paying in mines saved")
    cost: float = effort(0.08)
    treasury_scale: float = million_usd(
        25.0,
        "with the offset: cash is felt in full up to 20 million left, half at 45 million",
        low=5.0,
        high=100.0,
    )
    treasury_offset: float = million_usd(
        5.0, "cash is felt in full well before the treasury is empty", low=1.0, high=50.0
    )

    def allowed(self, view: View) -> Allowed:
        """While a contract holds that is paid in mines, at least in part."""
        return (view.on("contract") > 0.5) & (view.on("mine_pay_share") > IN_CASH)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "the gold stays ours"): self.gold * view.on("mine_pay_share"),
            ("revenue", "mines pay the treasury again"): self.returned * view.on("mine_pay_share"),
            ("revenue", "cash is spent"): -self.spent
            * view.on("mine_pay_share")
            * np.minimum(1.0, self.treasury_scale / (view.s.treasury + self.treasury_offset)),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.on_key("mine_pay_share"): -self.step * scene.on("mine_pay_share"),
        }
