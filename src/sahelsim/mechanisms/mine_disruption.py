"""Mine disruption: mines near jihadist rule and fighting lose output, and recover.

Equation
    dM = μ · (s − M) ;  s = min(1, J + h · max(heat − 1, 0) · [J > J0])

Symbols
    M mine output lost (share), s insecurity (0-1), J control of jihadists together (share),
    heat intensity of the war there (factor), h part of violence in insecurity (``heat_weight``),
    J0 control from which on it counts (``disturbing_control``), μ ``disturbance`` (1/week)

Source
    assumed; the record of mines that closed and opened again is thin

Assumptions
    Violence adds to the insecurity of mines only where jihadists hold more than J0 of the place.

Not here
    What the output pays (mining); attacks on miners or convoys as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class MineDisruption(Mechanism):
    """Mines near jihadist rule and fighting lose output, and recover."""

    phase = "control"
    reads = ("mine_disruption", "control", "heat")
    writes = ("mine_disruption",)

    disturbance: float = weekly_rate(0.05, "mines close and open within months", low=0.0, high=0.5)
    heat_weight: float = share(0.1, "mines worked on through most of the war around them", high=0.5)
    disturbing_control: float = share(
        0.05, "raids of fighters who hold nothing nearby leave mines alone", low=0.01, high=0.3
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of mine disruption by place."""
        jihad = s.total("control", "jihadist")
        fighting = self.heat_weight * np.maximum(s.heat - 1.0, 0.0)
        insecurity = np.minimum(1.0, jihad + fighting * (jihad > self.disturbing_control))
        return {"mine_disruption": dt * self.disturbance * (insecurity - s.mine_disruption)}
