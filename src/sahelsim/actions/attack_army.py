"""Attack the army.

Expects
    Arms, prestige and a weaker enemy.

Does
    The tempo of attacks rises for some weeks.

Source
    `deitchman_1962`; sizes assumed
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
class AttackArmy(Action):
    """Attack the army."""

    label = "Attack the army"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.3,
        unit="factor",
        low=0.0,
        high=2.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    weaker: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    prestige: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    losses: float = parameter(
        0.5,
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
        return s.jnim_tempo < 2.0

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "a weaker enemy"): self.weaker,
            ("reputation", "prestige"): self.prestige,
            ("own_losses", "men fall"): -self.losses * (0.3 + 0.7 * view.s.french_relation),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "jnim_tempo": self.step * np.ones_like(s.jnim_tempo),
        }
