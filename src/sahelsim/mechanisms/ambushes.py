"""Ambushes: insurgents strike soldiers and contractors; aimed fire from few at many.

Equation
    E = a · t · k · heat · I · R / (R + R0) ;  deaths = min(events(E), ⌊cap · R⌋), by each group
    R = army + (x_w + sweep) · (1 + g · hunt) · Wagner + x_f · French
    t_JNIM = tempo_JNIM · (1 − q · talks) ;  t_ISGS = tempo_ISGS · here

Symbols
    I fighters of the group, army, Wagner, French men in the place, R of these exposed (people), R0
    of these at which half of the attacks find a target (targets_half), a soldiers killed per
    insurgent and week (aimed_fire), x_w, x_f exposure of a Wagner man apart from operations and of
    a French one (wagner_exposure, french_exposure), g what the hunt adds (hunt_gain), q restraint
    in talks (talks_restraint), cap largest share killed (loss_cap), k contact: how easily armed men
    meet there (0-1, by people per square kilometre), heat intensity of the war there, tempo as the
    group chose (factors), talks of junta and JNIM (0-1), here share of ISGS's war with states
    fought in Mali, sweep share of Wagner's men on operations, hunt weight that JNIM gives to
    attacking Wagner (0-1),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    Deitchman (1962), ``deitchman_1962``: the guerrilla's fire is aimed, hence linear in I

Assumptions
    Deaths fall on army, Wagner and French men by their parts in R. JNIM's hunt for Wagner makes it
    a target of ISGS too. All of Wagner's men in a place count alike, guards too.

Not here
    Sieges of towns; the army's revenge on civilians; the attackers' own losses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, people, share, weekly_rate
from sahelsim.model.forms import eventful
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


def deitchman_invariant(
    conventional: float, guerrillas: float, aimed: float, unaimed: float
) -> float:
    """Return b·G²/2 − a·I, which Deitchman's mixed law conserves.

    Examples
    --------
    >>> round(deitchman_invariant(1000.0, 500.0, 0.05, 1e-4), 9)
    25.0
    """
    return unaimed * conventional**2 / 2.0 - aimed * guerrillas


@dataclass(frozen=True)
class Ambushes(Mechanism):
    """Insurgents strike soldiers and contractors; aimed fire from few at many."""

    phase = "clashes"
    reads = (
        "fighters",
        "heat",
        "jnim_tempo",
        "isgs_tempo",
        "isgs_here",
        "hunt_wagner",
        "talks",
        "sweep_share",
    )
    writes = ("battle_deaths", "fighters", "fighters_killed")

    aimed_fire: float = weekly_rate(
        0.0056,
        "scaled so that the state side loses about 300 men a year, as in 2021",
        low=0.001,
        high=0.02,
    )
    targets_half: float = people(
        250.0,
        "a few hundred men with convoys already offer targets every week",
        low=50.0,
        high=1000.0,
    )
    event_size: float = parameter(6.0, "typical attack of 2021", unit="deaths", low=2.0, high=20.0)
    tail: float = parameter(
        2.2,
        "attacks on camps killed 20 to 50 several times between 2019 and 2021",
        unit="1",
        low=1.5,
        high=5.0,
    )
    wagner_exposure: float = share(
        0.3, "guards of mines and palaces are hit less often than patrols", low=0.05
    )
    french_exposure: float = share(0.15, "armour, air cover and few men on the roads", low=0.02)
    hunt_gain: float = parameter(
        3.0,
        "a group that hunts contractors turns much of its fire on them",
        unit="1",
        low=0.5,
        high=10.0,
    )
    talks_restraint: float = share(0.5, "talks bind some of JNIM's commanders, not all")
    loss_cap: float = share(
        0.5, "even a camp that is overrun does not lose most of its men", low=0.2, high=0.8
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return soldiers and contractors killed, by place."""
        exposed = {
            "fama": s.row("fighters.fama"),
            "wagner": s.row("fighters.wagner")
            * (self.wagner_exposure + s.sweep_share)
            * (1.0 + self.hunt_gain * s.hunt_wagner),
            "france": self.french_exposure * s.row("fighters.france"),
        }
        reach = exposed["fama"] + exposed["wagner"] + exposed["france"]
        most, reached = np.floor(self.loss_cap * reach), np.maximum(reach, 1.0)
        booked = {f"fighters_killed.{side}": np.zeros_like(reach) for side in exposed}
        for group, tempo in (
            ("jnim", s.jnim_tempo * (1.0 - self.talks_restraint * s.talks)),
            ("isgs", s.isgs_tempo * s.isgs_here),
        ):
            rate = self.aimed_fire * tempo * s.row(f"fighters.{group}") * s.heat
            expected = dt * geography.contact * rate * reach / (reach + self.targets_half)
            drawn = eventful(expected, self.event_size, self.tail, rng, group)
            killed = np.minimum(drawn, most)
            booked[f"battle_deaths.state_{group}"] = killed
            for side, men in exposed.items():
                booked[f"fighters_killed.{side}"] += killed * men / reached
        booked.update({f"fighters.{side}": -booked[f"fighters_killed.{side}"] for side in exposed})
        return booked
