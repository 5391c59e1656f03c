"""Insurgent movement: JNIM and ISGS seep into neighbouring cercles that offer an opening.

Equation
    out_p = m · F_p ;  in_q = a_q · Σ_p (out_p / Z_p) over neighbours ;  Z_p = Σ_q a_q
    a_q = (0.05 + anger_q) · (e + c_q) · (1 + b · south_q) / (1 + G_q / G0)

Symbols
    F fighters (people), m mobility (1/week), a attraction, anger the people's anger at the state,
    c the group's own share of control, e what draws it to a place where it holds nothing (share),
    south 1 outside north and centre, b the push south that JNIM chose, G men who keep them out: the state side, and CMA and Platform unless a pact holds (people)

Source
    escalation rather than relocation: ``schutte_weidmann_2011``, hence fighters keep to where
    their group rules and expand from there; the form is assumed

Assumptions
    Only neighbouring cercles are reached in a week; nobody is lost on the way.

Not here
    Recruitment and losses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.forms import anger_by_place, neighbours_sum
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class InsurgentMovement(Mechanism):
    """JNIM and ISGS seep into neighbouring cercles that offer an opening."""

    phase = "movement"
    reads = ("fighters", "control", "anger_state", "population", "south_push", "pact")
    writes = ("fighters",)

    mobility: float = parameter(
        0.012,
        unit="1/week",
        low=0.0,
        high=0.1,
        source="assumed",
        why="escalation dominates relocation, so few fighters change cercle in a week",
    )
    deterrent_force: float = parameter(
        400.0,
        unit="people",
        low=100.0,
        high=2000.0,
        source="assumed",
        why="about a battalion halves a cercle's attraction",
    )
    entry: float = parameter(
        0.05,
        unit="share of control",
        low=0.01,
        high=1.0,
        source="assumed",
        why="a cercle where nobody pays them draws a twelfth of what one under their rule does; "
        "large values let a group melt away from its strongholds, which is relocation",
    )
    southern_pull: float = parameter(
        3.0,
        unit="factor",
        low=0.0,
        high=10.0,
        source="assumed",
        why="an ordered expansion must be visible within a year",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of jihadist fighters by place; each group's total is kept."""
        anger = anger_by_place(s, world)
        force = s.row("fighters.fama") + s.row("fighters.wagner") + s.row("fighters.france")
        force = force + (1.0 - s.pact) * (s.row("fighters.cma") + s.row("fighters.platform"))
        opening = (0.05 + anger) / (1.0 + force / self.deterrent_force)
        south = (1.0 - world.north) * (1.0 - world.centre)
        pull = opening * (1.0 + self.southern_pull * s.south_push * south)
        stay = opening * (0.2 + world.north)
        return {
            "fighters.jnim": dt
            * self._seep(
                s.row("fighters.jnim"), pull * (self.entry + s.row("control.jnim")), world
            ),
            "fighters.isgs": dt
            * self._seep(
                s.row("fighters.isgs"), stay * (self.entry + s.row("control.isgs")), world
            ),
        }

    def _seep(self, men: Array, attraction: Array, world: World) -> Array:
        leaving = self.mobility * men
        offered = leaving / neighbours_sum(attraction, world)
        return np.asarray(attraction * neighbours_sum(offered, world) - leaving)
