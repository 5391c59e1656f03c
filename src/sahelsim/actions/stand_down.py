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

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class StandDown(Action):
    """Stand down."""

    label = "Stand down"
    desk = "posture"
    lasting = 0.5

    step: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="less than a third at a time: the client must not notice at once",
    )
    rest: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="whoever is not sent out does not fall",
    )
    nothing_shown: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="without results the next contract is in doubt",
    )
    unpaid: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="who is not paid need not work, but pay may still come",
    )
    cost: float = effort(0.05)
    arrears_scale: float = parameter(
        15.0,
        unit="million USD",
        low=2.0,
        high=100.0,
        source="assumed",
        why="six weeks' pay of a thousand men: for so little work stops before anybody leaves",
    )
    care_step: float = parameter(
        0.15,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="men who are not sent out hard kill less freely, but habits stay",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "men rest"): self.rest * view.s.sweep_share,
            ("influence", "nothing to show"): -self.nothing_shown,
            ("revenue", "unpaid work stops"): self.unpaid
            * np.minimum(1.0, view.s.arrears / self.arrears_scale),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "sweep_share": -self.step * s.sweep_share,
            "guard_share": self.step * s.sweep_share,
            "wagner_ruthlessness": -self.care_step * s.wagner_ruthlessness,
        }
