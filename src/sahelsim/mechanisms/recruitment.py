"""Recruitment: people join for a trigger, for a living, or through kin; then choose whom to join.

Equation
    joins of a group = people · (trigger + living + kin) · pull/Σ pull ;
    trigger = κ_t·(r + H)·(1 − τ·truce)·active ;  living = κ_l·(1 − b + b·blockade)·H ;
    kin = κ_k·affinity·H ;  active = σ((G − R·q·P − max(fear, T))/w) ;  P = 1 − exp(−2.3·C/A) ;
    C = (soldiers + Wagner)/s ;  A = JNIM + ISGS + CMA + n ;
    T = clip(m + d·ln(q/(1 − q))/1.702, T_least, T_most) ;  armed = max(readiness, 1 − in force) ;
    pull of JNIM e^(v·h + affinity), ISGS i·e^(v·h), CMA armed·e^(v·h + 1), Tuareg and Arabs only ;
    militia joins = κ_m · H · Σ people·J over Dogon and Bambara

Symbols
    people at home (a row: part of a community in a cercle), κ rates (1/week), H control of the
    cercle by JNIM and ISGS, h by the group itself, truce and blockade there, G anger at the state,
    J at jihadists, fear of the state (shares), R aversion to risk, q the row's rank (0-1), P chance
    of arrest with coercers C per active A (armed men in the cercle; C/A rounded down if the switch
    activation_rounding says floor), T threshold, w spread inside a row, affinity to JNIM's
    networks: Fulani 1, ``northern_affinity`` Tuareg and Arab, ``songhai_affinity``,
    ``other_affinity``; readiness of the CMA (shares), in force 1 while the accord holds; r
    ``trigger_reach``, τ ``truce_restraint``, b ``blockade_hardship`` (shares), s
    ``soldiers_per_coercer``, n ``hidden_actives`` (people), m ``threshold_mean``, d
    ``threshold_spread``, T_least and T_most ``least_threshold`` and ``largest_threshold`` (shares),
    v ``rule_pull`` (logit), i ``isgs_pull`` (factor)

Source
    Activation: Epstein (2002), ``epstein_2002``; fear holds back, thresholds about normal with mean
    0.5 and spread 0.25: Bennett (2008), ``bennett_2008``; three motives: ``undp_2017``;
    the allocation by logit is assumed. Check: half name a trigger, jobs a quarter, kin and faith
    less (``undp_2023``)

Assumptions
    Whatever the motive, recruits go to jihadists or, among Tuareg and Arabs as far as the CMA is
    armed, to the CMA; farmers angry at jihadists join self-defence militias.

Not here
    The army's enlistment; desertion. Recruits are not taken from the population; counts of
    recruits by motive hold only those who join jihadists.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sahelsim.core.parameter import factor, parameter, people, share, switch, weekly_rate
from sahelsim.mechanisms._shipped import CMA, ISGS, JNIM, MILITIA
from sahelsim.model.forms import by_identity, by_place, logit, people_of, spread
from sahelsim.model.mechanism import Mechanism, Uniform, settled
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


ARREST = 2.3  # Epstein's k: one coercer per active means a 0.9 chance of arrest
HALF = 0.5  # σ(x) = (1 + tanh(x/2))/2
NORMAL = 1.702  # log-odds over this are nearly standard normal quantiles (the usual constant)


def arrest_probability(coercers: Array, actives: Array, floored: Array | float = 0.0) -> Array:
    """Return Epstein's P = 1 − exp(−k·C/A), with the ratio rounded down where floored is 1.

    Examples
    --------
    >>> [round(float(arrest_probability(1, 1)), 4), round(float(arrest_probability(1, 2)), 3)]
    [0.8997, 0.683]
    >>> float(arrest_probability(1, 2, floored=1.0))
    0.0
    """
    ratio = np.asarray(coercers, dtype=float) / np.maximum(actives, 1e-9)
    ratio = np.where(np.asarray(floored) > 0.5, np.floor(ratio), ratio)
    return np.asarray(-np.expm1(-ARREST * ratio))


@cache
def rank_odds(geography: Geography) -> Array:
    """Return the log-odds of each row's rank, (communities,)."""
    return logit(geography.threshold_quantile)


def _share(value: float, why: str, low: float = 0.0, high: float = 1.0) -> Any:
    """Declare an assumed share."""
    return parameter(value, unit="share", low=low, high=high, source="assumed", why=why)


@dataclass(frozen=True)
class Recruitment(Mechanism):
    """People join for a trigger, for a living, or through kin; then choose whom to join."""

    phase = "recruitment"
    reads = (
        "anger_state",
        "anger_jihad",
        "fear",
        "population",
        "fighters",
        "control",
        "readiness",
        "accord_in_force",
        "blockade",
        "truce",
    )
    writes = (
        "fighters",
        "recruits_trigger",
        "recruits_livelihood",
        "recruits_kin",
    )

    activation_rounding: float = switch("activation_rounding")
    trigger_rate: float = weekly_rate(
        3.4e-05,
        "scaled so that jihadists replaced their losses and grew in 2021",
        low=0.0,
        high=0.005,
    )
    livelihood_rate: float = weekly_rate(
        3e-06, "a quarter of recruits name work as the reason", low=0.0, high=0.0005
    )
    kin_rate: float = weekly_rate(
        4e-06, "less than a quarter name kin or faith", low=0.0, high=0.0005
    )
    risk_aversion: float = share(
        0.2, "armed groups recruit where the state is thin, so arrest is rarely near"
    )
    spread: float = share(0.12, "people inside one row differ", low=0.02, high=0.5)
    militia_rate: float = weekly_rate(
        3e-05, "militias of the centre replaced their losses", low=0.0, high=0.001
    )
    trigger_reach: float = _share(
        0.1, "the most wronged find their way to a group that rules elsewhere"
    )
    truce_restraint: float = _share(
        0.3, "a local truce takes away some occasions to join, not the grievance"
    )
    blockade_hardship: float = _share(
        0.4, "who can neither farm nor trade has one reason more to live by a gun"
    )
    soldiers_per_coercer: float = people(
        10.0, "one soldier in ten is out among people at a time", low=1.0, high=50.0
    )
    hidden_actives: float = people(
        20.0, "suspects whom soldiers must watch even where no group stands", low=1.0, high=200.0
    )
    threshold_mean: float = share(0.5, low=0.2, high=0.8, source="bennett_2008")
    threshold_spread: float = share(0.25, low=0.05, high=0.5, source="bennett_2008")
    least_threshold: float = _share(0.05, "hardly anybody fights without any anger", high=0.3)
    largest_threshold: float = _share(0.98, "hardly anybody bears everything", low=0.7)
    rule_pull: float = parameter(
        4.0,
        "people join whom they live under: full rule draws 55 times as much as none",
        unit="logit",
        low=0.0,
        high=10.0,
    )
    isgs_pull: float = factor(0.6, "its harsher rule draws fewer than JNIM's", low=0.0, high=2.0)
    northern_affinity: float = _share(
        0.7, "kin in JNIM's northern branches, but the CMA competes for the same men"
    )
    songhai_affinity: float = _share(0.4, "some joined the jihadists of 2012, others fought them")
    other_affinity: float = _share(0.2, "few ties of kin, and militias draw the same men")

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return who joins which group, by place, and why."""
        held = s.total("control", "jihadist")
        motives, pull = self._motives(s, geography, held, dt), self._pulls(s, geography)
        faithful = pull[JNIM] + pull[ISGS]
        chance = faithful + pull[CMA]
        np.divide(s.population, chance, out=chance)  # of each pull's share in all pulls
        faithful *= chance
        per_motive = [np.einsum("wc,wc->w", faithful, m)[:, None] for m in motives]
        joins = motives[0]  # in place, as below: communities are many
        joins += motives[1]
        joins += motives[2]
        joins *= chance
        for drawn in pull.values():
            drawn *= joins  # from here on: who joins
        farmers = s.population * s.anger_jihad
        farmers *= people_of(geography, "dogon", "bambara")
        return {
            f"fighters.{JNIM}": by_place(pull[JNIM], geography),
            f"fighters.{ISGS}": by_place(pull[ISGS], geography),
            f"fighters.{CMA}": by_place(pull[CMA], geography),
            f"fighters.{MILITIA}": dt * self.militia_rate * by_place(farmers, geography) * held,
            "recruits_trigger": per_motive[0],
            "recruits_livelihood": per_motive[1],
            "recruits_kin": per_motive[2],
        }

    def _motives(
        self, s: State, geography: Geography, held: Array, dt: float
    ) -> tuple[Array, Array, Array]:
        """Return how many of each community join for each motive in ``dt`` weeks (share)."""
        coercers = (
            s.total("fighters", "army") + s.total("fighters", "contractor")
        ) / self.soldiers_per_coercer
        actives = s.total("fighters", "jihadist") + s.total("fighters", "signatory")
        actives = actives + self.hidden_actives
        arrest = arrest_probability(coercers, actives, self.activation_rounding)
        risk = spread(arrest, geography)
        risk *= self.risk_aversion * geography.threshold_quantile
        active = np.maximum(s.fear, self.thresholds(geography))
        active += risk
        np.subtract(s.anger_state, active, out=active)
        active *= HALF / np.asarray(self.spread)
        np.tanh(active, out=active)
        active += 1.0  # twice σ: the cercle's share of it is halved instead of every community's
        called = HALF * dt * self.trigger_rate * (self.trigger_reach + held)
        called = called * (1.0 - self.truce_restraint * s.truce)
        need = 1.0 - self.blockade_hardship + self.blockade_hardship * s.blockade
        poor = dt * self.livelihood_rate * need * held
        active *= spread(called, geography)
        kin = spread(dt * self.kin_rate * held, geography)
        kin *= self.affinity(geography)
        return active, spread(poor, geography), kin

    def _pulls(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return how strongly each group pulls each community, (replicates, communities)."""

        def there(group: str) -> Array:  # the costly exponential once a place, not a community
            return np.asarray(np.exp(self.rule_pull * s.row(f"control.{group}")))

        armed = np.maximum(s.readiness, 1.0 - s.accord_in_force)
        jnim, cma = spread(there(JNIM), geography), spread(armed * math.e * there(CMA), geography)
        jnim *= np.exp(self.affinity(geography))
        cma *= people_of(geography, "tuareg", "arab")
        return {JNIM: jnim, ISGS: spread(self.isgs_pull * there(ISGS), geography), CMA: cma}

    @settled
    def thresholds(self, geography: Geography) -> Array:
        """Return each row's violence threshold, (communities,) or (replicates, communities)."""
        wall = self.threshold_mean + self.threshold_spread * rank_odds(geography) / NORMAL
        return np.asarray(np.clip(wall, self.least_threshold, self.largest_threshold))

    @settled
    def affinity(self, geography: Geography) -> Array:
        """Return each community's closeness to JNIM's networks, 0-1."""
        close = {
            "fulani": 1.0,
            "tuareg": self.northern_affinity,
            "arab": self.northern_affinity,
            "songhai": self.songhai_affinity,
        }
        return by_identity(close, self.other_affinity, geography)
