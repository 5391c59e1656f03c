"""Deployment: the army, the CMA and the Platform shift men toward threats and objectives.

Equation
    dF = r · (F_total · w − F) ;  w_army = (1 − m) · garrison + m · (enemies + o · Azawad)

Symbols
    F men in a place (people), w where they are meant to be (share), m mobile share of the army,
    o effort of an offensive into Azawad, r speed (1/week)

Source
    assumed (no published law); the army held garrisons and few mobile units in 2021

Assumptions
    While the accord holds and no offensive is ordered the army stays out of the Kidal region.

Not here
    Foreign contingents, insurgents and recruitment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Deployment(Mechanism):
    """The army, the CMA and the Platform shift men toward threats and objectives."""

    phase = "movement"
    reads = (
        "fighters",
        "control",
        "offensive_azawad",
        "accord_in_force",
    )
    writes = ("fighters",)

    speed: float = parameter(
        0.06,
        unit="1/week",
        low=0.01,
        high=0.3,
        source="assumed",
        why="a battalion takes about a quarter to be moved and settled",
    )
    mobile_share: float = parameter(
        0.35,
        unit="share",
        low=0.1,
        high=0.7,
        source="assumed",
        why="most of the army guarded towns in 2021",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of men by place for the three movers."""
        war = 1.0 - s.accord_in_force
        push = np.maximum(s.offensive_azawad, 0.5 * war)
        army, rebels = s.row("fighters.fama"), s.row("fighters.cma")
        return {
            "fighters.fama": dt * self.speed * self._shift(army, self._army(s, world, push)),
            "fighters.cma": dt * self.speed * self._shift(rebels, self._rebels(s, world, war)),
        }

    def _shift(self, men: Array, where: Array) -> Array:
        return np.asarray(men.sum(axis=1, keepdims=True) * where - men)

    def _army(self, s: State, world: World, push: Array) -> Array:
        enemies = s.row("fighters.jnim") + s.row("fighters.isgs")
        threat = (enemies + 0.1) * (0.2 + s.row("control.state"))
        azawad = (s.row("control.cma") + 0.02) * world.north
        hot = (1.0 - push) * threat / threat.sum(axis=1, keepdims=True)
        hot = hot + push * azawad / azawad.sum(axis=1, keepdims=True)
        return np.asarray(
            (1.0 - self.mobile_share) * world.weights["garrison"] + self.mobile_share * hot
        )

    def _rebels(self, s: State, world: World, war: Array) -> Array:
        towns = (s.row("control.state") + 0.05) * world.north
        attack = towns / towns.sum(axis=1, keepdims=True)
        return np.asarray((1.0 - 0.5 * war) * world.weights["cma"] + 0.5 * war * attack)
