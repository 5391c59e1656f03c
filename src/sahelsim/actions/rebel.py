"""Rebel.

Expects
    Azawad by force, before it is too late; war, if it fails.

Does
    The accord breaks; war begins in the north.

Source
    `fearon_2004`, `powell_2004`, `powell_2006`: fight when the shift of power to come outweighs
    what war wastes; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.mechanisms.commitment import (
    Effectiveness,
    powell_gap,
    power_now_and_later,
    strength_in_the_north,
)
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Rebel(Effectiveness, Action):
    """Rebel."""

    label = "Rebel"
    desk = "accord"
    lasting = 0.7

    destroyed: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=0.6,
        source="assumed",
        why="what a war wastes, as in the commitment mechanism",
    )
    patience: float = parameter(
        0.9,
        unit="per quarter",
        low=0.5,
        high=0.99,
        source="assumed",
        why="as in the commitment mechanism",
    )
    azawad: float = parameter(
        2.0,
        unit="swing",
        low=0.0,
        high=4.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    renege: float = parameter(
        1.5,
        unit="swing",
        low=0.0,
        high=3.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    now_or_never: float = parameter(
        12.0,
        unit="swing",
        low=0.0,
        high=24.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    losses: float = parameter(
        1.4,
        unit="swing",
        low=0.0,
        high=2.8,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    ruin: float = parameter(
        1.2,
        unit="swing",
        low=0.0,
        high=2.4,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    ally: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    outcry: float = parameter(
        1.0,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.2,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return (s.accord_in_force > 0.5) & (s.readiness > 0.35)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        state, _, rebels = strength_in_the_north(view.s, view.picture.world, self)
        french = 1.5 * view.seen("france") * view.s.french_relation
        odds = view.odds(rebels, state + french)
        now, later = power_now_and_later(view.s, view.picture.world, self)
        gap = powell_gap(now, later, self.destroyed, self.patience)
        return {
            ("autonomy", "Azawad by force"): self.azawad
            * (odds - 0.35)
            * (0.3 + 0.7 * view.s.readiness),
            ("survival", "the promise will be broken"): self.renege
            * np.maximum(0.0, 0.5 - view.s.accord_trust)
            * 2.0,
            ("survival", "it must be now or never"): self.now_or_never * np.maximum(0.0, gap),
            ("own_losses", "war kills our own"): -self.losses * (1.0 - 0.3 * odds),
            ("survival", "war may destroy us"): -self.ruin * (1.0 - odds),
            ("autonomy", "an ally of convenience"): self.ally * view.s.pact,
            ("reputation", "guarantors turn away"): -self.outcry * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "accord_in_force": -s.accord_in_force,
            "compliance": -s.compliance,
            "readiness": 0.2 * (1.0 - s.readiness),
        }
