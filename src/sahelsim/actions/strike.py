"""Strike jihadist leaders.

Expects
    Leaders fall, the more people jihadists rule (by jihad_weight); a strike that errs costs favour;
    some risk.

Does
    Unless France has gone, the tempo of strikes, as long as it is below tempo_cap, rises by step;
    it fades within months.

Source
    Sahraoui killed in August 2021, the Bounti strike of January 2021 (facts table, UN); sizes
    assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.variables import ENDED

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
        why="two fifths more strikes than usual: a campaign, not another war",
    )
    success: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="fallen leaders set a group back, until it has others",
    )
    error: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="strikes that err are remembered: half of what fallen leaders are worth",
    )
    risk: float = parameter(
        0.15,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="raids and aircraft risk few men",
    )
    cost: float = effort(0.06)
    tempo_cap: float = parameter(
        1.9,
        unit="factor",
        low=1.1,
        high=2.5,
        source="assumed",
        why="aircraft and leads allow about twice the usual tempo",
    )
    jihad_weight: float = parameter(
        2.0,
        unit="factor",
        low=0.5,
        high=10.0,
        source="assumed",
        why="leaders are worth most once jihadists rule half of the people",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.french_relation > ENDED) & (s.strike_tempo < self.tempo_cap)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "leaders fall"): self.success
            * np.minimum(1.0, self.jihad_weight * view.picture.jihad_share),
            ("reputation", "strikes that err"): -self.error,
            ("own_losses", "some risk"): -self.risk,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "strike_tempo": self.step * np.ones_like(s.strike_tempo),
        }
