"""Foreign forces: contingents and contractors arrive, leave, and stand where they are sent.

Equation
    dF = r · (T · w − F) ;  r = build-up rate if T ≥ men in the country, else withdrawal rate
    T_foreign = [rel > ¼] · (own + partners) ;  T_contractor = contract · men
    w_contractor = (guard · post + sweep · ops + mines · gold) / (guard + sweep + mines)
    ops = (1 − n) · hunts + n · war ;  n = s · max(offensive, 1 − accord)
    hunts ∝ centre + J · (centre + w_n · north) ;  war ∝ (R + 1) · north

Symbols
    F men in a place, T planned strength in the country (people), w share meant for the place, for
    a foreign force that of its bases, rel its relation with the regime (0-1), own, partners men
    planned (people), contract 1 if signed, guard, sweep, mines shares of a contractor's men, post
    where its card posts guards, gold share of artisanal gold, by level, offensive into the north
    (0-1), accord 1 while in force, J jihadist fighters, R signatories' in the place (people),
    centre, north 1 in these regions, else 0; hunts, war and gold sum to 1;
    r ``build_up_rate`` and ``withdrawal_rate`` (1/week), s share of sweepers
    who go to war in the north (``sweeps_in_north``), w_n ``north_weight`` (factor)

Source
    planned strength of the contract: ``reuters_2021``; French bases handed over from October 2021:
    ``facts_mali``; the rates are assumed

Assumptions
    Build-up and withdrawal are exponential. One rate holds for a whole contingent: men also move
    within the country at that rate. The fallen are replaced as long as the plan stands.

Not here
    Losses (clashes); who decides the planned strength; sweeps outside centre and north; industrial
    mines, where nobody is posted; contractors who leave unpaid (their own choice).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class ForeignForces(Mechanism):
    """Contingents and contractors arrive, leave, and stand where they are sent."""

    phase = "movement"
    reads = (
        "fighters",
        "target",
        "coalition_target",
        "relation",
        "contract",
        "contract_men",
        "guard_share",
        "sweep_share",
        "mines_share",
        "offensive",
        "accord_in_force",
    )
    writes = ("fighters",)

    build_up_rate: float = weekly_rate(
        0.07,
        "half of a contingent stands after ten weeks: an airlift by rented aircraft is slower than Serval, which had 1,700 men in the country within weeks (facts table F015)",
        low=0.02,
        high=0.3,
    )
    withdrawal_rate: float = weekly_rate(
        0.1,
        "half of a withdrawal is done after seven weeks: the end of Barkhane was announced in June 2021 and the first of its northern bases was handed over in October (facts table F097, F110)",
        low=0.03,
        high=0.5,
    )
    sweeps_in_north: float = share(
        0.6, "most of those who sweep follow the army north, some stay in the centre"
    )
    north_weight: float = factor(
        0.15,
        "jihadists in the north, far from Bamako, are hunted less than in the centre",
        low=0.0,
        high=1.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of foreign forces' and contractors' men by place."""
        moved = {}
        for who, men in s.each("fighters", "foreign_force").items():
            open_ = (s.row(f"relation.{who}") > ENDED).astype(float)
            planned = s.row(f"target.{who}") + s.row(f"coalition_target.{who}")
            wanted = open_ * planned * geography.weights[s.roster.home_of(who)]
            moved[f"fighters.{who}"] = dt * self._toward(men, wanted)
        sweeps = self._sweeps(s, geography)
        for who, men in s.each("fighters", "contractor").items():
            planned = s.row(f"contract.{who}") * s.row(f"contract_men.{who}")
            wanted = planned * self._where(s, geography, who, sweeps)
            moved[f"fighters.{who}"] = dt * self._toward(men, wanted)
        return moved

    def _toward(self, men: Array, target: Array) -> Array:
        growing = target.sum(axis=1, keepdims=True) >= men.sum(axis=1, keepdims=True)
        return np.where(growing, self.build_up_rate, self.withdrawal_rate) * (target - men)

    def _where(self, s: State, geography: Geography, who: str, sweeps: Array) -> Array:
        """Guards stand where the contractor's card says, sweepers where enemies are, miners at gold."""
        mines = geography.gold_artisanal / geography.gold_artisanal.sum()
        guard, sweep, dig = (s.row(f"{kind}_share.{who}") for kind in ("guard", "sweep", "mines"))
        total = guard + sweep + dig + 1e-9
        posted = guard * geography.weights[s.roster.home_of(who)]
        return np.asarray((posted + sweep * sweeps + dig * mines) / total)

    def _sweeps(self, s: State, geography: Geography) -> Array:
        """Return where men on operations go: after jihadists, or with the army into the north."""
        north = np.maximum(s.offensive, 1.0 - s.accord_in_force) * self.sweeps_in_north
        enemies = s.total("fighters", "jihadist")
        centre = (
            enemies * (geography.centre + self.north_weight * geography.north) + geography.centre
        )
        rebels = (s.total("fighters", "signatory") + 1.0) * geography.north
        sweeps = (1.0 - north) * centre / centre.sum(axis=1, keepdims=True)
        return np.asarray(sweeps + north * rebels / rebels.sum(axis=1, keepdims=True))
