"""Attack Wagner.

Expects
    Avengers of the abused win standing, by the anger of Fulani at the state; hard targets.

Does
    Attacks seek out the contractors: the weight on it grows by a share of what is missing (step).

Source
    statements of 2022-23; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class AttackWagner(Action):
    """Attack Wagner."""

    label = "Attack Wagner"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="two orders make the hunt about two thirds of what it can be",
    )
    avengers: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="revenge for abuse is taken to win more standing than any other attack",
    )
    base_appeal: float = parameter(
        0.2,
        unit="factor",
        low=0.0,
        high=1.0,
        source="assumed",
        why="where nobody is angry, foreign enemies still make good propaganda",
    )
    appeal_from_anger: float = parameter(
        2.0,
        unit="factor",
        low=0.0,
        high=5.0,
        source="assumed",
        why="with anger of two fifths among Fulani the full swing is reached",
    )
    hard: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="contractors are taken to fight back as hard as soldiers whom France supports",
    )
    cost: float = effort(0.06)

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("reputation", "avengers of the abused"): self.avengers
            * (self.base_appeal + self.appeal_from_anger * view.picture.fulani_anger),
            ("own_losses", "hard targets"): -self.hard,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "hunt_wagner": self.step * (1.0 - s.hunt_wagner),
        }
