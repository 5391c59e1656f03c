"""Massacre those who resist.

Expects
    Terror clears a land and rivals' people flee; civilians die and the group is hated.

Does
    Brutality against whole communities, if not at its utmost, grows by a share of what is missing
    (step).

Source
    `kalyvas_2006`; sizes assumed. Check: Ménaka and Gao 2022 (facts table)
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

UTMOST = 0.95  # brutality above this has little left to rise


@dataclass(frozen=True)
class Massacre(Action):
    """Massacre those who resist."""

    label = "Massacre those who resist"
    decision = "war"
    once = True

    step: float = share(
        0.4, "two orders bring about two thirds of what restraint there was to lose"
    )
    terror: float = swing(0.5, "who resists is driven out, as much ground as a campaign wins")
    flee_: float = swing(0.3, "empty land is open, but there is nobody to tax in it")
    harm: float = swing(0.8, "whole communities are meant: nearly as bad as can be")
    hated: float = swing(0.4, "a group that is feared cares less what people think")
    cost: float = effort(0.12)

    def allowed(self, view: View) -> Allowed:
        """While its ruthlessness is below the utmost."""
        return view.own("ruthlessness") < UTMOST

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "terror clears a land"): self.terror,
            ("expansion", "rivals' people flee"): self.flee_,
            ("civilian_harm", "civilians die"): -self.harm,
            ("reputation", "hated"): -self.hated,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("ruthlessness"): self.step * (1.0 - scene.own("ruthlessness")),
        }
