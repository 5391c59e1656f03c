"""Ceasefires: they come out of talks, hold for a while, and break.

Equation
    P(made) = 1 − exp(−c · q · T · (h0 + (1 − h0)·D/(D + D0)) · (1 + m·M) · (1 + o·O)
        · (1 + r·2^(−w/52))) ;  T = max(0, (talks − t0)/(1 − t0))
    P(broken) = 1 − exp(−(b · (1 − u·U) + a·offensive))
    d talks = −l · talks where it breaks ;  d x = −f · x for x offered, asked

Symbols
    D deaths of the dyad a year (fought) and D0 those that hurt by half (``hurt_half``), talks of
    the regime with the challenger and t0 from which on they are open (``open_talks``); M mediation,
    O whether the state keeps a ceasefire with somebody else, U presence of the UN mission (shares),
    w weeks since the last coup, r counted only where it brought another regime; q 1 for a
    signatory, ``jihadist_factor`` for a jihadist; c, b and a rates a week (``making``,
    ``breaking``, ``marched_over``), h0 what talks are worth where nothing hurts (``painless``), m,
    o and r what is added (``of_mediation``, ``of_others``, ``of_new_rulers``), u spared by the
    mission (``spared``), l talks that are lost (``talks_lost``), f fading (1/week) of what the
    regime has offered or the challenger has asked (0-1); a ceasefire is for a challenger at war, a
    signatory's only while the accord is broken; a for signatories only

Source
    intensity, mediation and another ceasefire raise, guarantors keep: signs of the literature on
    ceasefires (Clayton and others; Bara and Clayton; not in the references); peacekeepers cut
    relapse by half to three quarters (``fortna_2004``), new rulers end wars (``thyne_2017``);
    rates assumed

Assumptions
    Who talks means it: whoever does not can march or rebel, which ends it. A ceasefire covers the
    whole country.

Not here
    Who offers talks and makes a new accord (actions); what a ceasefire spares (clashes); local
    truces of people and jihadists (blockades).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.peace import STANDS, YEAR, at_war
from sahelsim.model.regimes import OFFICERS
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Ceasefires(Mechanism):
    """They come out of talks, hold for a while, and break."""

    phase = "accord"
    reads = (
        "accord_in_force",
        "asked",
        "ceasefire",
        "fought",
        "mediation",
        "offensive",
        "offered",
        "presence",
        "regime",
        "talks",
        "weeks_since_coup",
    )
    writes = ("asked", "ceasefire", "offered", "talks")

    making: float = weekly_rate(
        0.05,
        "once both sides talk and the war hurts, a ceasefire takes one or two quarters",
        low=0.01,
        high=0.3,
    )
    breaking: float = weekly_rate(
        0.031,
        "early deals lasted some seven months in 2006, four in 2008 and eleven in 2013: seven on average",
        low=0.01,
        high=0.1,
    )
    marched_over: float = weekly_rate(
        0.3, "an army on the march meets who is in its way within weeks", low=0.0, high=1.0
    )
    open_talks: float = share(
        0.5, "envoys alone are not talks: both sides have to have sat down", low=0.2, high=0.8
    )
    hurt_half: float = parameter(
        300.0,
        "a war of the size of 2012 hurts by a third, the whole jihadist war by more than half",
        unit="deaths/year",
        low=50.0,
        high=2000.0,
    )
    painless: float = share(0.25, "some talks succeed though nothing presses")
    of_mediation: float = factor(1.0, "full mediation doubles the chance", low=0.0, high=4.0)
    of_others: float = factor(
        0.5, "one ceasefire raises the odds of another; size unknown", low=0.0, high=3.0
    )
    of_new_rulers: float = factor(
        1.0, "one and a half to three times for a year, halving", low=0.0, high=2.0
    )
    jihadist_factor: float = factor(
        0.1, "no ceasefire with jihadists in the whole country was known by 2021", low=0.0, high=1.0
    )
    spared: float = share(0.6, low=0.3, high=0.8, source="fortna_2004")
    talks_lost: float = share(0.6, "envoys go home, though not all of them", low=0.2)
    fading: float = weekly_rate(
        0.05, "an offer that nobody answers is stale after a quarter", low=0.01, high=0.2
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return ceasefires made and broken, talks lost with them, and offers grown stale."""
        found: dict[str, Array] = {}
        breaking = self.breaking_rate(s)
        for who in s.roster.challengers:
            war, holds = at_war(s, who), s.row(f"ceasefire.{who}") > STANDS
            signed = s.roster.has(who, "signatory")
            ends = breaking + self.marched_over * s.offensive * signed
            drawn = rng.uniform(who, 1)
            makes = ~holds & (drawn < -np.expm1(-dt * war * self.making_rate(s, who)))
            breaks = holds & (drawn < -np.expm1(-dt * war * ends))
            found[f"ceasefire.{who}"] = makes * 1.0 - breaks * s.row(f"ceasefire.{who}")
            found[f"talks.{who}"] = -self.talks_lost * breaks * s.row(f"talks.{who}")
            for offer in ("asked", "offered"):
                found[f"{offer}.{who}"] = -dt * self.fading * s.row(f"{offer}.{who}")
        return found

    def making_rate(self, s: State, who: str) -> Array:
        """Return the rate at which talks with a challenger bring a ceasefire (1/week)."""
        talks = np.maximum(0.0, s.row(f"talks.{who}") - self.open_talks) / (1.0 - self.open_talks)
        fought = s.row(f"fought.{who}")
        hurt = self.painless + (1.0 - self.painless) * fought / (fought + self.hurt_half)
        others = [s.row(f"ceasefire.{v}") for v in s.roster.challengers if v != who]
        kept = np.maximum.reduce(others) if others else 0.0
        fresh = (s.regime > OFFICERS) * np.exp2(-s.weeks_since_coup / YEAR)
        rate = self.making * talks * hurt * (1.0 + self.of_mediation * s.mediation)
        rate = rate * (1.0 + self.of_others * kept) * (1.0 + self.of_new_rulers * fresh)
        return np.asarray(rate if s.roster.has(who, "signatory") else rate * self.jihadist_factor)

    def breaking_rate(self, s: State) -> Array:
        """Return the rate at which ceasefires break while nobody marches (1/week)."""
        return np.asarray(self.breaking * (1.0 - self.spared * s.most("presence", "guarantor")))
