"""Attack the army.

Expects
    A weaker enemy, the weaker it is believed to be already (army_scale), and prestige, paid for in
    men: most of them while France flies (losses_without_france).

Does
    The tempo of attacks nears tempo_ceiling by a share of what is missing (step); it fades within months.

Source
    `deitchman_1962`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, people, share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class AttackArmy(Action):
    """Attack the army."""

    label = "Attack the army"
    decision = "war"
    judges = True

    step: float = factor(
        0.3, "a campaign, not another war: a third more attacks than usual", low=0.0, high=2.0
    )
    weaker: float = swing(0.6, "posts given up after attacks leave villages to the group")
    prestige: float = swing(
        0.3, "bold attacks draw recruits and money, though people fear the answer"
    )
    losses: float = swing(
        0.5, "soldiers in camps shoot back: nearly as dear as the ground is worth"
    )
    losses_without_france: float = share(
        0.3, "French aircraft are taken to kill most of the attackers who die"
    )
    cost: float = effort(0.06)
    tempo_ceiling: float = factor(
        2.0,
        "twice the usual attacks is taken to be the most that can still be raised",
        low=1.1,
        high=2.5,
    )

    army_scale: float = people(
        20_000.0, "the army of late 2021: against it the swing counts once", low=5e3, high=5e4
    )
    most_weak: float = factor(
        2.0, "an army of less than half of that gives up no more posts", low=1.0, high=5.0
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "a weaker enemy"): self.weaker
            * np.minimum(self.most_weak, self.army_scale / (view.seen("army", "contractor") + 1.0)),
            ("reputation", "prestige"): self.prestige,
            ("own_losses", "men fall"): -self.losses
            * (
                self.losses_without_france
                + (1.0 - self.losses_without_france) * view.s.most("relation", "foreign_force")
            ),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("tempo"): self.step * (self.tempo_ceiling - scene.own("tempo")),
        }
