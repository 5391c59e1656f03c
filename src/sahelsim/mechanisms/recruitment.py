"""Recruitment: men join for a trigger, for a living, through kin, or for who rules; then a group.

Equation
    joins = S·(1 − exp(−dt·reach·(trigger + living + kin + rule))) · pull/Σ pull ;
    trigger = κ_t·(G_state·(1 − F) + G_militia)·(1 − τ·truce) ;  living = κ_l·2·pay/(pay + income/(1 + b·blockade)) ;
    pay = Σ means·e^(v·h)/Σ e^(v·h) over jihadist groups ;
    kin = κ_k·affinity·men/Σ(affinity·S) ;  rule = κ_r·H ;  reach = r + (1 − r)·H ;
    S' = S + g·(p·N − S)·dt − joins ;
    pull of a jihadist group e^(v·h + affinity), of rebels armed·e^(v·h + 1) among their peoples ;
    militia joins = κ_m · H · Σ N·G_jihad over the peoples that militias come from

Symbols
    S pool: men of the community who might take up arms (people), N its people at home, p its share
    of them (``pool_share``), g renewal (1/week), κ rates (1/week), H control of the cercle by
    jihadists, h by the group itself (shares), r what reaches men where none of them rules
    (``reach_alone``), G_state, G_militia and G_jihad anger at the state side, militias, jihadists
    (0-1), F fear of the state side (share), τ ``truce_restraint``, b ``blockade_hardship`` (factor),
    income of the countryside (factor), means what a group spends on a fighter against the usual
    (factor), affinity to the group's networks (0-1), men jihadists in the
    cercle (people), armed how far the rebels are
    armed: max(readiness, 1 − accord in force), v ``rule_pull`` (logit)

Source
    Of those who joined, 71 % name an act of the state as the tipping point (``undp_2017``);
    protection of oneself, kin and village matters (``iss_2016``). Work as a reason:
    ``blattman_annan_2016``. Rates are set from
    these shares and the strengths of 2018 and 2021; the forms are assumed

Assumptions
    Fear holds back only those whom the state angers. Kin of kin: each fighter draws others of the
    peoples his group has ties with. Whatever the motive, men go to jihadists or, among the rebels'
    peoples and as far as they are armed, to the rebels.

Not here
    The army's enlistment; desertion; what groups earn (rebel purse).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import added, by_place, spread
from sahelsim.model.harm import anger_at_jihadists, anger_at_militias, anger_at_state, by_table
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

MOTIVES = ("trigger", "livelihood", "kin", "rule")


@dataclass(frozen=True)
class Recruitment(Mechanism):
    """Men join for a trigger, for a living, through kin, or for who rules; then a group."""

    phase = "recruitment"
    reads = (
        "revenge_state",
        "revenge_jihadist",
        "revenge_militia",
        "legitimacy",
        "fear",
        "population",
        "pool",
        "fighters",
        "control",
        "readiness",
        "accord_in_force",
        "blockade",
        "truce",
        "rural_income",
        "means",
    )
    writes = (
        "fighters",
        "pool",
        "recruits_trigger",
        "recruits_livelihood",
        "recruits_kin",
        "recruits_rule",
    )

    trigger_rate: float = weekly_rate(
        3.5e-03,
        "a third of recruits at the harm of 2021, as the surveys' two shares multiply to",
        low=0.0,
        high=0.02,
    )
    livelihood_rate: float = weekly_rate(
        5.0e-05, "a quarter of recruits at the usual income", low=0.0, high=0.002
    )
    kin_rate: float = weekly_rate(
        9.0e-04, "a fifth of recruits follow kin who fight already", low=0.0, high=0.01
    )
    rule_rate: float = weekly_rate(
        1.6e-04, "a fifth of recruits join whoever rules and protects", low=0.0, high=0.005
    )
    pool_share: float = share(
        0.017,
        "a tenth of the men of 15 to 35, who are about a sixth of all people",
        low=0.008,
        high=0.035,
    )
    pool_renewal: float = weekly_rate(
        0.001, "a twentieth of an age group of twenty years is new each year", low=0.0, high=0.01
    )
    reach_alone: float = share(
        0.1, "the most wronged find their way to a group that rules elsewhere"
    )
    truce_restraint: float = share(
        0.3, "a local truce takes away some occasions to join, not the grievance"
    )
    blockade_hardship: float = factor(
        0.7,
        "who can neither farm nor trade has one reason more to live by a gun",
        low=0.0,
        high=3.0,
    )
    militia_rate: float = weekly_rate(
        3e-05, "militias of the centre replaced their losses", low=0.0, high=0.001
    )
    rule_pull: float = parameter(
        4.0,
        "people join whom they live under: full rule draws 55 times as much as none",
        unit="logit",
        low=0.0,
        high=10.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return who joins which group, by place, and why."""
        held = s.total("control", "jihadist")
        motives, pull = self.motives(s, geography, held), self._pulls(s, geography)
        hazard = motives["trigger"] + motives["livelihood"]
        hazard += motives["kin"]
        hazard += motives["rule"]
        joins = -np.expm1(-dt * hazard)
        joins *= s.pool
        hazard += 1e-300  # no motive at all is no share of any
        faithful = added(pull[who] for who in s.roster.of("jihadist"))
        chance = joins / (added(pull.values()) + 1e-300)
        faithful *= chance
        faithful /= hazard
        booked = {
            f"recruits_{why}": np.einsum("wc,wc->w", faithful, motives[why])[:, None]
            for why in MOTIVES
        }
        for drawn in pull.values():
            drawn *= chance  # from here on: who joins
        renewed = self.pool_share * s.population
        renewed -= s.pool
        renewed *= dt * self.pool_renewal
        renewed -= joins
        return booked | {
            "pool": renewed,
            **{f"fighters.{who}": by_place(drawn, geography) for who, drawn in pull.items()},
            **self._militias(s, geography, dt * held),
        }

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return a full pool."""
        return {"pool": self.pool_share * s.population}

    def motives(self, s: State, geography: Geography, held: Array) -> dict[str, Array]:
        """Return the weekly hazard by motive, each (replicates, communities)."""
        reach = self.reach_alone + (1.0 - self.reach_alone) * held
        called = self.trigger_rate * reach * (1.0 - self.truce_restraint * s.truce)
        trigger = 1.0 - s.fear
        trigger *= anger_at_state(s, geography)
        trigger += anger_at_militias(s, geography)
        trigger *= spread(called, geography)
        outside = s.rural_income / (1.0 + self.blockade_hardship * s.blockade)
        offered = self._offered(s)
        worth = 2.0 * offered / (offered + outside)
        kin = np.zeros_like(trigger)
        for who, men in s.each("fighters", "jihadist").items():
            close = by_table(s.roster.card(who).affinity, geography)
            friends = by_place(s.pool * close, geography) + 1.0
            kin += close * spread(self.kin_rate * men / friends, geography)
        return {
            "trigger": trigger,
            "livelihood": spread(self.livelihood_rate * reach * worth, geography),
            "kin": kin,
            "rule": spread(self.rule_rate * reach * held, geography),
        }

    def _offered(self, s: State) -> Array:
        """Return what jihadists spend on a man against the usual, by place, as they draw him."""
        drawn = total = np.zeros_like(s.blockade)
        for who, means in s.each("means", "jihadist").items():
            pull = np.exp(self.rule_pull * s.row(f"control.{who}"))
            drawn, total = drawn + pull * means, total + pull
        return np.asarray(drawn / (total + 1e-300))

    def _pulls(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return how strongly each group pulls each community, (replicates, communities)."""

        def there(group: str) -> Array:  # the costly exponential once a place, not a community
            return np.asarray(np.exp(self.rule_pull * s.row(f"control.{group}")))

        found = {}
        for who in s.roster.of("jihadist"):
            affinity = by_table(s.roster.card(who).affinity, geography)
            found[who] = spread(there(who), geography) * np.exp(affinity)
        armed = np.maximum(s.readiness, 1.0 - s.accord_in_force)
        for who in s.roster.of("signatory"):
            own = by_table(s.roster.card(who).affinity, geography)
            found[who] = spread(armed * math.e * there(who), geography) * own
        return found

    def _militias(self, s: State, geography: Geography, held: Array) -> dict[str, Array]:
        """Return who joins militias: men of their peoples, where jihadists have angered them."""
        angry = s.population * anger_at_jihadists(s, geography)
        found = {}
        for who in s.roster.of("militia"):
            own = by_table(s.roster.card(who).affinity, geography)
            found[f"fighters.{who}"] = self.militia_rate * by_place(angry * own, geography) * held
        return found
