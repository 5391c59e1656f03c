"""Deployment: the army and the CMA shift men toward threats and objectives.

Equation
    dF = v · (F_total · w − F) ;  war = 1 − accord ;  o = max(offensive, b · war)
    w_army = (1 − m) · garrison + m · [(1 − o) · threat + o · azawad]
    w_CMA = (1 − r · war) · home + r · war · towns
    threat ∝ (J + j0) · (t0 + c_state) · (1 − accord · c_CMA / (c_CMA + c_state)) ;  azawad ∝ (c_CMA + a0) · north
    towns ∝ (c_state + s0) · north ;  each of the three sums to 1 over the country

Symbols
    F men of army or CMA in a place, F_total in the country (people), w where they are meant to be
    (share), v speed (1/week), m mobile share of the army, garrison, home first day's places of army
    and CMA (share), accord 1 while in force, offensive effort of one into Azawad (0-1), J fighters
    of JNIM and ISGS in the place (people), c_state, c_CMA control (share), north 1 in the regions
    Tombouctou, Gao, Ménaka and Kidal, else 0; b, r shares of army and CMA that a broken accord
    moves (``army_to_azawad``, ``rebels_to_towns``); what draws men to a place where nothing is:
    j0 people (``enemy_floor``), t0, a0, s0 share (``threat_floor``, ``azawad_floor``,
    ``towns_floor``)

Source
    assumed (no published law); the army held garrisons and few mobile units in 2021

Assumptions
    Mobile men go where jihadists are; while the accord holds they leave to the CMA what the CMA
    holds, Kidal above all. A broken accord sends half of the mobile army to Azawad and half of the
    CMA to the northern towns. All go at one speed, however far.

Not here
    The Platform and militias, who stay where they are; foreign forces, insurgents, recruitment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, people, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


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

    speed: float = weekly_rate(
        0.06, "a battalion takes about a quarter to be moved and settled", low=0.01, high=0.3
    )
    mobile_share: float = share(0.35, "most of the army guarded towns in 2021", low=0.1, high=0.7)
    army_to_azawad: float = share(
        0.5, "at war with the CMA half of the mobile army still faces jihadists"
    )
    rebels_to_towns: float = share(0.5, "half attack towns as in 2012, half guard their homes")
    enemy_floor: float = people(
        0.1, "one in ten calm cercles is taken to hide a jihadist", low=0.001, high=10.0
    )
    threat_floor: float = parameter(
        0.2,
        "the army defends what the state holds, six times before what it lost",
        unit="share of control",
        low=0.01,
        high=1.0,
    )
    azawad_floor: float = parameter(
        0.02,
        "an offensive aims at what the CMA holds, hardly elsewhere",
        unit="share of control",
        low=0.001,
        high=0.5,
    )
    towns_floor: float = parameter(
        0.05,
        "the CMA aims at what the state holds, hardly elsewhere",
        unit="share of control",
        low=0.001,
        high=0.5,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of men by place for army and CMA."""
        war = 1.0 - s.accord_in_force
        push = np.maximum(s.offensive_azawad, self.army_to_azawad * war)
        army, rebels = s.row("fighters.fama"), s.row("fighters.cma")
        return {
            "fighters.fama": dt * self.speed * self._shift(army, self._army(s, geography, push)),
            "fighters.cma": dt * self.speed * self._shift(rebels, self._rebels(s, geography, war)),
        }

    def _shift(self, men: Array, where: Array) -> Array:
        return np.asarray(men.sum(axis=1, keepdims=True) * where - men)

    def _army(self, s: State, geography: Geography, push: Array) -> Array:
        enemies = s.row("fighters.jnim") + s.row("fighters.isgs")
        state, cma = s.row("control.state"), s.row("control.cma")
        conceded = s.accord_in_force * cma / np.maximum(cma + state, 1e-9)
        threat = (enemies + self.enemy_floor) * (self.threat_floor + state) * (1.0 - conceded)
        azawad = (cma + self.azawad_floor) * geography.north
        hot = (1.0 - push) * threat / threat.sum(axis=1, keepdims=True)
        hot = hot + push * azawad / azawad.sum(axis=1, keepdims=True)
        return np.asarray(
            (1.0 - self.mobile_share) * geography.weights["garrison"] + self.mobile_share * hot
        )

    def _rebels(self, s: State, geography: Geography, war: Array) -> Array:
        towns = (s.row("control.state") + self.towns_floor) * geography.north
        attack = towns / towns.sum(axis=1, keepdims=True)
        gone = self.rebels_to_towns * war
        return np.asarray((1.0 - gone) * geography.weights["cma"] + gone * attack)
