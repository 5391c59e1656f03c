"""Tie aid to conditions.

Expects
    Principles are upheld, the more so the fewer conditions there are; leverage over the junta,
    unless it is near a deal with Wagner: then it may be pushed to Russia.

Does
    Conditions tighten by a share of what is missing (step); a share of aid is kept back
    (aid_withheld).

Source
    inducement and conditionality: `ladwig_2017`, `biddle_2017`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class ConditionAid(Action):
    """Tie aid to conditions."""

    label = "Tie aid to conditions"
    decision = "posture"

    step: float = share(0.3, "two months set half of the conditions that are still missing")
    principle: float = swing(0.4, "conditions please critics at home, far less than leaving would")
    leverage: float = swing(
        0.3, "aid pays a small part of the war, so it moves the junta only so far"
    )
    push: float = swing(0.6, "losing Bamako to Russia is taken to weigh twice what leverage gains")
    cost: float = effort(0.06)
    aid_withheld: float = share(
        0.15, "programmes under way go on; only some of what is new waits", high=0.6
    )

    def allowed(self, view: View) -> Allowed:
        """While its relation with the regime has not ended."""
        return view.own("relation") > ENDED

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "principles are upheld"): self.principle
            * (1.0 - view.own("conditions")),
            ("influence", "leverage over the junta"): self.leverage * (1.0 - view.s.deal_belief),
            ("influence", "it may push them to Russia"): -self.push * view.s.deal_belief,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            scene.own_key("conditions"): self.step * (1.0 - scene.own("conditions")),
            "aid": -self.aid_withheld * s.aid,
        }
