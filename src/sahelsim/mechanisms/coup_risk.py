"""Coup risk: officers plot; a foreign guard, money and time deter them, losses and purges provoke.

Equation
    p = σ(β0 + β_L·(1 − L) + β_c·e^(−τ/τ0) + β_l·min(2, losses/10) + β_p·purge − β_s·spoils
    − β_w·guard) a year, 1 − (1 − p)^(1/52) a week ;  d losses = 0.08·(K − losses) ;
    success = σ(logit 0.48 + 0.5·spoils − 1.2·counterbalance − guard) ;
    guard = 0 (patron_protects none), east (eastern_only) or min(1, east + west) (both) ;
    east = min(1, share·W/400) ;  west = min(0.6, relation·F/2,500) ;
    after a success: τ' = 0, in power' = 0, approval' = approval + 0.6·(0.55 − approval)

Symbols
    p probability of an attempt, σ logistic function, β weights (logit), L mean approval of the
    junta over regions, each counting alike, τ weeks since the last coup, τ0 memory (weeks), K
    soldiers and Wagner's men killed this week, losses its running mean (deaths/week), purge fresh
    resentment, spoils pay of officers, counterbalance forces set against a coup, share of Wagner's
    men who guard the regime (shares), W Wagner's men, F French and Takuba troops (people), relation
    between junta and France (0-1), in power 1 while the junta of November 2021 rules

Source
    structural risk: ``belkin_schofer_2003``; coup trap: ``londregan_poole_1990``; spoils and
    counterbalance: ``powell_2012``, ``de_bruin``; patrons: ``casey_2020``; success of attempts
    48 %: ``powell_thyne_2011``. The combination and its coefficients are assumptions

Assumptions
    A successful coup replaces the junta by officers with the same card; contracts stay, "in power"
    stays 0. French and militia dead are not the army's losses.

Not here
    Mutinies that change nothing; popular uprisings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter, switch
from sahelsim.model.forms import logit, sigmoid, weekly
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


BASE_SUCCESS = 0.48  # share of attempts 1950-2010 that succeeded (powell_thyne_2011)


def guarded(s: State, patron: Array | float) -> Array:
    """Return how well foreign men protect the regime, 0-1, under the switch patron_protects."""
    code = np.asarray(patron)
    eastern = s.guard_share * s.row("fighters.wagner").sum(axis=1, keepdims=True) / 400.0
    western = s.row("fighters.france").sum(axis=1, keepdims=True) / 2500.0 * s.french_relation
    cover = np.minimum(1.0, eastern) * (code > 0.5) + np.minimum(0.6, western) * (code > 1.5)
    return np.asarray(np.minimum(1.0, cover))


@dataclass(frozen=True)
class CoupRisk(Mechanism):
    """Officers plot; a foreign guard, money and time deter them, losses and purges provoke."""

    phase = "regime"
    reads = (
        "approval_junta",
        "weeks_since_coup",
        "army_losses",
        "purge_shock",
        "officer_spoils",
        "counterbalance",
        "guard_share",
        "fighters",
        "fighters_killed",
        "coup_hazard",
        "junta_in_power",
        "french_relation",
    )
    writes = (
        "coup_hazard",
        "coup_attempts",
        "junta_in_power",
        "coups",
        "weeks_since_coup",
        "army_losses",
        "approval_junta",
    )

    patron_protects: float = switch("patron_protects")
    base: float = parameter(
        -2.9,
        unit="logit",
        low=-6.0,
        high=0.0,
        source="assumed",
        why="gives about one attempt in five years in late 2021; Mali had two coups in nine months before",
    )
    of_illegitimacy: float = parameter(
        1.6,
        unit="logit",
        low=0.0,
        high=5.0,
        source="assumed",
        why="prior; no published combination",
    )
    of_recent_coup: float = parameter(
        0.9,
        unit="logit",
        low=0.0,
        high=3.0,
        source="assumed",
        why="prior; coup trap",
    )
    of_losses: float = parameter(
        0.8,
        unit="logit",
        low=0.0,
        high=3.0,
        source="assumed",
        why="the coups of 2012 and 2020 followed defeats",
    )
    of_purge: float = parameter(
        0.9,
        unit="logit",
        low=0.0,
        high=3.0,
        source="assumed",
        why="counterbalancing provokes when it is new",
    )
    of_spoils: float = parameter(
        1.2,
        unit="logit",
        low=0.0,
        high=3.0,
        source="assumed",
        why="prior",
    )
    of_guard: float = parameter(
        1.6,
        unit="logit",
        low=0.0,
        high=4.0,
        source="assumed",
        why="no Soviet client fell to its own army (Casey)",
    )
    memory: float = parameter(
        208.0,
        unit="weeks",
        low=100.0,
        high=400.0,
        source="assumed",
        why="coup risk stays raised for three to five years",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the hazard, attempts, and what a success changes."""
        guard = guarded(s, self.patron_protects)
        hazard = self.hazard(s, guard)
        tried = (rng.uniform("attempt", 1) < weekly(hazard)).astype(float)
        odds = logit(BASE_SUCCESS) + 0.5 * s.officer_spoils - 1.2 * s.counterbalance - guard
        fell = tried * (rng.uniform("success", 1) < sigmoid(odds))
        lost = sum(s.row(f"fighters_killed.{side}") for side in ("fama", "wagner"))
        losses = np.asarray(lost).sum(axis=1, keepdims=True)
        return {
            "coup_hazard": hazard - s.coup_hazard,
            "coup_attempts": tried,
            "coups": fell,
            "junta_in_power": -fell * s.junta_in_power,
            "weeks_since_coup": -fell * s.weeks_since_coup,
            "army_losses": 0.08 * (losses - s.army_losses),
            "approval_junta": fell * (0.55 - s.approval_junta) * 0.6,
        }

    def hazard(self, s: State, guard: Array) -> Array:
        """Return the annual probability of an attempt, (worlds, 1)."""
        approval = s.approval_junta.mean(axis=1, keepdims=True)
        risk = self.base + self.of_illegitimacy * (1.0 - approval)
        risk = risk + self.of_recent_coup * np.exp(-s.weeks_since_coup / self.memory)
        risk = risk + self.of_losses * np.minimum(2.0, s.army_losses / 10.0)
        risk = risk + self.of_purge * s.purge_shock - self.of_spoils * s.officer_spoils
        return sigmoid(risk - self.of_guard * guard)
