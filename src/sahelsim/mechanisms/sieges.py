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

from sahelsim.core.parameter import factor, people, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Sieges(Mechanism):
    """Blockades wear out or are broken; truces wear out; mines are disturbed."""

    phase = "control"
    reads = (
        "blockade",
        "truce",
        "mine_disruption",
        "fighters",
        "control",
        "heat",
    )
    writes = (
        "blockade",
        "truce",
        "mine_disruption",
    )

    wear: float = weekly_rate(0.015, "a siege without relief lasts about a year", low=0.0, high=0.2)
    relief: float = weekly_rate(0.06, "the army broke some sieges within months", low=0.0, high=0.3)
    truce_wear: float = weekly_rate(
        0.026,
        "the accord of Niono of March 2021 was half kept after half a year",
        low=0.0,
        high=0.2,
    )
    disturbance: float = weekly_rate(0.05, "mines close and open within months", low=0.0, high=0.5)
    wagner_weight: float = factor(
        2.0, "contractors, free of garrison duty, can be sent to break a siege", low=0.5, high=5.0
    )
    relief_half: float = people(500.0, "opening a road takes a battalion", low=100.0, high=2000.0)
    heat_weight: float = share(0.1, "mines worked on through most of the war around them", high=0.5)
    disturbing_control: float = share(
        0.05, "raids of fighters who hold nothing nearby leave mines alone", low=0.01, high=0.3
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of blockades, truces and mine disruption by place."""
        force = s.total("fighters", "army") + self.wagner_weight * s.total("fighters", "contractor")
        broken = self.wear + self.relief * force / (force + self.relief_half)
        jihad = s.total("control", "jihadist")
        fighting = self.heat_weight * np.maximum(s.heat - 1.0, 0.0)
        insecurity = np.minimum(1.0, jihad + fighting * (jihad > self.disturbing_control))
        return {
            "blockade": -dt * broken * s.blockade,
            "truce": -dt * self.truce_wear * s.truce,
            "mine_disruption": dt * self.disturbance * (insecurity - s.mine_disruption),
        }
