"""Pay the contractor in mines.

Expects
    Cash is saved, felt the more the emptier the treasury; what these mines paid is missed, and
    foreigners own the gold.

Does
    Under a contract not yet paid in mines almost wholly, that share grows by a share of what is
    missing (step).

Source
    concession model: the article of November 2021; sizes assumed
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

IN_MINES = 0.9  # a share paid in mines above this has little left to rise


@dataclass(frozen=True)
class PayInMines(Action):
    """Pay the contractor in mines."""

    label = "Pay the contractor in mines"
    targets = "contractor"
    decision = "patrons"
    once = True

    step: float = share(0.4, "permits take time: less than half of it at once")
    saving: float = swing(0.6, "less pay from the treasury: the army is paid from the same purse")
    forgone: float = swing(0.4, "what mines paid was cash too: most of what is saved is missed")
    loss: float = swing(
        0.5, "foreigners in the mines are noticed by everybody: nearly what cash is worth"
    )
    cost: float = effort(0.08)
    treasury_scale: float = million_usd(
        25.0,
        "with the offset: cash is saved in full up to 20 million left, half at 45 million",
        low=5.0,
        high=100.0,
    )
    treasury_offset: float = million_usd(
        5.0, "a saving is felt in full well before the treasury is empty", low=1.0, high=50.0
    )

    def allowed(self, view: View) -> Allowed:
        """While a contract holds that is not paid in mines alone."""
        return (view.on("contract") > 0.5) & (view.on("mine_pay_share") < IN_MINES)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "cash is saved"): self.saving
            * np.minimum(1.0, self.treasury_scale / (view.s.treasury + self.treasury_offset)),
            ("revenue", "mines pay the treasury less"): -self.forgone,
            ("autonomy", "foreigners own the gold"): -self.loss,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.on_key("mine_pay_share"): self.step * (1.0 - scene.on("mine_pay_share")),
        }
