"""Strike jihadist leaders.

Expects
    Leaders fall, the more people jihadists rule (by jihad_weight) and the more of them there are
    believed to be (jihad_men); a strike that errs costs favour;
    some risk.

Does
    Unless France has gone, the tempo of strikes nears tempo_cap by a share of what is missing (step);
    it fades within months.

Source
    Sahraoui killed in August 2021, the Bounti strike of January 2021 (facts table, UN); sizes
    assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, people, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Strike(Action):
    """Strike jihadist leaders."""

    label = "Strike jihadist leaders"
    decision = "posture"
    judges = True

    step: float = factor(
        0.4, "two fifths more strikes than usual: a campaign, not another war", low=0.0, high=2.0
    )
    success: float = swing(0.6, "fallen leaders set a group back, until it has others")
    error: float = swing(
        0.3, "strikes that err are remembered: half of what fallen leaders are worth"
    )
    risk: float = swing(0.15, "raids and aircraft risk few men")
    cost: float = effort(0.06)
    tempo_cap: float = factor(
        1.9, "aircraft and leads allow about twice the usual tempo", low=1.1, high=2.5
    )
    jihad_weight: float = factor(
        2.0, "leaders are worth most once jihadists rule half of the people", low=0.5, high=10.0
    )

    jihad_men: float = people(
        2500.0, "about those of late 2021: against them the swing counts once", low=500, high=1e4
    )
    most_men: float = factor(
        2.0, "twice as many offer no more leaders than that", low=1.0, high=5.0
    )

    def allowed(self, view: View) -> Allowed:
        """While relations have not ended."""
        return view.own("relation") > ENDED

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "leaders fall"): self.success
            * np.minimum(1.0, self.jihad_weight * view.picture.jihad_share)
            * np.minimum(self.most_men, view.seen("jihadist") / self.jihad_men),
            ("reputation", "strikes that err"): -self.error,
            ("own_losses", "some risk"): -self.risk,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("strike_tempo"): self.step * (self.tempo_cap - scene.own("strike_tempo")),
        }
