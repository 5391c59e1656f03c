"""Violence contagion: a week of violence excites the next ones, here and next door.

Equation
    D = deaths / trend ;  felt = (1 − q) · D + q · near ;  y = min(felt / (usual + u0), cap)
    M' = φ · M + (1 − φ) · y ;  heat' = trend · (1 − n + n · M')
    · (1 + u · vacated) · (1 − l · leaving)
    usual' = usual + (1 − ψ) · (felt − usual)

Symbols
    heat factor on the intensity of fighting, at most 40, n branching ratio, M excitement (factor),
    φ share of it kept per week (memory), deaths of fighters and civilians in the place this week,
    trend of its region, the background that no event explains (``regional_trend``, factor), near
    neighbours' mean of D by length of border, q its weight (from_neighbours), usual slow running
    mean of felt (deaths/week), ψ share of it kept per week (usual_memory), u0 what the
    quietest place is taken to be used to (usual_offset, deaths/week), cap on a week's y (factor),
    vacated how much of a garrison left lately, u ``surge``, leaving foreign men whose leaving is
    announced, l ``lull`` (shares)

Source
    Hawkes processes of Iraq 2003-07: self-excitation 37-50 % of events, two to six weeks
    (``lewis_2012``); contagion and background are confounded (``mohler_2013``), so n may be 0

Assumptions
    If every week is usual (y = 1), heat is the trend. On average it stays below, by about a tenth,
    chiefly since cap and u0 take away from y.

Not here
    Why violence is usual somewhere; why the trend rises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share
from sahelsim.model.forms import deaths_by_place, neighbours_mean
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class ViolenceContagion(Mechanism):
    """A week of violence excites the next ones, here and next door."""

    phase = "control"
    reads = (
        "heat",
        "excitement",
        "regional_trend",
        "usual_violence",
        "battle_deaths",
        "civilians_killed",
        "vacated",
        "leaving",
    )
    writes = (
        "heat",
        "excitement",
        "usual_violence",
    )

    branching_ratio: float = share(0.42, high=0.6, source="lewis_2012")
    memory: float = parameter(
        0.62, unit="share kept per week", low=0.0, high=0.9, source="lewis_2012"
    )
    from_neighbours: float = share(
        0.2, "near factors of civilian casualties are a fifth to a quarter", high=0.6
    )
    usual_memory: float = parameter(
        0.98, "what is usual changes over a year", unit="share kept per week", low=0.9, high=1.0
    )
    cap: float = factor(
        8.0, "one massacre must not set a district alight for ever", low=2.0, high=20.0
    )
    usual_offset: float = parameter(
        0.02,
        "one death a year: the first in a quiet place is no war",
        unit="deaths/week",
        low=0.005,
        high=0.1,
    )

    surge: float = share(
        0.2,
        "near UN posts communal violence began a sixth less often (Mali's border with Burkina Faso), so without them a fifth more",
    )
    lull: float = share(
        0.15, "insurgents hold back to let foreign troops go; the size is not known", high=0.5
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of heat, excitement and the usual level by place."""
        trend = np.take(s.regional_trend, geography.region_of, axis=1)
        deaths = deaths_by_place(s) / trend
        felt = self._felt(deaths, geography)
        ratio = np.minimum(felt / (s.usual_violence + self.usual_offset), self.cap)
        excited = self.memory * s.excitement + (1.0 - self.memory) * ratio
        heat = trend * (1.0 - self.branching_ratio + self.branching_ratio * excited)
        heat *= (1.0 + self.surge * s.vacated) * (1.0 - self.lull * s.leaving)
        slow = 1.0 - self.usual_memory
        return {
            "heat": heat - s.heat,
            "excitement": excited - s.excitement,
            "usual_violence": dt * slow * (felt - s.usual_violence),
        }

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return what is usual, neighbours included."""
        return {"usual_violence": self._felt(s.usual_violence, geography)}

    def _felt(self, deaths: Array, geography: Geography) -> Array:
        own = (1.0 - self.from_neighbours) * deaths
        return np.asarray(own + self.from_neighbours * neighbours_mean(deaths, geography))
