"""Insurgent movement: jihadist groups seep into neighbouring cercles that offer an opening.

Equation
    dF_q = a_q · Σ_p m · F_p / Z_p − m · F_q ;  Z_p = Σ_q a_q ;  both sums over neighbours
    a = u · (e + c) · (1 + b · push · south) · (o + home, if its card names one)
    u = (u0 + anger) / (1 + G / G0) ;  G = state side + (1 − pact) · signatories

Symbols
    F fighters of the group in a cercle (people), m mobility (1/week), a attraction, u opening,
    anger at the state, mean of people at home (0-1), c the group's own control (share), e what
    draws it to a place where it holds nothing (entry, share), push weight it gives to the south
    (0-1), b its pull (southern_pull, factor), south 1 outside north and centre, home 1 in the part
    of the country that its card names, else 0, G men there who keep them out (people), G0 those who
    halve attraction (deterrent_force, people), pact of signatories and jihadists (0-1), u0 opening
    where nobody is angry (calm_opening, share), o what draws a group out of its home (outside_home,
    factor)

Source
    escalation rather than relocation: ``schutte_weidmann_2011``, hence fighters keep to where
    their group rules and expand from there; the form is assumed

Assumptions
    Only neighbouring cercles are reached in a week; nobody is lost on the way. The same share
    leaves every cercle, however firm the group's hold: rule draws men in, it does not keep them.
    A pact with one group opens the way to all.

Not here
    Recruitment and losses; militias, who keep nobody out; distance and length of border.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, people, share, weekly_rate
from sahelsim.model.forms import neighbours_sum
from sahelsim.model.harm import anger_by_place
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class InsurgentMovement(Mechanism):
    """Jihadist groups seep into neighbouring cercles that offer an opening."""

    phase = "movement"
    reads = (
        "fighters",
        "control",
        "revenge_state",
        "legitimacy",
        "population",
        "south_push",
        "pact",
    )
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
    outside_home: float = factor(
        0.2,
        "ISGS kept to Ménaka, Gao and the border: a sixth of the north's draw",
        low=0.01,
        high=2.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of jihadist fighters by place; each group's total is kept."""
        anger = anger_by_place(s, geography)
        force = s.total("fighters", "army", "contractor", "foreign_force")
        force = force + (1.0 - s.pact) * s.total("fighters", "signatory", "pro_state_signatory")
        opening = (self.calm_opening + anger) / (1.0 + force / self.deterrent_force)
        south = (1.0 - geography.north) * (1.0 - geography.centre)
        moved = {}
        for who, men in s.each("fighters", "jihadist").items():
            drawn = opening * (1.0 + self.southern_pull * s.row(f"south_push.{who}") * south)
            if home := s.roster.card(who).home:
                drawn = drawn * (self.outside_home + getattr(geography, home))
            attraction = drawn * (self.entry + s.row(f"control.{who}"))
            moved[f"fighters.{who}"] = dt * self._seep(men, attraction, geography)
        return moved

    def _seep(self, men: Array, attraction: Array, geography: Geography) -> Array:
        leaving = self.mobility * men
        offered = leaving / neighbours_sum(attraction, geography)
        return np.asarray(attraction * neighbours_sum(offered, geography) - leaving)
