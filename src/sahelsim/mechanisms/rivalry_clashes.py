"""Rivalry clashes: jihadist groups fight each other, and signatories fight those hostile to them.

Equation
    E_1 = c · k · heat · rivalry · min(I_1, I_2), of two groups that are enemies
    E_2 = c · k · heat · w · tempo · min(G, I), of a group and its enemies among the signatories
    D = events(E), for each: min(⌊f · D⌋, cap · F) die of the first named,
    min(D − ⌊f · D⌋, cap · I) of the other, which thus bears the odd death; none loses more than
    it has

Symbols
    I fighters of a jihadist group, G of the signatories hostile to it, together, in the same place,
    F those of its foe (people), c deaths per pair of fighters in contact and week (contact_deaths),
    k contact: how easily armed men meet there (0-1, by people per square kilometre), heat intensity
    of the war there (factor), rivalry how hard jihadist groups fight each other (0-1), tempo of the
    group's operations (factor), w how hard the signatories fight (signatories_weight), f share of
    the dead on the first side (foe_share), cap largest share of a side killed by the other
    (loss_cap),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    dyads of UCDP (``ucdp_brd``); three-sided allocation of force: ``kress_2018``; scale assumed

Assumptions
    Contact is limited by the smaller side. Signatories fight a group side by side, as hard as its
    tempo makes it, and share their dead by numbers. Tempo does not move the fight among groups.

Not here
    War between those whose cards do not call each other enemies; signatories against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import added, eventful, shared
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


SIGNATORIES = ("signatory", "pro_state_signatory")


@dataclass(frozen=True)
class RivalryClashes(Mechanism):
    """Jihadist groups fight each other, and signatories fight those hostile to them."""

    phase = "clashes"
    reads = ("fighters", "rivalry", "tempo", "heat")
    writes = (
        "battle_deaths",
        "fighters",
        "fighters_killed",
    )

    contact_deaths: float = weekly_rate(
        0.021,
        "scaled to UCDP's non-state deaths of November 2020 to October 2021 outside the centre, about 10 a month",
        low=0.0,
        high=0.1,
    )
    event_size: float = parameter(
        8.0, "reported clashes of 2020-21", unit="deaths", low=2.0, high=30.0
    )
    tail: float = parameter(2.2, "as for attacks on camps", unit="1", low=1.5, high=5.0)
    signatories_weight: float = factor(
        0.4, "they guard their towns and seldom seek ISGS out", low=0.05, high=1.0
    )
    foe_share: float = share(
        0.5, "neither side of these clashes is taken to have the better of it", low=0.2, high=0.8
    )
    loss_cap: float = share(
        0.5, "the weaker side gets away before most of its men are dead", low=0.2, high=0.9
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return losses of jihadists and signatories by place."""
        left = s.each("fighters", "jihadist")
        pace = dt * self.contact_deaths * geography.contact * s.heat
        booked: dict[str, Array] = {}
        for one, other in combinations(s.roster.of("jihadist"), 2):
            if s.roster.hostile(one, other):
                men = s.row(f"fighters.{one}"), s.row(f"fighters.{other}")
                dead = self._dead(pace * s.rivalry, men, rng, f"{one}_{other}")
                fell = {one: dead[0], other: dead[1]}
                _book(booked, f"{one}_{other}", _within(fell, left))
        for foe in s.roster.of("jihadist"):
            guards = {n: s.row(f"fighters.{n}") for n in s.roster.foes(foe, *SIGNATORIES)}
            if guards:
                men = added(guards.values()), s.row(f"fighters.{foe}")
                effort = pace * self.signatories_weight * s.row(f"tempo.{foe}")
                dead = self._dead(effort, men, rng, f"signatories_{foe}")
                fell = {**shared(dead[0], guards), foe: dead[1]}
                _book(booked, f"signatories_{foe}", _within(fell, left))
        return booked

    def _dead(
        self, pace: Array, men: tuple[Array, Array], rng: Uniform, part: str
    ) -> tuple[Array, Array]:
        """Return the dead of both sides of one clash; the second bears the odd one."""
        drawn = eventful(pace * np.minimum(*men), self.event_size, self.tail, rng, part)
        of_first = np.floor(self.foe_share * drawn)
        return (
            np.minimum(of_first, self.loss_cap * men[0]),
            np.minimum(drawn - of_first, self.loss_cap * men[1]),
        )


def _within(fell: dict[str, Array], left: dict[str, Array]) -> dict[str, Array]:
    """Return the dead of each force, of jihadists never more than other clashes have left."""
    dead = {who: np.minimum(men, left[who]) if who in left else men for who, men in fell.items()}
    left.update({who: left[who] - men for who, men in dead.items() if who in left})
    return dead


def _book(booked: dict[str, Array], dyad: str, dead: dict[str, Array]) -> None:
    for who, men in dead.items():
        booked[f"fighters_killed.{who}"] = booked.get(f"fighters_killed.{who}", 0.0) + men
        booked[f"fighters.{who}"] = -booked[f"fighters_killed.{who}"]
    booked[f"battle_deaths.{dyad}"] = added(dead.values())
