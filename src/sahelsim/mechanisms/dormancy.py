"""Dormancy: a war in which little is fought for long falls asleep, and may wake.

Equation
    d fought = (52·deaths − fought) / M
    P(falls asleep) = 1 − exp(−z · max(0, 1 − fought/25))
    P(wakes) = 1 − exp(−(v · (1 − u·U) + a·offensive + g · max(0, fought/25 − 1)))
    d weeks = war · (1 − rests)

Symbols
    deaths between the state and the challenger this week, fought what they come to in a year, M
    weeks over which that is felt (``memory``); 25 deaths a year are UCDP's threshold of an active
    conflict; U presence of the UN mission (share); z, v, a and g rates a week (``falling_asleep``,
    ``waking``, ``marched_over``, ``fought_awake``), u spared by the mission (``spared``); offensive
    of the army, for signatories only; war 1 while at war with the challenger, rests 1 while a
    ceasefire holds or the war sleeps; weeks of open war so far. Out of war nothing is asleep

Source
    more wars fade than end by victory or treaty (Kreutz 2010, not in the references); peace spells of
    the north: three failures in twenty years, ``fortna_2004`` for peacekeepers

Assumptions
    A war of a few dead a year is a war no more, whatever was signed; it needs no reason to wake.

Not here
    What sleep spares (open battle), and the choice to rebel, which wakes a war.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.peace import ACTIVE, STANDS, YEAR, at_war, deaths_with, resting
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Dormancy(Mechanism):
    """A war in which little is fought for long falls asleep, and may wake."""

    phase = "accord"
    reads = (
        "accord_in_force",
        "battle_deaths",
        "ceasefire",
        "dormant",
        "fought",
        "offensive",
        "presence",
        "war_weeks",
    )
    writes = ("dormant", "fought", "war_weeks")

    memory: float = parameter(
        26.0, "half a year is what people call late", unit="weeks", low=8.0, high=104.0
    )
    falling_asleep: float = weekly_rate(
        0.04, "half a year without fighting is taken for the end", low=0.01, high=0.2
    )
    waking: float = weekly_rate(
        0.0043,
        ".22 a year: three failures in the 13.7 years of peace in the north without a guarantor",
        low=0.001,
        high=0.013,
    )
    marched_over: float = weekly_rate(
        0.3, "an army on the march meets who is in its way within weeks", low=0.0, high=1.0
    )
    fought_awake: float = weekly_rate(
        0.1,
        "what is fought again at twice the threshold wakes within a quarter",
        low=0.02,
        high=0.5,
    )
    spared: float = share(0.6, low=0.3, high=0.8, source="fortna_2004")

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Start with jihadists at the usual deaths of a year, by their men."""
        fought = np.zeros_like(s.fought)
        groups = s.each("fighters", "jihadist")
        men = {who: here.sum(axis=1, keepdims=True) for who, here in groups.items()}
        usual = YEAR * s.usual_violence.sum(axis=1, keepdims=True)
        everybody = np.sum(list(men.values()), axis=0) + 1.0
        for k, who in enumerate(s.roster.challengers):
            if who in men:
                fought[:, k] = usual * men[who] / everybody
        return {"fought": fought}

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return wars that fall asleep and wake, what was fought, and the weeks of open war."""
        found: dict[str, Array] = {}
        for who in s.roster.challengers:
            war, fought = at_war(s, who), s.row(f"fought.{who}")
            asleep, drawn = s.row(f"dormant.{who}") > STANDS, rng.uniform(who, 1)
            calm = self.falling_asleep * np.maximum(0.0, 1.0 - fought / ACTIVE)
            falls = ~asleep & (drawn < -np.expm1(-dt * war * calm))
            wakes = asleep & (drawn < -np.expm1(-dt * self._waking(s, who)))
            wakes |= asleep & (war < STANDS)
            found[f"dormant.{who}"] = falls * 1.0 - wakes * s.row(f"dormant.{who}")
            now = YEAR * deaths_with(s, who) / dt
            found[f"fought.{who}"] = dt * (now - fought) / self.memory
            found[f"war_weeks.{who}"] = dt * war * (1.0 - resting(s, who))
        return found

    def _waking(self, s: State, who: str) -> Array:
        """Return the rate at which a sleeping war wakes (1/week)."""
        rate = self.waking * (1.0 - self.spared * s.most("presence", "guarantor"))
        rate = rate + self.marched_over * s.offensive * s.roster.has(who, "signatory")
        return np.asarray(
            rate + self.fought_awake * np.maximum(0.0, s.row(f"fought.{who}") / ACTIVE - 1.0)
        )
