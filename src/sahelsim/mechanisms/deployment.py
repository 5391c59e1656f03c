"""Deployment: armies and signatories shift men toward threats and objectives.

Equation
    dF = v · (F_total · w − F) ;  war = 1 − accord ;  o = max(offensive, b · war)
    w_army = (1 − m) · posted + m · [(1 − o) · threat + o · rebels]
    w_signatory = (1 − r · war) · home + r · war · towns
    threat ∝ (J + j0) · (t0 + c_state) · (1 − accord · c_sig / (c_sig + c_state)) ;
    rebels ∝ (c_sig + a0) · north ;  towns ∝ (c_state + s0) · north ;  each of the three sums to 1

Symbols
    F men of the force in a place, F_total in the country (people), w where they are meant to be
    (share), v speed (1/week), m mobile share of the army, posted share of the army's posts there
    (where all are closed, of its first day's places), home first day's places of the force (share), accord 1 while in force, offensive effort of one into the north (0-1), J jihadist
    fighters in the place (people), c_state, c_sig control of the state and of signatories (share),
    north 1 in the northern regions, else 0; b, r shares of army and signatories that a broken
    accord moves (``army_to_north``, ``rebels_to_towns``); what draws men to a place where nothing
    is: j0 people (``enemy_floor``), t0, a0, s0 share (``threat_floor``, ``rebels_floor``,
    ``towns_floor``)

Source
    assumed (no published law); the army held garrisons and few mobile units in 2021

Assumptions
    Mobile men go where jihadists are; while the accord holds they leave to the signatories what
    these hold. A broken accord sends half of the mobile army to the north and half of the
    signatories' men to the northern towns. All go at one speed, however far.

Not here
    Militias and signatories on the state's side, who stay where they are; foreign forces,
    insurgents, recruitment.
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


NO_POST = 1e-6  # weight of where the army stood at first, for the day on which no post is left


@dataclass(frozen=True)
class Deployment(Mechanism):
    """Armies and signatories shift men toward threats and objectives."""

    phase = "movement"
    reads = (
        "fighters",
        "control",
        "posts",
        "offensive",
        "accord_in_force",
    )
    writes = ("fighters",)

    speed: float = weekly_rate(
        0.06, "a battalion takes about a quarter to be moved and settled", low=0.01, high=0.3
    )
    mobile_share: float = share(0.35, "most of the army guarded towns in 2021", low=0.1, high=0.7)
    army_to_north: float = share(
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
    rebels_floor: float = parameter(
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
        """Return the change of men by place for armies and signatories."""
        war = 1.0 - s.accord_in_force
        push = np.maximum(s.offensive, self.army_to_north * war)
        pull = self._pull(s, geography, push)
        moved = {}
        for who, men in s.each("fighters", "army").items():
            posted = s.posts + NO_POST * geography.weights[s.roster.home_of(who)]
            posted = posted / posted.sum(axis=1, keepdims=True)
            where = (1.0 - self.mobile_share) * posted + self.mobile_share * pull
            moved[f"fighters.{who}"] = dt * self.speed * self._shift(men, where)
        attack = self._towns(s, geography)
        gone = self.rebels_to_towns * war
        for who, men in s.each("fighters", "signatory").items():
            home = geography.weights[s.roster.home_of(who)]
            where = (1.0 - gone) * home + gone * attack
            moved[f"fighters.{who}"] = dt * self.speed * self._shift(men, where)
        return moved

    def _shift(self, men: Array, where: Array) -> Array:
        return np.asarray(men.sum(axis=1, keepdims=True) * where - men)

    def _pull(self, s: State, geography: Geography, push: Array) -> Array:
        """Return what draws mobile soldiers: jihadists, or what signatories hold in the north."""
        enemies = s.total("fighters", "jihadist")
        state, theirs = s.row("control.state"), s.total("control", "signatory")
        conceded = s.accord_in_force * theirs / np.maximum(theirs + state, 1e-9)
        threat = (enemies + self.enemy_floor) * (self.threat_floor + state) * (1.0 - conceded)
        held = (theirs + self.rebels_floor) * geography.north
        hot = (1.0 - push) * threat / threat.sum(axis=1, keepdims=True)
        return np.asarray(hot + push * held / held.sum(axis=1, keepdims=True))

    def _towns(self, s: State, geography: Geography) -> Array:
        """Return what draws rebels: northern towns that the state holds."""
        towns = (s.row("control.state") + self.towns_floor) * geography.north
        return np.asarray(towns / towns.sum(axis=1, keepdims=True))
