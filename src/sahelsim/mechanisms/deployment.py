"""Deployment: the army and the CMA shift men toward threats and objectives.

Equation
    dF = v · (F_total · w − F) ;  war = 1 − accord ;  o = max(offensive, 0.5 · war)
    w_army = (1 − m) · garrison + m · [(1 − o) · threat + o · azawad]
    w_CMA = (1 − 0.5 · war) · home + 0.5 · war · towns
    threat ∝ (J + 0.1) · (0.2 + c_state) ;  azawad ∝ (c_CMA + 0.02) · north
    towns ∝ (c_state + 0.05) · north ;  each of the three sums to 1 over the country

Symbols
    F men of army or CMA in a place, F_total in the country (people), w where they are meant to be
    (share), v speed (1/week), m mobile share of the army, garrison, home first day's places of army
    and CMA (share), accord 1 while in force, offensive effort of one into Azawad (0-1), J fighters
    of JNIM and ISGS in the place (people), c_state, c_CMA control (share), north 1 in the regions
    Tombouctou, Gao, Ménaka and Kidal, else 0

Source
    assumed (no published law); the army held garrisons and few mobile units in 2021

Assumptions
    No garrison is meant for the Kidal region, but mobile men go where jihadists are, Kidal
    included, even while the accord holds. A broken accord sends half of the mobile army to Azawad
    and half of the CMA to the northern towns. All go at one speed, however far.

Not here
    The Platform and militias, who stay where they are; foreign forces, insurgents, recruitment.
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
    """The army and the CMA shift men toward threats and objectives."""

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
        """Return the change of men by place for army and CMA."""
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
