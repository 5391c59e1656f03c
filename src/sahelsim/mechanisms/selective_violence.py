"""Selective violence: insurgents kill those they suspect where they almost rule, others anywhere.

Equation
    E = heat · (v_max · q · f(x) · F / 100 + v0 · b · F) ;  deaths = events(E), by each group
    f(x) = (27/4) · x² · (1 − x) ;  x = max(0, 2s − 1) ;  s = c / (c + c_state + 0.000001)
    q = 1, b = (1 − truce) · tempo · g · r for jihadists
    q = b = w · war for signatories

Symbols
    F fighters of the group in the place (people), c its control, s its share of control against the
    state's, v_max deaths per hundred fighters and week at the peak, s = 5/6 (peak_rate), v0 deaths
    per fighter and week of blind terror (terror_rate), b the group's weight in it, heat intensity
    of the war there (factor), tempo of a group (factor), r its ruthlessness (0-1), truce local
    ceasefire, 0 for a group that makes none (0-1), war 1 while state and signatories fight openly,
    w the rebels' violence in war against a jihadist group's (rebel_weight), g blind terror of a
    group without any restraint (brutality_weight), events(E) heavy-tailed events of whole deaths, E
    on average, cut at 60 means (event_size, tail)

Source
    Kalyvas (2006), ``kalyvas_2006``: violence peaks under dominant but incomplete control; the
    cubic is an assumption. Massacres of 2021-22: facts table

Assumptions
    All also strike communities blindly wherever they stand, whatever they control; signatories kill
    nobody while the accord holds or fighting rests. A truce restrains blind violence, not
    selective.

Not here
    Violence between communities (communal retaliation); denunciation, for which s stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter
from sahelsim.model.forms import eventful
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.peace import open_war
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

PEAK = 27.0 / 4.0  # brings the greatest value of x²·(1 − x), at x = 2/3, to 1


def selectivity(control: Array) -> Array:
    """Return Kalyvas's curve (27/4)·x²·(1 − x), 0-1, with its peak at control 5/6.

    Examples
    --------
    >>> selectivity(np.array([0.5, 5 / 6, 1.0])).round(6)
    array([0., 1., 0.])
    """
    x = np.maximum(0.0, 2.0 * control - 1.0)
    return np.asarray(PEAK * x**2 * (1.0 - x))


@dataclass(frozen=True)
class SelectiveViolence(Mechanism):
    """Insurgents kill those they suspect where they almost rule, others anywhere."""

    phase = "harm"
    reads = (
        "fighters",
        "control",
        "truce",
        "ruthlessness",
        "tempo",
        "heat",
        "accord_in_force",
        "ceasefire",
        "dormant",
    )
    writes = ("civilians_killed",)

    peak_rate: float = parameter(
        0.2,
        "jihadists caused over half of about 580 civilian deaths of 2021 (UN)",
        unit="deaths per 100 fighters and week",
        low=0.0,
        high=3.0,
    )
    terror_rate: float = parameter(
        0.0007,
        "attacks on villages and buses in contested cercles, same UN counts",
        unit="deaths per fighter and week",
        low=0.0,
        high=0.02,
    )
    event_size: float = parameter(5.0, "attacks of 2021", unit="deaths", low=1.0, high=30.0)
    tail: float = parameter(
        2.0,
        "a little less heavy than massacres between communities (1.8)",
        unit="1",
        low=1.4,
        high=5.0,
    )
    rebel_weight: float = factor(
        0.3,
        "the CMA lives among its own people and is taken to need little terror",
        low=0.0,
        high=1.0,
    )
    brutality_weight: float = factor(
        6.0,
        "ISGS massacred whole villages; JNIM's blind attacks are taken to be fewer and smaller",
        low=1.0,
        high=20.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return civilians killed by jihadists and rebels, by place."""
        state, war = s.row("control.state"), self.rebel_weight * open_war(s)
        terror: dict[str, tuple[Array | float, Array]]
        terror = {who: (1.0, self._terror(s, who)) for who in s.roster.of("jihadist")}
        terror |= dict.fromkeys(s.roster.of("signatory"), (war, war))
        booked: dict[str, Array] = {}
        for group, (chosen, blind) in terror.items():
            men, held = s.row(f"fighters.{group}"), s.row(f"control.{group}")
            curve = selectivity(held / (held + state + 1e-6))
            selective = self.peak_rate * curve * (men / 100.0) * chosen
            expected = dt * (selective + self.terror_rate * blind * men) * s.heat
            killed = eventful(expected, self.event_size, self.tail, rng, group)
            booked[f"civilians_killed.{group}"] = killed
        return booked

    def _terror(self, s: State, group: str) -> Array:
        """Return how much a jihadist group kills blindly, for each of its men."""
        keeps = float(s.roster.can(group, "truce_with_community"))
        cruel = self.brutality_weight * s.row(f"ruthlessness.{group}")
        return np.asarray((1.0 - keeps * s.truce) * s.row(f"tempo.{group}") * cruel)
