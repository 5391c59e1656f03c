"""Strike jihadist leaders.

Expects
    Success at little risk; a strike that errs costs favour.

Does
    The tempo of strikes rises for some weeks.

Source
    Sahraoui killed in August 2021, the Bounti strike of January 2021 (facts table, UN); sizes
    assumed
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
class Strike(Action):
    """Strike jihadist leaders."""

    label = "Strike jihadist leaders"
    desk = "posture"
    lasting = 0.5

    step: float = parameter(
        0.4,
        unit="factor",
        low=0.0,
        high=2.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    success: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    error: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    risk: float = parameter(
        0.15,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.06,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.french_relation > 0.25) & (s.strike_tempo < 1.9)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "leaders fall"): self.success
            * np.minimum(1.0, 2.0 * view.picture.jihad_share),
            ("reputation", "strikes that err"): -self.error,
            ("own_losses", "some risk"): -self.risk,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "strike_tempo": self.step * np.ones_like(s.strike_tempo),
        }
