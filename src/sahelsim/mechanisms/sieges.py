"""Sieges: blockades wear out or are broken; truces wear out; mines are disturbed.

Equation
    dB = −(b0 + b1 · G / (G + G0)) · B ;  G = army + w · Wagner
    dT = −τ · T ;  dM = μ · (s − M)
    s = min(1, J + h · max(heat − 1, 0) · [J > J0])

Symbols
    B blockade, T truce (0-1), M mine output lost (share), G men in the place who may break a siege
    (people), w weight of a Wagner man (wagner_weight), G0 men who relieve at half the full rate
    (relief_half), h part of violence in insecurity (heat_weight), J0 control from which on it
    counts (disturbing_control); rates per week: b0 wear and b1 relief of a blockade, τ truce_wear,
    μ disturbance; s insecurity (0-1), J control of JNIM and ISGS together (share), heat intensity
    of the war there (factor)

Source
    assumed; Farabougou was besieged from October 2020 for over half a year (facts table)

Assumptions
    A blockade wears out even if nobody comes, and faster where army or Wagner stand. Violence adds
    to the insecurity of mines only where jihadists hold more than J0 of the place.

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
        0.026,
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
    wagner_weight: float = parameter(
        2.0,
        unit="factor",
        low=0.5,
        high=5.0,
        source="assumed",
        why="contractors, free of garrison duty, can be sent to break a siege",
    )
    relief_half: float = parameter(
        500.0,
        unit="people",
        low=100.0,
        high=2000.0,
        source="assumed",
        why="opening a road takes a battalion",
    )
    heat_weight: float = parameter(
        0.1,
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        why="mines worked on through most of the war around them",
    )
    disturbing_control: float = parameter(
        0.05,
        unit="share",
        low=0.01,
        high=0.3,
        source="assumed",
        why="raids of fighters who hold nothing nearby leave mines alone",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of blockades, truces and mine disruption by place."""
        force = s.row("fighters.fama") + self.wagner_weight * s.row("fighters.wagner")
        broken = self.wear + self.relief * force / (force + self.relief_half)
        jihad = s.row("control.jnim") + s.row("control.isgs")
        fighting = self.heat_weight * np.maximum(s.heat - 1.0, 0.0)
        insecurity = np.minimum(1.0, jihad + fighting * (jihad > self.disturbing_control))
        return {
            "blockade": -dt * broken * s.blockade,
            "truce": -dt * self.truce_wear * s.truce,
            "mine_disruption": dt * self.disturbance * (insecurity - s.mine_disruption),
        }
