"""Desertion: fighters go home, more of them after losses or in a truce; the army enlists.

Equation
    groups: dF = −min(d · f · F + g · q · killed, F)
    army: dF = e · room · [treasury > m] · garrison − min(s · q · killed + u · (1 − pay) · F, F)
    f = 1 + truce + t · talks (JNIM), 1 (ISGS), accord (CMA), h (Platform, militias)
    room = (authorised − army) / margin, kept within 0 and 1

Symbols
    F fighters in a place, killed of them this week, army all its men (people), d weekly share who
    leave (turnover), q discouragement: how losses weigh (1), g and s who leave for one killed at
    q = 1 (people; ``fighters_discouraged``, ``soldiers_discouraged``), t and h factors on turnover
    (``pull_of_talks``, ``militia_factor``), e men enlisted per week in the country (enlisted),
    authorised strength and margin below it (people; ``enlistment_margin``), garrison the place's
    share of garrisons, pay share of soldiers' pay that came (0-1), u weekly share of unpaid soldiers
    who leave (``unpaid_leave``), treasury free security money, m least of it (million USD;
    ``least_treasury``), truce in the place, talks of junta and JNIM (0-1), accord 1 while in force

Source
    assumed; the army planned to recruit 10,000 from 2020 (facts table)

Assumptions
    Militias and the Platform turn over slowly. From a CMA at war men leave only after losses, from
    the army after losses or unpaid. The army enlists in full until the margin below its authorised strength is
    reached, then less, and nobody unless more than m is left.

Not here
    Contractors and French men (foreign forces);
    where leavers go: they are added to no community.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, million_usd, parameter, people, weekly_rate
from sahelsim.mechanisms._shipped import CMA, ISGS, JNIM
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Desertion(Mechanism):
    """Fighters go home; the army enlists."""

    phase = "recruitment"
    reads = (
        "fighters",
        "fighters_killed",
        "truce",
        "treasury",
        "army_pay",
        "talks",
        "accord_in_force",
    )
    writes = ("fighters",)

    turnover: float = weekly_rate(
        0.0018, "about a tenth of fighters leave in a year", low=0.0, high=0.02
    )
    discouragement: float = parameter(
        0.5,
        "one soldier leaves for seven who fall, one fighter of a group for twenty",
        unit="1",
        low=0.0,
        high=3.0,
    )
    enlisted: float = parameter(
        60.0,
        "10,000 recruits planned over three to four years",
        unit="people/week",
        low=0.0,
        high=400.0,
    )
    authorised: float = people(
        28000.0,
        "18,000 active in 2020 and a plan to recruit 10,000 (facts table F066, F071)",
        low=18000.0,
        high=40000.0,
    )
    pull_of_talks: float = factor(
        0.5, "talks in the capital promise less than a truce at home", low=0.0, high=3.0
    )
    militia_factor: float = factor(
        0.5, "men who guard their own villages have nowhere else to go", low=0.0, high=2.0
    )
    fighters_discouraged: float = parameter(
        0.1,
        "at the usual discouragement one leaves for twenty who fall",
        unit="people per killed",
        low=0.0,
        high=1.0,
    )
    soldiers_discouraged: float = parameter(
        0.3,
        "soldiers far from home run more easily than those bound by kin or faith",
        unit="people per killed",
        low=0.0,
        high=1.0,
    )
    unpaid_leave: float = weekly_rate(
        0.0046,
        "without any pay one to three in a hundred go in a month",
        low=0.0023,
        high=0.007,
    )
    enlistment_margin: float = people(
        5000.0,
        "half of the planned recruits: recruits grow rarer as posts fill",
        low=500.0,
        high=15000.0,
    )
    least_treasury: float = million_usd(
        5.0, "a few weeks of pay for new men must be at hand", low=0.0, high=50.0
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return departures of every group and enlistment of the army, by place."""
        leaving = {
            JNIM: 1.0 + s.truce + self.pull_of_talks * s.most("talks", "jihadist"),
            ISGS: np.asarray(1.0),
            CMA: s.accord_in_force,
            **dict.fromkeys(
                s.roster.of("pro_state_signatory", "militia"), np.asarray(self.militia_factor)
            ),
        }
        changed = {}
        for group, multiple in leaving.items():
            men, killed = s.row(f"fighters.{group}"), s.row(f"fighters_killed.{group}")
            discouraged = self.discouragement * self.fighters_discouraged * killed
            gone = self.turnover * multiple * men + discouraged
            changed[f"fighters.{group}"] = -dt * np.minimum(gone, men)
        for force, army in s.each("fighters", "army").items():
            total = army.sum(axis=1, keepdims=True)
            vacant = np.clip((self.authorised - total) / self.enlistment_margin, 0.0, 1.0)
            room = vacant * (s.treasury > self.least_treasury)
            killed = s.row(f"fighters_killed.{force}")
            lost = self.discouragement * self.soldiers_discouraged * killed
            lost = lost + self.unpaid_leave * (1.0 - s.army_pay) * army
            changed[f"fighters.{force}"] = dt * (
                self.enlisted * room * geography.weights["garrison"] - np.minimum(lost, army)
            )
        return changed
