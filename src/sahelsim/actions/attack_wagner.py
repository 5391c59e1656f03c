"""Attack Wagner.

Expects
    Avengers of the abused win standing, by the anger of Fulani at the state; hard targets.

Does
    Attacks seek out the contractors: the weight on it grows by a share of what is missing (step).

Source
    sizes assumed. Check: statements of 2022
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import factor, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class AttackWagner(Action):
    """Attack Wagner."""

    label = "Attack Wagner"
    decision = "war"

    step: float = share(0.4, "two months make the hunt about two thirds of what it can be")
    avengers: float = swing(
        0.8, "revenge for abuse is taken to win more standing than any other attack"
    )
    base_appeal: float = factor(
        0.2, "where nobody is angry, foreign enemies still make good propaganda", low=0.0, high=1.0
    )
    appeal_from_anger: float = factor(
        2.0, "with anger of two fifths among Fulani the full swing is reached", low=0.0, high=5.0
    )
    hard: float = swing(
        0.5, "contractors are taken to fight back as hard as soldiers whom France supports"
    )
    cost: float = effort(0.06)

    def allowed(self, view: View) -> Allowed:
        """While some contractor is under contract."""
        return view.s.most("contract", "contractor") > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "avengers of the abused"): self.avengers
            * (self.base_appeal + self.appeal_from_anger * view.kin_anger),
            ("own_losses", "hard targets"): -self.hard,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("hunt"): self.step * (1.0 - scene.own("hunt")),
        }
