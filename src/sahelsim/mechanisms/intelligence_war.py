"""Intelligence war: the state side hunts insurgents; what people tell decides whom it finds.

Equation
    E = γ · c · k · heat · H · (μ + (1 − μ) · i) · I / (I + I0) ;  D = min(events(E), ⌊cap · I⌋)
    H = Σ l(r) · h_army + l_c · l(r) · h_contractor + l_f · h_foreign ;  l(r) = 0.5 + 0.5 · r
    h_army = army · paid · (a0 + a1 · rel) ;  h_contractor = men · (sweep + w_m · mines) · (e0 + effort)
    h_foreign = w_f · troops · strikes · rel · [rel > ¼]
    μ = vis · (1 − Ω) + Ω ;  i = I / (I + n · N) ;  c = (1 − q · talks) · (1 − k_c · ceasefire) · here

Symbols
    D deaths of a jihadist group, I its fighters, army, men, troops those of these forces in the
    place, paid what pay and supplies let the army do (0-1), h hunting effort, H the same of all (people), c part of the group in reach, γ kills per
    hunter and week (kill_rate), I0 half_saturation (people), k contact (0-1, by people per square
    kilometre), heat intensity of the war there (factor), r a force's ruthlessness, l lethality, Ω
    information, μ detection, vis visibility, i insurgents' share of the people in reach (all 0-1),
    N people of the place in November 2021, rel relation with a foreign force, for the army the best
    (0-1), strikes its tempo (factor), sweep, mines shares of a contractor's men, effort its own
    (0-1), talks of the regime with the group (0-1), here share of the group's war fought in the
    country, cap largest share killed (loss_cap), l_c, l_f harm done by a contractor's and a foreign
    man (contractor_lethality, foreign_lethality), n share of people whom a sweep meets
    (people_in_reach), q restraint in talks (talks_restraint), ceasefire 1 while one holds with the
    group, k_c how far it is kept (``kept``, share); of the hunt, which ``Hunt`` declares for
    collateral damage too: a0 army_alone, a1 foreign_support, w_m mines_weight, e0 least_effort, w_f
    foreign_weight; events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means
    (event_size, tail)

Source
    Kress and Szechtman (2009), ``kress_szechtman_2009``; detection and l(r): ``athena_mag``

Assumptions
    A hunt needs a target: it saturates when insurgents are few (I0). The same effort goes in full
    against each group. Foreign forces kill alike whatever anybody's ruthlessness.

Not here
    Rebels (open battle); civilians hurt (collateral damage); the army's own losses (ambushes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, people, share, weekly_rate
from sahelsim.model.forms import added, detection, eventful, lethality
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
    foreign_support: float = factor(
        0.2, "intelligence and air cover of France make up a fifth of the effort", low=0.0, high=0.6
    )
    mines_weight: float = share(0.25, "guards of mines look for insurgents around them at times")
    least_effort: float = factor(
        0.5, "men on operations patrol even if Wagner makes no effort", low=0.1, high=1.0
    )
    foreign_weight: float = factor(
        3.0,
        "drones, helicopters and special forces find more than foot patrols",
        low=1.0,
        high=10.0,
    )


def hunting_effort(s: State, hunt: Hunt) -> dict[str, Array]:
    """Return each state-side force's effort on operations (people), (replicates, places)."""
    support = hunt.army_alone + hunt.foreign_support * s.most("relation", "foreign_force")
    support = support * s.army_effort
    found = {who: men * support for who, men in s.each("fighters", "army").items()}
    for who, men in s.each("fighters", "contractor").items():
        sweepers = s.row(f"sweep_share.{who}") + hunt.mines_weight * s.row(f"mines_share.{who}")
        found[who] = men * sweepers * (hunt.least_effort + s.row(f"effort.{who}"))
    for who, men in s.each("fighters", "foreign_force").items():
        relation = s.row(f"relation.{who}")
        relation = np.where(relation > ENDED, relation, 0.0)
        found[who] = hunt.foreign_weight * men * s.row(f"strike_tempo.{who}") * relation
    return found


@dataclass(frozen=True)
class IntelligenceWar(Hunt, Mechanism):
    """The state side hunts insurgents; what people tell decides whom it finds."""

    phase = "clashes"
    reads = (
        "fighters",
        "information",
        "heat",
        "ruthlessness",
        "effort",
        "army_effort",
        "sweep_share",
        "mines_share",
        "strike_tempo",
        "relation",
        "ceasefire",
        "talks",
        "here",
    )
    writes = (
        "battle_deaths",
        "fighters",
        "fighters_killed",
        "enemies_killed",
    )

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
    contractor_lethality: float = factor(
        1.5, "contractors are taken to press a hunt harder than soldiers do", low=0.5, high=3.0
    )
    foreign_lethality: float = factor(
        0.5, "as much as the army's under full restraint", low=0.2, high=1.0
    )
    people_in_reach: float = share(
        0.002, "a sweep meets a few villages of a cercle, not its people", low=0.0005, high=0.01
    )
    talks_restraint: float = share(0.5, "talks spare some of JNIM's groups, not all")
    kept: float = share(0.7, "a ceasefire binds most commanders, not all")
    loss_cap: float = share(0.8, "some of a group are always elsewhere", low=0.4)

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return insurgents killed by the state side, by group and place."""
        force, found = self._force(s), detection(s.information, self.visibility)
        booked: dict[str, Array] = {}
        for group, men in s.each("fighters", "jihadist").items():
            reach = 1.0 - self.talks_restraint * s.row(f"talks.{group}")
            reach = reach * (1.0 - self.kept * s.row(f"ceasefire.{group}"))
            reach = reach * s.row(f"here.{group}")
            share = men / (men + self.people_in_reach * geography.population)
            rate = self.kill_rate * (found + (1.0 - found) * share) * reach * s.heat
            expected = dt * geography.contact * rate * force * men / (men + self.half_saturation)
            drawn = eventful(expected, self.event_size, self.tail, rng, group)
            killed = np.minimum(drawn, np.floor(self.loss_cap * men))
            booked[f"battle_deaths.state_{group}"] = killed
            booked[f"fighters_killed.{group}"] = killed
            booked[f"fighters.{group}"] = -killed
            booked["enemies_killed"] = booked.get("enemies_killed", 0.0) + killed
        return booked

    def _force(self, s: State) -> Array:
        """Return the force of all hunters together (people), (replicates, places)."""
        effort = hunting_effort(s, self)

        def of(role: str) -> list[tuple[str, Array]]:
            return [(who, effort[who]) for who in s.roster.of(role)]

        found = [men * lethality(s.row(f"ruthlessness.{who}")) for who, men in of("army")]
        found += [self.foreign_lethality * men for _, men in of("foreign_force")]
        found += [
            self.contractor_lethality * men * lethality(s.row(f"ruthlessness.{who}"))
            for who, men in of("contractor")
        ]
        return added([np.zeros(s.heat.shape), *found])
