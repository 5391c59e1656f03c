"""Hint at a deal with Wagner.

Expects
    Paris pays more to keep a partner who could turn elsewhere, as long as it half believes, and
    must ask rather than tell; every hint costs standing, more the louder hints are.

Does
    Unless a contract is signed, hints grow louder (visits, leaks and denials that France observes)
    by a share of what is missing (step).

Source
    Ambiguity as leverage: `binmore_rubinstein_wolinsky_1986`, `nash_1950`
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class HintAtDeal(Action):
    """Hint at a deal with Wagner."""

    label = "Hint at a deal with Wagner"
    decision = "patrons"

    step: float = share(0.45, "two months lead most of the way to open courtship")
    leverage: float = swing(
        0.5, "a partner who may leave is paid for staying, but less than it hopes"
    )
    standing: float = swing(0.35, "being asked is worth some pride as long as hints are news")
    distrust: float = swing(0.35, "partners lose patience by about what the standing is worth")
    cost: float = effort(0.06)

    def allowed(self, view: View) -> Allowed:
        """While no contractor is under contract."""
        return view.s.most("contract", "contractor") < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "France pays to keep its partner"): self.leverage
            * view.s.most("relation", "foreign_force")
            * view.s.deal_belief
            * (1.0 - view.s.most("contract", "contractor")),
            ("autonomy", "Paris must ask, not tell"): self.standing
            * view.s.most("relation", "foreign_force")
            * (1.0 - view.s.ambiguity),
            ("reputation", "partners lose patience"): -self.distrust * view.s.ambiguity,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "ambiguity": self.step * (1.0 - s.ambiguity),
        }
