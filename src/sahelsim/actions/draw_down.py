"""Draw down.

Expects
    Fewer losses, up to full_french_force, and less blame, by Malians' disapproval of the French
    forces, for influence lost and ground left to jihadists.

Does
    If France plans for more than least_troops, it plans for fewer, by a share (step).

Source
    end of Barkhane announced in June 2021 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, people, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.yardsticks import full_french_force

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class DrawDown(Action):
    """Draw down."""

    label = "Draw down"
    decision = "posture"

    step: float = share(
        0.2, "a base or two a month: half of the force is planned away after three orders"
    )
    relief: float = swing(
        0.35, "soldiers who stay remain at risk: less than half of what leaving brings"
    )
    full_french_force: float = full_french_force()
    blame: float = swing(0.3, "who is seen less is blamed less, but the war goes on")
    say: float = swing(
        0.45, "influence follows troops, and most stay: less than half of what leaving costs"
    )
    ground: float = swing(0.5, "army and UN cannot fill the gap at once; leaving costs more")
    threat_slope: float = parameter(
        2.0,
        "the loss is felt in full once jihadists rule half of the people",
        unit="1/share",
        low=1.0,
        high=10.0,
    )
    cost: float = effort(0.05)
    least_troops: float = people(
        100.0, "below a hundred there is no force left to reduce", low=0.0, high=1000.0
    )

    def allowed(self, view: View) -> Allowed:
        """While it means to keep more than the least (least_troops)."""
        return view.own("target") > self.least_troops

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "fewer soldiers at risk"): self.relief
            * np.minimum(1.0, view.own("target") / self.full_french_force),
            ("reputation", "less blamed for the war"): self.blame
            * (1.0 - view.s.approval_france.mean(axis=1, keepdims=True)),
            ("influence", "less say in Bamako"): -self.say,
            ("territory", "jihadists gain ground"): -self.ground
            * np.minimum(1.0, self.threat_slope * view.picture.jihad_share),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("target"): -self.step * scene.own("target"),
        }
