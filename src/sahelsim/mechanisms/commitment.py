"""Commitment: what the CMA believes the state's promise is worth.

Equation
    ρ = σ(b0 + b_p·max(P, −0.06) + b_m·W/(W + 500) + b_a·A + b_o·O − b_g·g − b_i·i) ;
    d trust = r·(1 − ρ − trust) ;  P = δ·(1 − d)·p1 − (1 − d)·p0 − d ;
    p0 = s0/(s0 + R + 1) ;  p1 = s1/(s1 + R + 1) ;  R = C·(0.8 + 0.5·readiness) ;
    s0 = 0.5·N + 2·W_north ;  s1 = 0.5·N + 4·max(contract·men, W)

Symbols
    ρ perceived probability that the state reneges, σ logistic function, b weights (logit), trust
    of the CMA (share), r speed (1/week); P Powell's gap (share of the whole pie), p0 the state's
    odds against the CMA today, p1 once the announced build-up is complete, d share a war destroys,
    δ patience (per quarter), s0, s1, R effective men of the state and of the rebels; N soldiers in
    the northern regions, W Wagner's men in Mali, W_north in the north, men planned by the contract,
    C CMA fighters (people), contract 1 while signed; readiness how armed and united the CMA is, A
    mean anger at the state of Tuareg at home, O offensive into Azawad, g third-party guarantee, i
    implementation of the accord (shares)

Source
    Fearon (2004), ``fearon_2004``; Powell (2004, 2006), ``powell_2004``, ``powell_2006``: only a
    large, rapid shift of power defeats a deal; guarantees: ``walter_2002``, ``fortna_2004``.
    The logistic combination is an assumption

Assumptions
    The CMA counts the contract's men, wherever they are, four for one and as if all came north
    within a quarter; today Wagner's men in the north count two for one, soldiers half. A gap below
    −0.06 reassures no further.

Not here
    What it then does: that is a choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.axes import IDENTITIES
from sahelsim.model.forms import sigmoid
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


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


def strength_in_the_north(s: State, world: World) -> tuple[Array, Array, Array]:
    """Return (state now, state after the build-up, rebels), effective men, each (worlds, 1).

    Soldiers in northern garrisons count half. Contractors who stand in the north count two for one;
    the contract's men, wherever they are, count four for one in what is to come: that is the shift.
    """
    army = 0.5 * (s.row("fighters.fama") * world.north).sum(axis=1, keepdims=True)
    near = (s.row("fighters.wagner") * world.north).sum(axis=1, keepdims=True)
    men = s.row("fighters.wagner").sum(axis=1, keepdims=True)
    coming = np.maximum(s.contract * s.contract_men, men)
    rebels = s.row("fighters.cma").sum(axis=1, keepdims=True) * (0.8 + 0.5 * s.readiness)
    return army + 2.0 * near, army + 4.0 * coming, rebels


def power_now_and_later(s: State, world: World) -> tuple[Array, Array]:
    """Return the state's odds against the CMA in the north, today and after the build-up."""
    now, later, rebels = strength_in_the_north(s, world)
    return now / (now + rebels + 1.0), later / (later + rebels + 1.0)


@dataclass(frozen=True)
class Commitment(Mechanism):
    """What the CMA believes the state's promise is worth."""

    phase = "accord"
    reads = (
        "accord_trust",
        "fighters",
        "readiness",
        "contract",
        "contract_men",
        "anger_state",
        "population",
        "offensive_azawad",
        "guarantee",
        "implementation",
    )
    writes = ("accord_trust",)

    destroyed: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=0.6,
        source="powell_2006",
    )
    patience: float = parameter(
        0.9,
        unit="per quarter",
        low=0.5,
        high=0.99,
        source="powell_2006",
    )
    base: float = parameter(
        1.0,
        unit="logit",
        low=-3.0,
        high=4.0,
        source="assumed",
        why="the accord limped but was kept in 2021",
    )
    power_weight: float = parameter(
        9.0,
        unit="logit per unit of the pie",
        low=0.0,
        high=30.0,
        source="assumed",
        why="steep, so that Powell's threshold shows",
    )
    mercenary_weight: float = parameter(
        0.8,
        unit="logit",
        low=0.0,
        high=4.0,
        source="assumed",
        why="the CMA named mercenaries a red line in 2021",
    )
    abuse_weight: float = parameter(
        2.5,
        unit="logit",
        low=0.0,
        high=8.0,
        source="assumed",
        why="abuse of Tuareg civilians is read as intent",
    )
    offensive_weight: float = parameter(
        2.5,
        unit="logit",
        low=0.0,
        high=8.0,
        source="assumed",
        why="an army marching on Kidal needs no reading",
    )
    guarantee_weight: float = parameter(
        1.8,
        unit="logit",
        low=0.0,
        high=5.0,
        source="assumed",
        why="third parties strongly raise survival of settlements; size unknown",
    )
    implementation_weight: float = parameter(
        1.6,
        unit="logit",
        low=0.0,
        high=5.0,
        source="assumed",
        why="deeds count about as much as guarantees",
    )
    speed: float = parameter(
        0.08,
        unit="1/week",
        low=0.01,
        high=0.5,
        source="assumed",
        why="a quarter to be persuaded",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of the CMA's trust."""
        now, later = power_now_and_later(s, world)
        gap = powell_gap(now, later, self.destroyed, self.patience)
        tuareg = np.flatnonzero(world.identity_of == IDENTITIES.index("tuareg"))
        people = np.take(s.population, tuareg, axis=1)
        anger = (np.take(s.anger_state, tuareg, axis=1) * people).sum(axis=1, keepdims=True)
        anger = anger / (people.sum(axis=1, keepdims=True) + 1.0)
        men = s.row("fighters.wagner").sum(axis=1, keepdims=True)
        fear = self.base + self.power_weight * np.maximum(gap, -0.06)
        fear = fear + self.mercenary_weight * men / (men + 500.0) + self.abuse_weight * anger
        fear = fear + self.offensive_weight * s.offensive_azawad
        calm = self.guarantee_weight * s.guarantee + self.implementation_weight * s.implementation
        renege = sigmoid(fear - calm)
        return {"accord_trust": dt * self.speed * ((1.0 - renege) - s.accord_trust)}
