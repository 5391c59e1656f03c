"""Regional trend: the war's intensity drifts in each region for reasons that nothing here explains.

Equation
    x' = ρ · x + S · √(1 − ρ²) · ε ;  trend = exp(x), kept within 0.05 and 20

Symbols
    trend factor on the intensity of fighting in a region, x its logarithm, ρ share of x kept per
    week, S standard deviation of x in the long run, ε standard normal chance, drawn anew for each
    region and week

Source
    Contagion and correlated background cannot be told apart in counts, hence both must be allowed:
    ``mohler_2013``; size from UCDP's years 2012 to 2021 (``ucdp_ged``); the form is assumed

Assumptions
    Regions drift apart from one another; the trend is one on the first day, since the first day's
    level is fitted, and a region's war is as likely to grow as to shrink by the same factor (of
    nine years' changes up to 2021 six went up). The median trend stays at one; the mean over many
    runs rises toward exp(S²/2). A step is one week, whatever dt.

Not here
    Violence that excites violence (violence contagion).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class RegionalTrend(Mechanism):
    """The war's intensity drifts in each region for reasons that nothing here explains."""

    stream = "background_tide"
    phase = "movement"
    reads = ("regional_trend",)
    writes = ("regional_trend",)

    spread: float = parameter(
        1.0,
        "with it a year's deaths differ from the year before's as they did up to October 2021: standard deviation of the log ratio 0.40 since 2014, 0.57 since 2012; without it about 0.3",
        unit="sd of log",
        low=0.0,
        high=1.5,
        source="ucdp_ged",
    )
    persistence: float = parameter(
        0.98,
        "what drives a region's war (leaders, truces, seasons of campaign) changes within a year",
        unit="share kept per week",
        low=0.9,
        high=0.999,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of each region's trend."""
        kept = self.persistence
        draws = rng.normal("tide", len(geography.regions))
        wave = self.spread * np.sqrt(1.0 - np.square(kept)) * draws
        level = kept * np.log(s.regional_trend) + wave
        return {"regional_trend": np.exp(level) - s.regional_trend}
