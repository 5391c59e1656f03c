"""Rebel mobilisation: an armed and united CMA grows from its communities, above all once it fights.

Equation
    dF = g · readiness · (p + war) · max(0, 1 − ΣF/F_max) · F · 2·means/(means + 1) ;
    d readiness = f · (1 − war) · (r_p − readiness) + a · war · (r_w − readiness)

Symbols
    F CMA fighters in a place and ΣF in the country (people), F_max the fighters its communities can
    give (people; ``pool``), g growth (1/week), p its part in peace (``peace_growth``, factor),
    means what it spends on a fighter against the usual (factor), readiness how armed and united
    it is (share), war 1 while fighting is open: the accord is
    broken, no ceasefire holds and the war does not sleep, f and a speed of readiness in peace and
    war (1/week; ``fading``, ``arming``), r_p and r_w where it goes (share; ``peace_readiness``,
    ``war_readiness``)

Source
    strength claims of 2012 (9,000 to 10,000 for the MNLA) and estimates of 2021 (facts table);
    the logistic form is assumed

Assumptions
    New fighters come to where the CMA already stands; in peace a few. Readiness goes slowly to r_p
    in peace, faster to r_w in war.

Not here
    Individual motives (recruitment), desertion, and the CMA's orders to arm and unite. Above F_max
    nobody leaves; recruits are not taken from the population.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, people, share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.peace import open_war
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class RebelMobilisation(Mechanism):
    """An armed and united CMA grows from its communities once it fights."""

    phase = "recruitment"
    reads = (
        "fighters",
        "readiness",
        "accord_in_force",
        "ceasefire",
        "dormant",
        "means",
    )
    writes = (
        "fighters",
        "readiness",
    )

    growth: float = weekly_rate(
        0.03, "the rebellion of 2012 multiplied its force within months", low=0.0, high=0.2
    )
    pool: float = people(
        9500.0, "the MNLA claimed 9,000 to 10,000 in 2012", low=5000.0, high=15000.0
    )
    fading: float = weekly_rate(
        0.008,
        "unity of the northern movements has worn out within a year or two",
        low=0.0,
        high=0.1,
    )
    peace_growth: float = factor(
        0.1, "in peace young men replace some of those who leave, no more", low=0.0, high=1.0
    )
    peace_readiness: float = share(
        0.15, "rival movements that keep their arms, little below late 2021", high=0.6
    )
    war_readiness: float = share(0.9, "war unites nearly all, as in early 2012", low=0.5)
    arming: float = weekly_rate(
        0.02, "half of the way to arms and unity takes eight months of war", low=0.002, high=0.2
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return new fighters by place and the change of readiness."""
        rebels = s.each("fighters", "signatory")
        men = s.total("fighters", "signatory")
        war = open_war(s)
        room = np.maximum(0.0, 1.0 - men.sum(axis=1, keepdims=True) / self.pool)
        return {
            **{
                f"fighters.{who}": dt
                * self.growth
                * s.readiness
                * (self.peace_growth + war)
                * room
                * own
                * paid(s.row(f"means.{who}"))
                for who, own in rebels.items()
            },
            "readiness": dt * self.fading * (1.0 - war) * (self.peace_readiness - s.readiness)
            + dt * self.arming * war * (self.war_readiness - s.readiness),
        }


def paid(means: Array) -> Array:
    """Return how many come for what a group can spend on each, 1 at the usual means."""
    return np.asarray(2.0 * means / (means + 1.0))
