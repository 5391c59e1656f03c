"""Ambushes: insurgents strike soldiers and contractors; aimed fire from few at many.

Equation
    E = a · t · k · heat · I · R / (R + R0) ;  deaths = min(events(E), ⌊cap · R⌋), by each group
    R = army + (x_c + sweep) · (1 + g · hunt) · contractor + x_f · foreign
    t = tempo · (1 − q · talks) · (1 − k_c · ceasefire) · here · means^z

Symbols
    I fighters of a jihadist group, army, contractor, foreign men of these forces in the place, R of
    these exposed (people), R0 of these at which half of the attacks find a target (targets_half), a
    soldiers killed per insurgent and week (aimed_fire), x_c, x_f exposure of a contractor's man
    apart from operations and of a foreign soldier (contractor_exposure, foreign_exposure), g what
    the hunt adds (hunt_gain), q restraint in talks (talks_restraint), ceasefire 1
    while one holds with the group, k_c how far it is kept (``kept``, share), cap largest share killed
    (loss_cap), k contact: how easily armed men meet there (0-1, by people per square kilometre),
    heat intensity of the war there, tempo as the group chose (factors), talks of the regime with
    the group (0-1), means what the group spends on a fighter against the usual (factor), z how that tells
    (means_power), here share of its war with states fought in the country, sweep share of the
    contractor's men on operations, hunt weight that a group gives to attacking contractors, the
    largest of all groups' (0-1),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    Deitchman (1962), ``deitchman_1962``: the guerrilla's fire is aimed, hence linear in I

Assumptions
    Deaths fall on the forces of the state side by their parts in R. One group's hunt for
    contractors makes them a target of the others too. All of a contractor's men in a place count
    alike, guards too.

Not here
    Sieges of towns; the army's revenge on civilians; the attackers' own losses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, people, share, weekly_rate
from sahelsim.model.forms import added, eventful
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
        "tempo",
        "here",
        "means",
        "hunt",
        "ceasefire",
        "talks",
        "sweep_share",
    )
    writes = (
        "battle_deaths",
        "fighters",
        "fighters_killed",
    )

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
    contractor_exposure: float = share(
        0.3, "guards of mines and palaces are hit less often than patrols", low=0.05
    )
    foreign_exposure: float = share(0.15, "armour, air cover and few men on the roads", low=0.02)
    hunt_gain: float = parameter(
        3.0,
        "a group that hunts contractors turns much of its fire on them",
        unit="1",
        low=0.5,
        high=10.0,
    )
    talks_restraint: float = share(0.5, "talks bind some of JNIM's commanders, not all")
    kept: float = share(0.7, "a ceasefire binds most commanders, not all")
    means_power: float = parameter(
        0.5,
        "as for soldiers' pay: explosives and fuel cost money, daring does not",
        unit="1",
        low=0.0,
        high=1.0,
    )
    loss_cap: float = share(
        0.5, "even a camp that is overrun does not lose most of its men", low=0.2, high=0.8
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return soldiers and contractors killed, by place."""
        exposed = self._exposed(s)
        reach = added(exposed.values())
        most, reached = np.floor(self.loss_cap * reach), np.maximum(reach, 1.0)
        booked = {f"fighters_killed.{side}": np.zeros_like(reach) for side in exposed}
        for group, men in s.each("fighters", "jihadist").items():
            restraint = 1.0 - self.talks_restraint * s.row(f"talks.{group}")
            restraint = restraint * (1.0 - self.kept * s.row(f"ceasefire.{group}"))
            tempo = s.row(f"tempo.{group}") * restraint * s.row(f"here.{group}")
            tempo = tempo * s.row(f"means.{group}") ** self.means_power
            rate = self.aimed_fire * tempo * men * s.heat
            expected = dt * geography.contact * rate * reach / (reach + self.targets_half)
            drawn = eventful(expected, self.event_size, self.tail, rng, group)
            killed = np.minimum(drawn, most)
            booked[f"battle_deaths.state_{group}"] = killed
            for side, here in exposed.items():
                booked[f"fighters_killed.{side}"] += killed * here / reached
        booked.update({f"fighters.{side}": -booked[f"fighters_killed.{side}"] for side in exposed})
        return booked

    def _exposed(self, s: State) -> dict[str, Array]:
        """Return how many men of each force of the state side can be hit, by place."""
        found = s.each("fighters", "army")
        hunted = 1.0 + self.hunt_gain * s.most("hunt", "jihadist")
        for force, men in s.each("fighters", "contractor").items():
            out = self.contractor_exposure + s.row(f"sweep_share.{force}")
            found[force] = men * out * hunted
        for force, men in s.each("fighters", "foreign_force").items():
            found[force] = self.foreign_exposure * men
        return found
