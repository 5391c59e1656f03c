"""Insurgent movement: JNIM and ISGS seep into neighbouring cercles that offer an opening.

Equation
    dF_q = a_q · Σ_p m · F_p / Z_p − m · F_q ;  Z_p = Σ_q a_q ;  both sums over neighbours
    a = u · (e + c) · (1 + b · push · south) for JNIM ;  a = u · (e + c) · (o + north) for ISGS
    u = (u0 + anger) / (1 + G / G0) ;  G = army + Wagner + French + (1 − pact) · (CMA + Platform)

Symbols
    F fighters of the group in a cercle (people), m mobility (1/week), a attraction, u opening,
    anger at the state, mean of people at home (0-1), c the group's own control (share), e what
    draws it to a place where it holds nothing (entry, share), push weight JNIM gives to the south
    (0-1), b its pull (southern_pull, factor), south 1 outside north and centre (Mopti, Ségou),
    north 1 in the north, else 0, G men there who keep them out (people), G0 those who halve
    attraction (deterrent_force, people), pact of CMA and JNIM (0-1), u0 opening where nobody is
    angry (calm_opening, share), o what draws ISGS out of the north (outside_north, factor)

Source
    escalation rather than relocation: ``schutte_weidmann_2011``, hence fighters keep to where
    their group rules and expand from there; the form is assumed

Assumptions
    Only neighbouring cercles are reached in a week; nobody is lost on the way. The same share
    leaves every cercle, however firm the group's hold: rule draws men in, it does not keep them.
    The pact with JNIM opens the way to ISGS too.

Not here
    Recruitment and losses; militias, who keep nobody out; distance and length of border.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, people, share, weekly_rate
from sahelsim.model.forms import anger_by_place, neighbours_sum
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class InsurgentMovement(Mechanism):
    """JNIM and ISGS seep into neighbouring cercles that offer an opening."""

    phase = "movement"
    reads = ("fighters", "control", "anger_state", "population", "south_push", "pact")
    writes = ("fighters",)

    mobility: float = weekly_rate(
        0.012,
        "escalation dominates relocation, so few fighters change cercle in a week",
        low=0.0,
        high=0.1,
    )
    deterrent_force: float = people(
        400.0, "about a battalion halves a cercle's attraction", low=100.0, high=2000.0
    )
    entry: float = parameter(
        0.05,
        "a cercle where nobody pays them draws 1/21 of what one under their full rule does; large values let a group melt away from its strongholds, which is relocation",
        unit="share of control",
        low=0.01,
        high=1.0,
    )
    southern_pull: float = factor(
        3.0, "an ordered expansion must be visible within a year", low=0.0, high=10.0
    )
    calm_opening: float = share(
        0.05,
        "some help strangers for money or fear, without anger at the state",
        low=0.005,
        high=0.5,
    )
    outside_north: float = factor(
        0.2,
        "ISGS kept to Ménaka, Gao and the border: a sixth of the north's draw",
        low=0.01,
        high=2.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of jihadist fighters by place; each group's total is kept."""
        anger = anger_by_place(s, geography)
        force = s.row("fighters.fama") + s.row("fighters.wagner") + s.row("fighters.france")
        force = force + (1.0 - s.pact) * (s.row("fighters.cma") + s.row("fighters.platform"))
        opening = (self.calm_opening + anger) / (1.0 + force / self.deterrent_force)
        south = (1.0 - geography.north) * (1.0 - geography.centre)
        pull = opening * (1.0 + self.southern_pull * s.south_push * south)
        stay = opening * (self.outside_north + geography.north)
        return {
            "fighters.jnim": dt
            * self._seep(
                s.row("fighters.jnim"), pull * (self.entry + s.row("control.jnim")), geography
            ),
            "fighters.isgs": dt
            * self._seep(
                s.row("fighters.isgs"), stay * (self.entry + s.row("control.isgs")), geography
            ),
        }

    def _seep(self, men: Array, attraction: Array, geography: Geography) -> Array:
        leaving = self.mobility * men
        offered = leaving / neighbours_sum(attraction, geography)
        return np.asarray(attraction * neighbours_sum(offered, geography) - leaving)
