"""Garrisons: posts close where losses and isolation press, and open where men are free.

Equation
    flight, all of a place's posts close: P = 1 − exp(−f · rout · I) ;  retreat, one post closes: P = 1 − exp(−r · posts · I
    · exp(min(L, L1) / L0)) ;  opening of one: P = 1 − exp(−o · ⌊wanted − posts⌋ · (1 − I)), unless rout
    I = (1 − c) · (1 − near) ;  wanted = army · garrison / company
    bases = foreign contingents of more than F0 men here + site · [presence > ½]
    dV = (1 − V) · (closed + w · gone) / (posts + w · bases) − V / m ;  an opening ends V
    leaving = share of the foreign men here whom nobody plans for any more

Symbols
    posts of the army, bases of foreigners, closed and opened this week, gone of
    the bases (count), w posts that a base is worth (``base_worth``); c the state's
    control and near that of neighbours, weighed by border (share), I isolation (0-1), L soldiers
    lost in some six weeks, L0 losses that weigh e-fold (``losses_scale``), L1 the most that tell (``losses_cap``; deaths), rout panic that
    neighbours spread (0-1), V how much of the garrison left lately (``vacated``, 0-1), m its memory
    (weeks), army its men in the country, company men of a post (people), garrison its first day's
    places (share), site, presence of the UN's force (0-1), F0 ``least_base`` (people); rates per
    week: f ``flight``, r ``retreat``, o ``opening``

Source
    November 2019: after more than 100 soldiers were killed in six weeks the army left
    Anderaboukane, Indelimane and Labbezanga at once; 2012 and May 2014: of five northern capitals
    in reach of the rebels three were left within a week of the first one's fall (``facts_mali``)

Assumptions
    A post closes whole, without notice; foreigners leave bit by bit once their leaving is
    announced. Men of a closed post move to the others.

Not here
    What a closed post does to control (control events) and to violence (violence contagion).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, people, weekly_rate
from sahelsim.model.forms import neighbours_mean
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.roster import STATE
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

LEAST = 1e-9


@dataclass(frozen=True)
class Garrisons(Mechanism):
    """Posts close where losses and isolation press, and open where men are free."""

    phase = "movement"
    reads = (
        "posts",
        "bases",
        "vacated",
        "leaving",
        "control",
        "fighters",
        "recent_losses",
        "rout",
        "presence",
        "target",
        "coalition_target",
    )
    writes = ("posts", "posts_closed", "posts_opened", "bases", "vacated", "leaving")

    company: float = people(150.0, "a post is held by about a company", low=75.0, high=300.0)
    flight: float = weekly_rate(
        2.0,
        "three of five northern capitals, half isolated, were left within a week in 2012 and 2014",
        low=0.5,
        high=4.0,
    )
    retreat: float = weekly_rate(
        0.001,
        "some three remote posts given up in a year of usual losses, as before November 2019",
        low=0.0003,
        high=0.003,
    )
    losses_scale: float = parameter(
        50.0,
        "a hundred lost in six weeks emptied three posts at once in November 2019",
        unit="deaths",
        low=25.0,
        high=100.0,
    )
    losses_cap: float = parameter(
        150.0,
        "about the worst six weeks on record, in late 2019: more was never put to the test",
        unit="deaths",
        low=100.0,
        high=300.0,
    )
    opening: float = weekly_rate(
        0.04, "some posts were manned again within half a year", low=0.01, high=0.2
    )
    memory: float = parameter(
        26.0, "the gap is felt for about a year", unit="weeks", low=8.0, high=104.0
    )
    base_worth: float = factor(
        5.0, "a base of several hundred men is worth five companies' posts", low=2.0, high=8.0
    )
    least_base: float = people(20.0, "fewer are a liaison office, not a base", low=5.0, high=200.0)

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return posts closed and opened, bases, and how much of a garrison has left."""
        isolation = self.isolation(s, geography)
        closed = self._closed(s, isolation, rng.uniform("leave", s.posts.shape[1]), dt)
        free = np.maximum(0.0, np.floor(self._wanted(s, geography) - s.posts))
        wish = self.opening * free * (1.0 - isolation) * (s.rout <= LEAST)
        opened = 1.0 * (rng.uniform("open", s.posts.shape[1]) < -np.expm1(-dt * wish))
        opened = np.where(closed > 0.0, 0.0, opened)
        bases = self._bases(s, geography)
        gone = closed + self.base_worth * np.maximum(0.0, s.bases - bases)
        fresh = gone / np.maximum(s.posts + self.base_worth * s.bases, 1.0)
        vacated = np.where(opened > 0.0, -s.vacated, -dt * s.vacated / self.memory)
        return {
            "posts": opened - closed,
            "posts_closed": closed,
            "posts_opened": opened,
            "bases": bases - s.bases,
            "vacated": np.where(gone > 0.0, (1.0 - s.vacated) * fresh, vacated),
            "leaving": self._leaving(s, geography) - s.leaving,
        }

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return as many posts as the army's men in garrison fill, and the bases that stand."""
        return {
            "posts": np.round(self._wanted(s, geography)),
            "bases": self._bases(s, geography),
            "leaving": self._leaving(s, geography),
        }

    def isolation(self, s: State, geography: Geography) -> Array:
        """Return how far the state holds neither a place nor its surroundings, 0-1."""
        held = s.row(f"control.{STATE}")
        return np.asarray((1.0 - held) * (1.0 - neighbours_mean(held, geography)))

    def retreats(self, s: State, geography: Geography) -> Array:
        """Return posts given up a week where there is no rout: (replicates, places)."""
        return self._retreat(s, self.isolation(s, geography))

    def _retreat(self, s: State, isolation: Array) -> Array:
        press = np.exp(np.minimum(s.recent_losses, self.losses_cap) / self.losses_scale)
        return np.asarray(self.retreat * s.posts * isolation * press)

    def _closed(self, s: State, isolation: Array, draw: Array, dt: float) -> Array:
        fled = -np.expm1(-dt * self.flight * s.rout * isolation)
        left = -np.expm1(-dt * self._retreat(s, isolation))
        one = draw < fled + (1.0 - fled) * left
        return np.where(draw < fled, s.posts, np.minimum(s.posts, 1.0 * one))

    def _wanted(self, s: State, geography: Geography) -> Array:
        army = s.total("fighters", "army").sum(axis=1, keepdims=True)
        return np.asarray(army * geography.weights["garrison"] / self.company)

    def _bases(self, s: State, geography: Geography) -> Array:
        site = geography.minusma_site * (s.most("presence", "guarantor") > 0.5)
        foreign = s.each("fighters", "foreign_force").values()
        return np.asarray(site + sum(1.0 * (men > self.least_base) for men in foreign))

    def _leaving(self, s: State, geography: Geography) -> Array:
        leaving = np.zeros_like(s.leaving)
        for who, men in s.each("fighters", "foreign_force").items():
            planned = s.row(f"target.{who}") + s.row(f"coalition_target.{who}")
            going = 1.0 - planned / np.maximum(men.sum(axis=1, keepdims=True), 1.0)
            there = (men > self.least_base) * np.clip(going, 0.0, 1.0)
            leaving = np.maximum(leaving, there)
        return leaving
