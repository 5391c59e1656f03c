"""Spill-over: jihadist strength on the borders presses on Burkina Faso and Niger.

Equation
    dS = r · (pressure − S) ;  near = Σ F · (f + (1 − f)·border) ;
    pressure = near/(near + F_ref) · min(1, 1 − w + w·refugees/R_ref)

Symbols
    S spill-over pressure (0-1), r speed (1/week), F fighters of JNIM and ISGS in a cercle (people),
    border length of its borders with Burkina Faso and Niger as a share of the longest (0-1), F_ref
    fighters near the border who make half of the pressure (people), refugees abroad and R_ref
    usual number of them (people; ``usual_refugees``), f weight of fighters far from the border
    (``far_weight``), w weight of refugees (``refugee_weight``; shares)

Source
    assumed; four in five refugees live in the three neighbours (``unhcr_rdf``)

Assumptions
    All fighters count, far from these borders less. Pressure saturates, and follows fighters
    and refugees with months of delay; it does not act back on Mali.

Not here
    The wars of the neighbours themselves; which neighbour is pressed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import people, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Spillover(Mechanism):
    """Jihadist strength on the borders presses on Burkina Faso and Niger."""

    phase = "displacement"
    reads = (
        "spillover",
        "fighters",
        "refugees",
    )
    writes = ("spillover",)

    reference: float = people(
        1000.0, "fighters at the borders in late 2021, order of magnitude", low=200.0, high=5000.0
    )
    speed: float = weekly_rate(0.04, "half a year", low=0.01, high=0.2)
    far_weight: float = share(
        0.2, "men far from a border still send money, arms and guides across it"
    )
    refugee_weight: float = share(0.3, "fighters press more than those who flee from them")
    usual_refugees: float = people(
        183000.0, "about as many as were abroad at the end of 2021", low=50000.0, high=500000.0
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of pressure on the borders."""
        men = s.total("fighters", "jihadist")
        weight = self.far_weight + (1.0 - self.far_weight) * geography.southern_border
        near = (men * weight).sum(axis=1, keepdims=True)
        fled = 1.0 - self.refugee_weight + self.refugee_weight * (s.refugees / self.usual_refugees)
        pressure = near / (near + self.reference) * np.minimum(1.0, fled)
        return {"spillover": dt * self.speed * (pressure - s.spillover)}
