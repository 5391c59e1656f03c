"""Guard or take mines.

Expects
    Gold pays when treasuries do not.

Does
    More men at mines, beginning with artisanal sites.

Source
    `blood_gold_report_2023`; permits sought in 2022 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class TakeMines(Action):
    """Guard or take mines."""

    label = "Guard or take mines"
    desk = "posture"
    lasting = 0.5

    step: float = parameter(
        0.15,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    gold: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    looters: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    client: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.1,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("revenue", "gold pays when treasuries do not"): self.gold
            * (0.3 + 0.7 * view.s.mine_pay_share + np.minimum(1.0, view.s.arrears / 10.0)),
            ("reputation", "seen as looters"): -self.looters,
            ("survival", "the client is less guarded"): -self.client
            * np.minimum(1.0, view.s.coup_hazard / 0.15),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "mines_share": self.step * (1.0 - s.mines_share),
            "guard_share": -self.step * s.guard_share,
            "sweep_share": -self.step * s.sweep_share,
        }
