"""Sieges: blockades wear out or are broken; truces wear out; mines are disturbed.

Equation
    dB = −(b0 + b1 · G / (G + 500)) · B ;  G = army + 2 · Wagner
    dT = −τ · T ;  dM = μ · (s − M)
    s = min(1, J + 0.1 · max(heat − 1, 0) · [J > 0.05])

Symbols
    B blockade, T truce (0-1), M mine output lost (share), G men in the place who may break a siege
    (people), rates per week: b0 wear and b1 relief of a blockade, τ truce_wear, μ disturbance;
    s insecurity (0-1), J control of JNIM and ISGS together (share), heat intensity of the war there
    (factor)

Source
    assumed; Farabougou was besieged from October 2020 for over half a year (facts table)

Assumptions
    A blockade wears out even if nobody comes, and faster where army or Wagner stand. Violence adds
    to the insecurity of mines only where jihadists hold more than a twentieth of the place.

Not here
    Who orders a blockade or a truce. French men break no siege; a truce lifts none.
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
class Sieges(Mechanism):
    """Blockades wear out or are broken; truces wear out; mines are disturbed."""

    phase = "control"
    reads = ("blockade", "truce", "mine_disruption", "fighters", "control", "heat")
    writes = ("blockade", "truce", "mine_disruption")

    wear: float = parameter(
        0.015,
        unit="1/week",
        low=0.0,
        high=0.2,
        source="assumed",
        why="a siege without relief lasts about a year",
    )
    relief: float = parameter(
        0.06,
        unit="1/week",
        low=0.0,
        high=0.3,
        source="assumed",
        why="the army broke some sieges within months",
    )
    truce_wear: float = parameter(
        0.015,
        unit="1/week",
        low=0.0,
        high=0.2,
        source="assumed",
        why="the accord of Niono of March 2021 was half kept after half a year",
    )
    disturbance: float = parameter(
        0.05,
        unit="1/week",
        low=0.0,
        high=0.5,
        source="assumed",
        why="mines close and open within months",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of blockades, truces and mine disruption by place."""
        force = s.row("fighters.fama") + 2.0 * s.row("fighters.wagner")
        broken = self.wear + self.relief * force / (force + 500.0)
        jihad = s.row("control.jnim") + s.row("control.isgs")
        insecurity = np.minimum(1.0, jihad + 0.1 * np.maximum(s.heat - 1.0, 0.0) * (jihad > 0.05))
        return {
            "blockade": -dt * broken * s.blockade,
            "truce": -dt * self.truce_wear * s.truce,
            "mine_disruption": dt * self.disturbance * (insecurity - s.mine_disruption),
        }
