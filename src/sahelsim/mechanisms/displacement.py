"""Displacement: people flee violent places to the nearest safer ones, or abroad; some return.

Equation
    L = N · (1 − (1 − p)^(7·x)) ;  x = d / (d + d0 · P / 100,000) ;  B = ρ · I · (1 − x)
    A_q = Σ_h L_h · w_hq / Σ_q w_hq ;  w_hq = c^x_q · (1 + b · border_q) / (10 km + km_hq)
    C_q = f · border_q · A_q ;  dN = B − L + r · ρ · R · border · N / Σ border · N
    dI = L · (1 − ΣC / ΣL) − B ;  dR = ΣC − r · ρ · R
    dH_q = A_q − C_q − ΣB · H_q / ΣH

Symbols
    N people of a community at home, I of it displaced inside, L leavers, L_h those of cercle h, B
    returners, A_q arrivals in q, C_q of these gone abroad, H displaced hosted, R refugees (people;
    flows per week), Σ over the country, d all deaths in the cercle this week, P its people in
    November 2021, x intensity of conflict there (0-1), d0 half_intensity, p leave_probability per
    conflict-day, ρ return_rate (1/week), f share abroad at the longest border (abroad), border
    foreign border as a share of the longest, km between chefs-lieux, ``own_town`` km to the own
    one, c ``conflict_weight`` of a place at war, b ``border_pull``, r refugees' return against
    that inside (``refugee_return``, factor)

Source
    FLEE (``flee``): 0.01 of the population per conflict-day (p is less), destination weight with
    conflict factor 0.316 and +10 km, where FLEE's places are towns: hence violence by people;
    half-intensity d0 and returns are assumed

Assumptions
    Destinations are the own chef-lieu and the neighbouring cercles; border cercles send part of
    their arrivals abroad, taken off every community's leavers alike. Calm at home lets them return.
    Refugees come back to the cercles on the border, whoever left them.

Not here
    Camps with capacities; second flights; who of the displaced or refugees dies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import (
    NEAREST,
    deaths_by_place,
    neighbours_reach,
    people_by_place,
    spread,
)
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


FLEE_CONFLICT = 0.316  # weight of a place at war against one at peace (flee)


def destination_weight(
    conflict: Array | float, distance: Array | float, weight: Array | float = FLEE_CONFLICT
) -> Array:
    """Return FLEE's weight of a destination, 0.316^conflict / (10 km + distance).

    Examples
    --------
    A camp at 100 km, a town at 300 km and a place at war at 50 km:

    >>> weight = destination_weight(np.array([0, 0, 1]), np.array([100, 300, 50]))
    >>> (weight / weight.sum()).round(3)
    array([0.517, 0.183, 0.3  ])
    """
    return np.asarray(
        weight ** np.asarray(conflict, dtype=float) / (NEAREST + np.asarray(distance))
    )


@dataclass(frozen=True)
class Displacement(Mechanism):
    """People flee violent places to the nearest safer ones, or abroad; some return."""

    phase = "displacement"
    reads = (
        "population",
        "displaced",
        "hosted",
        "refugees",
        "battle_deaths",
        "civilians_killed",
    )
    writes = (
        "population",
        "displaced",
        "hosted",
        "refugees",
        "newly_displaced",
    )

    leave_probability: float = parameter(
        0.0016,
        "FLEE spawns 0.01 where the whole area is at war, and a cercle is larger than its battles; scaled to the displaced of September 2021 over December 2020, a factor of 1.2",
        unit="1/conflict-day",
        low=0.0,
        high=0.05,
    )
    half_intensity: float = parameter(
        4.0,
        "a massacre of eight unsettles half of a cercle of 200,000, not of a city of millions",
        unit="deaths/week per 100,000 people",
        low=0.5,
        high=25.0,
    )
    return_rate: float = weekly_rate(
        0.004, "35,000 of about 210,000 returned in 2019 (UNHCR)", low=0.0, high=0.05
    )
    abroad: float = share(0.25, "2012: 150,000 abroad and 228,000 inside; 2020: almost all inside")
    conflict_weight: float = factor(FLEE_CONFLICT, low=0.05, high=1.0, source="flee")
    own_town: float = parameter(
        20.0, "a day's walk from a village to its chef-lieu", unit="km", low=1.0, high=100.0
    )
    border_pull: float = factor(
        0.5, "camps and kin beyond a border draw half as many again", low=0.0, high=3.0
    )
    refugee_return: float = factor(
        0.1, "a border makes return rarer: a tenth of the rate inside", low=0.0, high=1.0
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return flight, arrival, crossing and return."""
        deaths = deaths_by_place(s)
        war = deaths / (deaths + self.half_intensity * geography.population / 1e5)
        share = -np.expm1(7.0 * war * np.log1p(-np.asarray(self.leave_probability)))
        share *= dt
        leavers = spread(share, geography)
        leavers *= s.population
        flight = share * people_by_place(s, geography)
        arrive = self._arrivals(flight, war, geography)
        crossing = self.abroad * geography.border * arrive
        back = spread(dt * self.return_rate * (1.0 - war), geography)
        back *= s.displaced
        crossed = crossing.sum(axis=1, keepdims=True)
        inside = 1.0 - crossed / np.maximum(flight.sum(axis=1, keepdims=True), 1e-9)
        from_abroad = dt * self.refugee_return * self.return_rate * s.refugees
        near = geography.border / (geography.border * people_by_place(s, geography)).sum(
            axis=1, keepdims=True
        )
        going = s.hosted / np.maximum(s.hosted.sum(axis=1, keepdims=True), 1.0)
        people = spread(from_abroad * near, geography)
        people *= s.population
        people += back
        people -= leavers
        leavers *= inside
        leavers -= back
        return {
            "population": people,
            "displaced": leavers,
            "hosted": arrive - crossing - going * back.sum(axis=1, keepdims=True),
            "refugees": crossed - from_abroad,
            "newly_displaced": flight.sum(axis=1, keepdims=True),
        }

    def _arrivals(self, flight: Array, war: Array, geography: Geography) -> Array:
        score = destination_weight(war, 0.0, self.conflict_weight) * NEAREST
        score = score * (1.0 + self.border_pull * geography.border)
        stay = score / (NEAREST + self.own_town)
        offered = flight / (stay + neighbours_reach(score, geography))
        return np.asarray(stay * offered + score * neighbours_reach(offered, geography))
