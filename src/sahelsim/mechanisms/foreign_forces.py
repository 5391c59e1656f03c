"""Foreign forces: French and Russian contingents arrive, leave, and stand where they are sent.

Equation
    dF = r · (T · w − F) ;  r = build-up rate if T ≥ men in the country, else withdrawal rate
    T_France = [rel > ¼] · (barkhane + takuba) ;  T_Wagner = contract · men
    w_Wagner = (guard · bamako + sweep · ops + mines · gold) / (guard + sweep + mines)
    ops = (1 − n) · hunts + n · azawad ;  n = s · max(offensive, 1 − accord)
    hunts ∝ centre + J · (centre + w_n · north) ;  azawad ∝ (CMA + 1) · north

Symbols
    F men in a place, T planned strength in the country (people), w share meant for the place, for
    France: by bases left after October 2021, Gao's counting 2.5 times, rel relation with France
    (0-1), barkhane, takuba, men planned (people), contract 1 if signed, guard, sweep, mines shares
    of Wagner's men, bamako 1 in Bamako, gold share of artisanal gold, by level, offensive into
    Azawad (0-1), accord 1 while in force, J fighters of JNIM and ISGS, CMA its fighters in the
    place (people), centre, north 1 in these regions, else 0; hunts, azawad and gold sum to 1;
    r ``build_up_rate`` and ``withdrawal_rate`` (1/week), s share of sweepers
    who go to war in Azawad (``sweeps_in_azawad``), w_n ``north_weight`` (factor)

Source
    planned strength of the contract: ``reuters_2021``; French bases handed over from October 2021:
    ``facts_mali``; the rates are assumed

Assumptions
    Build-up and withdrawal are exponential. One rate holds for a whole contingent: men also move
    within the country at that rate. The fallen are replaced as long as the plan stands.

Not here
    Losses (clashes); who decides the planned strength; sweeps outside centre and north; industrial
    mines, where nobody is posted; desertion over unpaid wages, which is nowhere in the model.
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
    """French and Russian contingents arrive, leave, and stand where they are sent."""

    phase = "movement"
    reads = (
        "fighters",
        "french_target",
        "takuba_target",
        "french_relation",
        "contract",
        "contract_men",
        "guard_share",
        "sweep_share",
        "mines_share",
        "offensive_azawad",
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
    sweeps_in_azawad: float = share(
        0.6, "most of those who sweep follow the army north, some stay in the centre"
    )
    north_weight: float = factor(
        0.15,
        "jihadists in the north, far from Bamako, are hunted less than in the centre",
        low=0.0,
        high=1.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of French and Wagner men by place."""
        open_ = (s.french_relation > ENDED).astype(float)
        france = open_ * (s.french_target + s.takuba_target) * geography.weights["french_bases"]
        wagner = s.contract * s.contract_men * self._where(s, geography)
        return {
            "fighters.france": dt * self._toward(s.row("fighters.france"), france),
            "fighters.wagner": dt * self._toward(s.row("fighters.wagner"), wagner),
        }

    def _toward(self, men: Array, target: Array) -> Array:
        growing = target.sum(axis=1, keepdims=True) >= men.sum(axis=1, keepdims=True)
        return np.where(growing, self.build_up_rate, self.withdrawal_rate) * (target - men)

    def _where(self, s: State, geography: Geography) -> Array:
        """Guards stand in Bamako, sweepers where enemies are, the rest at artisanal gold."""
        north = np.maximum(s.offensive_azawad, 1.0 - s.accord_in_force) * self.sweeps_in_azawad
        enemies = s.row("fighters.jnim") + s.row("fighters.isgs")
        centre = (
            enemies * (geography.centre + self.north_weight * geography.north) + geography.centre
        )
        azawad = (s.row("fighters.cma") + 1.0) * geography.north
        sweeps = (1.0 - north) * centre / centre.sum(axis=1, keepdims=True)
        sweeps = sweeps + north * azawad / azawad.sum(axis=1, keepdims=True)
        mines = geography.gold_artisanal / geography.gold_artisanal.sum()
        total = s.guard_share + s.sweep_share + s.mines_share + 1e-9
        guard = s.guard_share * geography.weights["bamako"]
        return np.asarray((guard + s.sweep_share * sweeps + s.mines_share * mines) / total)
