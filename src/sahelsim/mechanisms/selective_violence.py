"""Selective violence: insurgents kill those they suspect where their control is almost complete.

Equation
    v_sel = v_max · (27/4) · x² · (1 − x) · F/100 ,  x = max(0, 2s − 1) ;  v_ind = v0 · b · F

Symbols
    s the group's share of control against the state's, v_max deaths per hundred fighters and week
    at the peak (s = 5/6), b brutality against whole communities, F fighters (people)

Source
    Kalyvas (2006), ``kalyvas_2006``: violence peaks under dominant but incomplete control; the
    cubic is an assumption. ISGS massacres of 2021-22: facts table

Assumptions
    JNIM's and the CMA's violence is selective; ISGS also punishes communities.

Not here
    Violence between communities (communal retaliation).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.forms import eventful
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


def selectivity(control: Array) -> Array:
    """Return Kalyvas's curve (27/4)·x²·(1 − x), 0-1, with its peak at control 5/6.

    Examples
    --------
    >>> selectivity(np.array([0.5, 5 / 6, 1.0])).round(6)
    array([0., 1., 0.])
    """
    x = np.maximum(0.0, 2.0 * control - 1.0)
    return np.asarray(6.75 * x**2 * (1.0 - x))


@dataclass(frozen=True)
class SelectiveViolence(Mechanism):
    """Insurgents kill those they suspect where their control is almost complete."""

    phase = "harm"
    reads = (
        "fighters",
        "control",
        "truce",
        "isgs_brutality",
        "isgs_tempo",
        "jnim_tempo",
        "heat",
        "accord_in_force",
    )
    writes = ("civilians_killed",)

    peak_rate: float = parameter(
        0.2,
        unit="deaths per 100 fighters and week",
        low=0.0,
        high=3.0,
        source="assumed",
        why="jihadists caused over half of about 580 civilian deaths of 2021 (UN)",
    )
    terror_rate: float = parameter(
        0.0007,
        unit="deaths per fighter and week",
        low=0.0,
        high=0.02,
        source="assumed",
        why="attacks on villages and buses in contested cercles, same UN counts",
    )
    event_size: float = parameter(
        5.0, unit="deaths", low=1.0, high=30.0, source="assumed", why="attacks of 2021"
    )
    tail: float = parameter(
        2.0,
        unit="1",
        low=1.4,
        high=5.0,
        source="assumed",
        why="a little less heavy than massacres between communities (1.8)",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return civilians killed by JNIM, ISGS and CMA, by place."""
        war = 0.3 * (1.0 - s.accord_in_force)
        terror = {
            "jnim": (1.0 - s.truce) * s.jnim_tempo,
            "isgs": 6.0 * s.isgs_brutality * s.isgs_tempo,
            "cma": war,
        }
        state = s.row("control.state")
        booked: dict[str, Array] = {}
        for group, factor in terror.items():
            men, held = s.row(f"fighters.{group}"), s.row(f"control.{group}")
            curve = selectivity(held / (held + state + 1e-6))
            selective = self.peak_rate * curve * (men / 100.0) * (1.0 if group != "cma" else war)
            expected = dt * (selective + self.terror_rate * factor * men) * s.heat
            killed = eventful(expected, self.event_size, self.tail, rng, group)
            booked[f"civilians_killed.{group}"] = killed
        return booked
