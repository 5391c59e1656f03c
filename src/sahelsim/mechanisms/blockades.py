"""Blockades: a town is cut off until a bargain, relief or capture ends it; truces wear out.

Equation
    P(ends) = 1 − exp(−(bargain + relief)) ;  ends at once where jihadists hold no zone beside or
    state none to cut off
    bargain = b · (1 + truce + talks) ;  relief = r · G / (G + G0) ;  G = army + w · contractors
    dT = −τ · T

Symbols
    T, truce local truce of people with jihadists, talks contacts of regime and jihadists (0-1), G men in the
    place who may open a road (people), w weight of a contractor (``wagner_weight``), G0 men who
    relieve at half the full rate (``relief_half``); rates per week: b ``bargaining``, r
    ``relief``, τ ``truce_wear``

Source
    Farabougou: besieged from October 2020, soldiers flown in after two weeks did not lift it, a
    local truce did after five months (``facts_mali``); the rates are assumed

Assumptions
    A blockade is there or not; one that a bargain ends leaves no truce of its own. A blockaded
    place that jihadists have captured, or left, is cut off no more.

Not here
    Who begins one (an action); what it does to people (recruitment) and to control.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, people, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.roster import STATE
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Blockades(Mechanism):
    """A town is cut off until a bargain, relief or capture ends it; truces wear out."""

    phase = "control"
    reads = ("blockade", "truce", "talks", "fighters", "control")
    writes = ("blockade", "truce")

    bargaining: float = weekly_rate(
        0.02,
        "Farabougou bargained after five months; others held out for more than a year",
        low=0.005,
        high=0.1,
    )
    relief: float = weekly_rate(0.06, "the army broke some sieges within months", low=0.0, high=0.3)
    truce_wear: float = weekly_rate(
        0.026,
        "the accord of Niono of March 2021 was half kept after half a year",
        low=0.0,
        high=0.2,
    )
    wagner_weight: float = factor(
        2.0, "contractors, free of garrison duty, can be sent to break a siege", low=0.5, high=5.0
    )
    relief_half: float = people(500.0, "opening a road takes a battalion", low=100.0, high=2000.0)
    least_hold: float = share(
        0.05,
        "who holds nothing around or inside a town neither cuts it off nor is cut off",
        low=0.01,
        high=0.3,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the end of blockades and the wear of truces by place."""
        bargain, relief = self.endings(s)
        over = rng.uniform("end", s.blockade.shape[1]) < -np.expm1(-dt * (bargain + relief))
        besiegers, besieged = s.total("control", "jihadist"), s.row(f"control.{STATE}")
        over |= (besiegers < self.least_hold) | (besieged < self.least_hold)
        return {
            "blockade": np.where(over, -s.blockade, 0.0),
            "truce": -dt * self.truce_wear * s.truce,
        }

    def endings(self, s: State) -> tuple[Array, Array]:
        """Return the rates at which bargains and soldiers end a blockade (1/week)."""
        force = s.total("fighters", "army") + self.wagner_weight * s.total("fighters", "contractor")
        bargain = self.bargaining * (1.0 + s.truce + s.most("talks", "jihadist"))
        return np.asarray(bargain), np.asarray(self.relief * force / (force + self.relief_half))
