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

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class HintAtDeal(Action):
    """Hint at a deal with Wagner."""

    label = "Hint at a deal with Wagner"
    desk = "patrons"
    lasting = 0.5

    step: float = parameter(
        0.45,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="two orders lead most of the way to open courtship",
    )
    leverage: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="a partner who may leave is paid for staying, but less than it hopes",
    )
    standing: float = parameter(
        0.35,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="being asked is worth some pride as long as hints are news",
    )
    distrust: float = parameter(
        0.35,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="partners lose patience by about what the standing is worth",
    )
    cost: float = effort(0.06)

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "France pays to keep its partner"): self.leverage
            * view.s.french_relation
            * view.s.deal_belief
            * (1.0 - view.s.contract),
            ("autonomy", "Paris must ask, not tell"): self.standing
            * view.s.french_relation
            * (1.0 - view.s.ambiguity),
            ("reputation", "partners lose patience"): -self.distrust * view.s.ambiguity,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "ambiguity": self.step * (1.0 - s.ambiguity),
        }
