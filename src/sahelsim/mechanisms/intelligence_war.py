"""Intelligence war: the state side hunts insurgents; what people tell decides whom it finds.

Equation
    E = γ · c · k · heat · H · (μ + (1 − μ) · i) · I / (I + I0) ;  D = min(events(E), ⌊cap · I⌋)
    H = l(r) · h_army + l_w · l(r_Wagner) · h_Wagner + l_f · h_France ;  l(r) = 0.5 + 0.5 · r
    h_army = army · (a0 + a1 · rel) ;  h_Wagner = Wagner · (sweep + w_m · mines) · (e0 + effort)
    h_France = w_f · French · strikes · rel · [rel > ¼]
    μ = vis · (1 − Ω) + Ω ;  i = I / (I + n · N) ;  c_JNIM = 1 − q · talks ;  c_ISGS = here

Symbols
    D deaths of JNIM or of ISGS, I its fighters, army, Wagner, French men in the place, h hunting
    effort, H the same by force (people), c part of the group in reach, γ kills per hunter and week
    (kill_rate), I0 half_saturation (people), k contact (0-1, by people per square kilometre), heat
    intensity of the war there (factor), r ruthlessness, l lethality, Ω information, μ detection,
    vis visibility, i insurgents' share of the people in reach (all 0-1), N people of the place in
    November 2021, rel relation with France (0-1), strikes French tempo (factor), sweep, mines
    shares of Wagner's men, effort Wagner's (0-1), talks of junta and JNIM (0-1), here share of
    ISGS's war fought in Mali, cap largest share killed (loss_cap), l_w, l_f harm done by a Wagner
    and a French man (wagner_lethality, french_lethality), n share of people whom a sweep meets
    (people_in_reach), q restraint in talks (talks_restraint); of the hunt, which ``Hunt`` declares
    for collateral damage too: a0 army_alone, a1 french_support, w_m mines_weight, e0 least_effort,
    w_f french_weight;
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    Kress and Szechtman (2009), ``kress_szechtman_2009``; detection and l(r): ``athena_mag``

Assumptions
    A hunt needs a target: it saturates when insurgents are few (I0). The same effort goes in full
    against each group. French men kill alike whatever anybody's ruthlessness.

Not here
    The CMA (open battle); civilians hurt (collateral damage); the army's own losses (ambushes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, people, share, weekly_rate
from sahelsim.model.forms import detection, eventful, lethality
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


def stalemate(theta: float, information: float) -> float:
    """Return Kress and Szechtman's interior stalemate i* for a recruitment of θ·C.

    i* = (θ(1 − μ) − μ) / ((1 − μ)(1 + θ)), not below zero.

    Examples
    --------
    >>> round(stalemate(1.0, 0.3), 3), stalemate(1.0, 0.5)
    (0.286, 0.0)
    """
    unknown = 1.0 - information
    return max(0.0, (theta * unknown - information) / (unknown * (1.0 + theta)))


@dataclass(frozen=True)
class Hunt:
    """The numbers of the hunt: how many soldiers a man on operations is worth."""

    army_alone: float = factor(
        0.8, "without France the army keeps four fifths of its effort", low=0.4, high=1.0
    )
    french_support: float = factor(
        0.2, "intelligence and air cover of France make up a fifth of the effort", low=0.0, high=0.6
    )
    mines_weight: float = share(0.25, "guards of mines look for insurgents around them at times")
    least_effort: float = factor(
        0.5, "men on operations patrol even if Wagner makes no effort", low=0.1, high=1.0
    )
    french_weight: float = factor(
        3.0,
        "drones, helicopters and special forces find more than foot patrols",
        low=1.0,
        high=10.0,
    )


def hunting_effort(s: State, hunt: Hunt) -> dict[str, Array]:
    """Return each state-side force's effort on operations (people), (replicates, places)."""
    relation = np.where(s.french_relation > ENDED, s.french_relation, 0.0)
    sweepers = s.sweep_share + hunt.mines_weight * s.mines_share
    support = hunt.army_alone + hunt.french_support * s.french_relation
    return {
        "fama": s.row("fighters.fama") * support,
        "wagner": s.row("fighters.wagner") * sweepers * (hunt.least_effort + s.wagner_effort),
        "france": hunt.french_weight * s.row("fighters.france") * s.strike_tempo * relation,
    }


@dataclass(frozen=True)
class IntelligenceWar(Hunt, Mechanism):
    """The state side hunts insurgents; what people tell decides whom it finds."""

    phase = "clashes"
    reads = (
        "fighters",
        "information",
        "heat",
        "ruthlessness",
        "wagner_ruthlessness",
        "wagner_effort",
        "sweep_share",
        "mines_share",
        "strike_tempo",
        "french_relation",
        "talks",
        "isgs_here",
    )
    writes = ("battle_deaths", "fighters", "fighters_killed", "enemies_killed")

    kill_rate: float = weekly_rate(
        0.0074,
        "scaled so that state-based deaths match UCDP for November 2020 to October 2021",
        low=0.001,
        high=0.03,
    )
    visibility: float = share(
        0.05, "fighters without uniform are rarely found unless somebody tells", high=0.3
    )
    half_saturation: float = people(
        100.0, "a hunt in a cercle with fewer fighters mostly finds nobody", low=20.0, high=500.0
    )
    event_size: float = parameter(5.0, "typical clash of 2021", unit="deaths", low=2.0, high=15.0)
    tail: float = parameter(
        2.4,
        "gives monthly deaths about the dispersion of UCDP's series",
        unit="1",
        low=1.5,
        high=5.0,
    )
    wagner_lethality: float = factor(
        1.5, "contractors are taken to press a hunt harder than soldiers do", low=0.5, high=3.0
    )
    french_lethality: float = factor(
        0.5, "as much as the army's under full restraint", low=0.2, high=1.0
    )
    people_in_reach: float = share(
        0.002, "a sweep meets a few villages of a cercle, not its people", low=0.0005, high=0.01
    )
    talks_restraint: float = share(0.5, "talks spare some of JNIM's groups, not all")
    loss_cap: float = share(0.8, "some of a group are always elsewhere", low=0.4)

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return insurgents killed by the state side, by group and place."""
        effort = hunting_effort(s, self)
        army, wagner = lethality(s.ruthlessness), lethality(s.wagner_ruthlessness)
        french = self.french_lethality * effort["france"]
        force = effort["fama"] * army + french + self.wagner_lethality * effort["wagner"] * wagner
        found = detection(s.information, self.visibility)
        found_dead: dict[str, Array] = {}
        within_reach = {"jnim": 1.0 - self.talks_restraint * s.talks, "isgs": s.isgs_here}
        for group, reach in within_reach.items():
            men = s.row(f"fighters.{group}")
            share = men / (men + self.people_in_reach * geography.population)
            rate = self.kill_rate * (found + (1.0 - found) * share) * reach * s.heat
            expected = dt * geography.contact * rate * force * men / (men + self.half_saturation)
            drawn = eventful(expected, self.event_size, self.tail, rng, group)
            found_dead[group] = np.minimum(drawn, np.floor(self.loss_cap * men))
        return _booked(found_dead)


def _booked(dead: dict[str, Array]) -> dict[str, Array]:
    booked = {"enemies_killed": dead["jnim"] + dead["isgs"]}
    for group, killed in dead.items():
        booked[f"battle_deaths.state_{group}"] = killed
        booked[f"fighters_killed.{group}"] = killed
        booked[f"fighters.{group}"] = -killed
    return booked
