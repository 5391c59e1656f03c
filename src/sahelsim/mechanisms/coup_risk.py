"""Coup risk: officers plot; a foreign guard, money and time deter them, losses and purges provoke.

Equation
    p = σ(β0 + β_L·(1 − L) + β_c·e^(−τ/τ0) + β_l·min(l1, losses/l0) + β_p·purge − β_s·spoils
    − β_w·guard) a year, p' = 1 − (1 − p)^(1 + β_u·(1 − pay)), 1 − (1 − p')^(1/52) a week ;  d losses = r·(K − losses) ;
    success = σ(logit p0 + γ_s·spoils − γ_c·counterbalance − guard) ;
    guard = 0 (patron_protects none), east (eastern_only) or min(1, east + west) (both) ;
    east = min(1, share·W/W1) ;  west = min(w, relation·F/F1) ;
    after a success: τ' = 0, in power' = 0, approval' = approval + h·(a − approval)

Symbols
    p probability of an attempt, p' the same with unpaid soldiers, pay share of their pay that came
    (0-1), β_u what no pay adds to the hazard (factor; of_unpaid), σ logistic function, β weights (logit; base, of_illegitimacy and
    so on), γ weights in its success (logit; success_from_spoils, failure_from_counterbalance), p0
    usual success (base_success), L mean approval of the junta over regions, each counting alike, τ
    weeks since the last coup, τ0 memory (weeks), K soldiers and Wagner's men killed this week,
    losses its running mean (deaths/week), r its speed (losses_speed, 1/week), l0 losses that count
    as one (losses_scale), l1 the most that count (losses_cap), purge fresh resentment, spoils pay
    of officers, counterbalance forces set against a coup, share of Wagner's men who guard the
    regime (shares), W Wagner's men, W1 a full guard (full_guard), F French and Takuba troops, F1 a
    full force (full_french_force; people), w the most it protects (french_cover), relation between
    junta and France (0-1), a what is thought of new rulers (honeymoon_approval), h how far opinion
    moves there at once (honeymoon_pull), in power 1 while the junta of November 2021 rules

Source
    structural risk: ``belkin_schofer_2003``; coup trap: ``londregan_poole_1990``; spoils and
    counterbalance: ``powell_2012``, ``de_bruin``; patrons: ``casey_2020``; success of attempts
    48 %: ``powell_thyne_2011``. The combination and its coefficients are assumptions

Assumptions
    A successful coup draws a new regime (``model/regimes.py``), which wants other things and changes
    rules of engagement, the accord and the contract on its first day; the army is in disarray for
    months; "in power" stays 0. French and militia dead are not the army's losses.

Not here
    Mutinies that change nothing; popular uprisings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import (
    factor,
    parameter,
    people,
    probability,
    share,
    switch,
    weekly_rate,
)
from sahelsim.model.forms import guards as guards_of
from sahelsim.model.forms import logit, sigmoid, weekly
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.regimes import drawn_by_coup, takes_over
from sahelsim.model.state import Array, State
from sahelsim.model.yardsticks import full_french_force

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class CoupRisk(Mechanism):
    """Officers plot; a foreign guard, money and time deter them, losses and purges provoke."""

    phase = "regime"
    reads = (
        "approval_junta",
        "weeks_since_coup",
        "army_losses",
        "purge_shock",
        "army_pay",
        "officer_spoils",
        "counterbalance",
        "guard_share",
        "fighters",
        "fighters_killed",
        "coup_hazard",
        "junta_in_power",
        "relation",
        "regime",
        "implementation",
        "ruthlessness",
        "contract",
        "contract_men",
        "morale",
    )
    writes = (
        "coup_hazard",
        "coup_attempts",
        "junta_in_power",
        "regime",
        "implementation",
        "ruthlessness",
        "contract",
        "contract_men",
        "morale",
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
        1.6, "prior; no published combination", unit="logit", low=0.0, high=5.0
    )
    of_recent_coup: float = parameter(0.9, "prior; coup trap", unit="logit", low=0.0, high=3.0)
    of_losses: float = parameter(
        0.8, "the coups of 2012 and 2020 followed defeats", unit="logit", low=0.0, high=3.0
    )
    of_purge: float = parameter(
        0.9, "counterbalancing provokes when it is new", unit="logit", low=0.0, high=3.0
    )
    of_spoils: float = parameter(1.2, "prior", unit="logit", low=0.0, high=3.0)
    of_guard: float = parameter(
        1.6, "no Soviet client fell to its own army (Casey)", unit="logit", low=0.0, high=4.0
    )
    of_unpaid: float = factor(
        4.0,
        "most mutinies in Africa were about pay; without any, five times the hazard",
        low=1.0,
        high=6.0,
    )
    memory: float = parameter(
        208.0, "coup risk stays raised for three to five years", unit="weeks", low=100.0, high=400.0
    )
    losses_scale: float = parameter(
        10.0,
        "about twice the state side's usual week of late 2021",
        unit="deaths/week",
        low=2.0,
        high=50.0,
    )
    losses_cap: float = factor(
        2.0, "a week of twenty dead is taken to shock officers as much as any", low=0.5, high=5.0
    )
    losses_speed: float = weekly_rate(
        0.08, "officers look back over about a quarter", low=0.02, high=0.5
    )
    base_success: float = probability(
        0.48,
        "share of attempts 1950-2010 that succeeded",
        low=0.3,
        high=0.7,
        source="powell_thyne_2011",
    )
    success_from_spoils: float = parameter(
        0.5, "prior; well-equipped officers carry a coup through", unit="logit", low=0.0, high=2.0
    )
    failure_from_counterbalance: float = parameter(
        1.2, "counterbalancing makes coups fail; size unknown", unit="logit", low=0.0, high=4.0
    )
    full_guard: float = people(
        400.0,
        "four in ten of the thousand men reported in September 2021 (facts table F109)",
        low=50.0,
        high=2000.0,
    )
    full_french_force: float = full_french_force()
    french_cover: float = share(
        0.6, "a force that fights elsewhere protects less than men at the palace"
    )
    honeymoon_approval: float = share(
        0.55, "new rulers are taken to please slightly more than half", low=0.2, high=0.9
    )
    disarray: float = share(
        0.35,
        "the army that carried out the coup of 2012 lost the north within weeks",
        low=0.2,
        high=0.5,
    )
    honeymoon_pull: float = share(0.6, "most of what was thought of the old rulers goes with them")

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the hazard, attempts, and what a success changes."""
        guard = self.guarded(s)
        hazard = self.hazard(s, guard)
        tried = (rng.uniform("attempt", 1) < weekly(hazard)).astype(float)
        odds = logit(self.base_success) + self.success_from_spoils * s.officer_spoils
        odds = odds - self.failure_from_counterbalance * s.counterbalance - guard
        fell = tried * (rng.uniform("success", 1) < sigmoid(odds))
        lost = s.total("fighters_killed", "army", "contractor")
        losses = lost.sum(axis=1, keepdims=True)
        welcome = self.honeymoon_approval - s.approval_junta
        return {
            "coup_hazard": hazard - s.coup_hazard,
            "coup_attempts": tried,
            "coups": fell,
            "weeks_since_coup": -fell * s.weeks_since_coup,
            "army_losses": self.losses_speed * (losses - s.army_losses),
            "approval_junta": fell * welcome * self.honeymoon_pull,
            "morale": -fell * self.disarray * s.morale,
            **takes_over(
                s, fell, drawn_by_coup(rng.uniform("successor", 1)), rng.uniform("contract", 1)
            ),
        }

    def hazard(self, s: State, guard: Array) -> Array:
        """Return the annual probability of an attempt, (replicates, 1)."""
        approval = s.approval_junta.mean(axis=1, keepdims=True)
        risk = self.base + self.of_illegitimacy * (1.0 - approval)
        risk = risk + self.of_recent_coup * np.exp(-s.weeks_since_coup / self.memory)
        losses = np.minimum(self.losses_cap, s.army_losses / self.losses_scale)
        risk = risk + self.of_losses * losses
        risk = risk + self.of_purge * s.purge_shock - self.of_spoils * s.officer_spoils
        usual = sigmoid(risk - self.of_guard * guard)
        unpaid = 1.0 + self.of_unpaid * (1.0 - s.army_pay)
        return np.asarray(-np.expm1(unpaid * np.log1p(-usual)))

    def guarded(self, s: State) -> Array:
        """Return how well foreign men protect the regime, 0-1, by the switch patron_protects."""
        code = np.asarray(self.patron_protects)
        guards = guards_of(s)
        troops = s.total("fighters", "foreign_force").sum(axis=1, keepdims=True)
        eastern = np.minimum(1.0, guards / self.full_guard)
        western = troops / self.full_french_force * s.most("relation", "foreign_force")
        western = np.minimum(self.french_cover, western)
        cover = eastern * (code > 0.5) + western * (code > 1.5)
        return np.asarray(np.minimum(1.0, cover))
