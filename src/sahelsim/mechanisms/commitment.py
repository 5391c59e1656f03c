"""Commitment: what the CMA believes the state's promise is worth.

Equation
    ρ = σ(b0 + b_p·h·ln(1 + e^(P/h)) + b_m·M/(M + M0) + b_a·A + b_o·O − b_g·g − b_i·i) ;
    d trust = r·(1 − ρ − trust) ;  P = δ·(1 − d)·p1 − (1 − d)·p0 − d ;
    p0 = s0/(s0 + R + 1) ;  p1 = s1/(s1 + R + 1) ;  R = C·(e_c + e_r·readiness) ;
    s0 = e_n·N + e_w·W_north ;  s1 = e_n·N + e_f·W ;  M = W_north + f·(W − W_north)

Symbols
    ρ perceived probability that the state reneges, σ logistic function, b weights (logit), trust
    of the CMA (share), r speed (1/week); P Powell's gap and h the width around its
    threshold over which a shift begins to be felt (blur; shares of the whole pie), p0 the state's
    odds against the CMA today, p1 once the announced build-up is complete, d share a war destroys
    (destroyed), δ patience (per quarter), s0, s1, R effective men of the state and of the rebels;
    N soldiers in the northern regions, W the contractor's men: those in Mali, or those that the
    contract provides for if they are more; W_north of them in the north, M those that count for the
    red line and M0 at how many half of the fear is reached (mercenary_half), f what one who is not
    yet in the north counts (far_share), C CMA fighters (people); effective men for one: e_n soldier
    (soldier_effectiveness), e_w Wagner's man in the north (mercenary_effectiveness), e_f one to
    come (build_up_effectiveness), e_c CMA fighter (rebel_effectiveness) and what readiness adds,
    e_r (readiness_effect); readiness how armed and united the CMA is, A
    mean anger at the state of Tuareg at home, O offensive into Azawad, g third-party guarantee, i
    implementation of the accord (shares)

Source
    Fearon (2004), ``fearon_2004``; Powell (2004, 2006), ``powell_2004``, ``powell_2006``: only a
    large, rapid shift of power defeats a deal; guarantees: ``walter_2002``, ``fortna_2004``.
    The logistic combination is an assumption

Assumptions
    The CMA counts the contract's men, wherever they are, as if all came north within a quarter;
    today it counts those in the north. A gap far below the threshold moves nothing. The choices to
    arm and to rebel count men in the same way, by their own copies of these numbers.

Not here
    What it then does: that is a choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, people, share, weekly_rate
from sahelsim.model.forms import sigmoid
from sahelsim.model.harm import anger_at_state
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


def powell_gap(
    now: Array, later: Array, destroyed: float | Array, patience: float | Array
) -> Array:
    """Return how far a rising state's shift of power exceeds what war wastes, in units of B.

    Positive: no division of the pie today is worth more to the rising side than waiting, and the
    declining side fights. At d = .2, δ = .9, p0 = .5 the threshold is p1 = .833.

    Examples
    --------
    >>> round(float(powell_gap(0.5, 5 / 6, 0.2, 0.9)), 6)
    0.0
    """
    kept = 1.0 - np.asarray(destroyed)
    return np.asarray(patience * later * kept - now * kept - destroyed)


def felt_shift(gap: Array, blur: float | Array) -> Array:
    """Return how far a shift of power is felt to break the deal, in units of B: max(0, gap) blurred.

    Nobody knows the threshold to the digit: a shift counts a little before it is reached.

    Examples
    --------
    >>> [round(float(felt_shift(np.asarray(gap), 0.05)), 4) for gap in (-0.25, 0.0, 0.25)]
    [0.0003, 0.0347, 0.2503]
    """
    return np.asarray(blur * np.logaddexp(0.0, gap / np.asarray(blur)))


@dataclass(frozen=True)
class Effectiveness:
    """How many effective men the CMA counts for one, for its trust and for the choice to rebel."""

    soldier_effectiveness: float = parameter(
        0.5,
        "soldiers hold scattered garrisons; half of them could march",
        unit="effective men per man",
        low=0.1,
        high=1.5,
    )
    mercenary_effectiveness: float = parameter(
        2.0,
        "contractors in the north are free to attack, and soldiers fight better beside them",
        unit="effective men per man",
        low=0.5,
        high=6.0,
    )
    build_up_effectiveness: float = parameter(
        4.0,
        "what is to come is feared at its worst: twice the men who are there",
        unit="effective men per man",
        low=1.0,
        high=10.0,
    )
    rebel_effectiveness: float = parameter(
        0.8,
        "without arms and unity fighters are worth a little less than their number",
        unit="effective men per man",
        low=0.3,
        high=2.0,
    )
    readiness_effect: float = parameter(
        0.5,
        "armed and united the same fighters are worth over half as much again",
        unit="effective men per man",
        low=0.0,
        high=2.0,
    )


def strength_in_the_north(
    s: State, geography: Geography, worth: Effectiveness
) -> tuple[Array, Array, Array]:
    """Return (state now, state after the build-up, rebels), effective men, each (replicates, 1).

    Contractors who stand in the north count today; the contract's men, wherever they are, count in
    what is to come: that is the shift.
    """
    army = (s.total("fighters", "army") * geography.north).sum(axis=1, keepdims=True)
    army = worth.soldier_effectiveness * army
    near = (s.total("fighters", "contractor") * geography.north).sum(axis=1, keepdims=True)
    coming = mercenaries(s)
    each = worth.rebel_effectiveness + worth.readiness_effect * s.readiness
    rebels = s.total("fighters", "signatory").sum(axis=1, keepdims=True) * each
    now = army + worth.mercenary_effectiveness * near
    return now, army + worth.build_up_effectiveness * coming, rebels


def mercenaries(s: State) -> Array:
    """Return contractors' men in the country, or those of the contract if they are more."""
    men = s.total("fighters", "contractor").sum(axis=1, keepdims=True)
    planned = s.most("contract", "contractor") * s.total("contract_men", "contractor")
    return np.asarray(np.maximum(planned, men))


def red_line(
    s: State, geography: Geography, far_share: float | Array, half: float | Array
) -> Array:
    """Return how far the red line on mercenaries is crossed, 0-1: by number and by where they are."""
    north = (s.total("fighters", "contractor") * geography.north).sum(axis=1, keepdims=True)
    counted = north + far_share * (mercenaries(s) - north)
    return np.asarray(counted / (counted + half))


def power_now_and_later(
    s: State, geography: Geography, worth: Effectiveness
) -> tuple[Array, Array]:
    """Return the state's odds against the CMA in the north, today and after the build-up."""
    now, later, rebels = strength_in_the_north(s, geography, worth)
    return now / (now + rebels + 1.0), later / (later + rebels + 1.0)


@dataclass(frozen=True)
class Commitment(Effectiveness, Mechanism):
    """What the CMA believes the state's promise is worth."""

    phase = "accord"
    reads = (
        "accord_trust",
        "fighters",
        "readiness",
        "contract",
        "contract_men",
        "revenge_state",
        "legitimacy",
        "population",
        "offensive",
        "guarantee",
        "implementation",
    )
    writes = ("accord_trust",)

    destroyed: float = share(0.2, high=0.6, source="powell_2006")
    patience: float = parameter(0.9, unit="per quarter", low=0.5, high=0.99, source="powell_2006")
    base: float = parameter(
        0.46,
        unit="logit",
        low=-3.0,
        high=4.0,
        source="assumed",
        why="the accord limped but was kept in 2021, with no shift of power in sight",
    )
    power_weight: float = parameter(
        9.0,
        "steep, so that Powell's threshold shows",
        unit="logit per unit of the pie",
        low=0.0,
        high=30.0,
    )
    mercenary_weight: float = parameter(
        0.8, "the CMA named mercenaries a red line in 2021", unit="logit", low=0.0, high=4.0
    )
    abuse_weight: float = parameter(
        2.5, "abuse of Tuareg civilians is read as intent", unit="logit", low=0.0, high=8.0
    )
    offensive_weight: float = parameter(
        2.5, "an army marching on Kidal needs no reading", unit="logit", low=0.0, high=8.0
    )
    guarantee_weight: float = parameter(
        1.8,
        "third parties strongly raise survival of settlements; size unknown",
        unit="logit",
        low=0.0,
        high=5.0,
    )
    implementation_weight: float = parameter(
        1.6, "deeds count about as much as guarantees", unit="logit", low=0.0, high=5.0
    )
    speed: float = weekly_rate(0.08, "a quarter to be persuaded", low=0.01, high=0.5)
    blur: float = parameter(
        0.05,
        unit="share of the pie",
        low=0.005,
        high=0.2,
        source="assumed",
        why="odds of a war are guessed to a twentieth at best; without a shift the gap is below -0.2",
    )
    mercenary_half: float = people(
        500.0,
        "half of the thousand men reported in September 2021 (facts table F109)",
        low=50.0,
        high=3000.0,
    )
    far_share: float = share(
        0.4, "men in the centre, in Bamako or still to come are feared less than men at the gates"
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of the CMA's trust."""
        now, later = power_now_and_later(s, geography, self)
        gap = powell_gap(now, later, self.destroyed, self.patience)
        tuareg = np.flatnonzero(geography.identity_of == geography.identities.index("tuareg"))
        people = np.take(s.population, tuareg, axis=1)
        anger = (np.take(anger_at_state(s, geography), tuareg, axis=1) * people).sum(
            axis=1, keepdims=True
        )
        anger = anger / (people.sum(axis=1, keepdims=True) + 1.0)
        crossed = red_line(s, geography, self.far_share, self.mercenary_half)
        fear = self.base + self.power_weight * felt_shift(gap, self.blur)
        fear = fear + self.mercenary_weight * crossed
        fear = fear + self.abuse_weight * anger
        fear = fear + self.offensive_weight * s.offensive
        calm = self.guarantee_weight * s.guarantee + self.implementation_weight * s.implementation
        renege = sigmoid(fear - calm)
        return {"accord_trust": dt * self.speed * ((1.0 - renege) - s.accord_trust)}
