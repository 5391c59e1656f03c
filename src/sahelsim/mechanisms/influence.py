"""Influence: who has the ear of Bamako, and whether France still trusts it.

Equation
    d russia = r · (i0 + i1·contract·men/(men + M) + i2·approval − russia) ;
    d france = r · (relation·(j1·min(c, troops/F1) + j2·aid) − france) ;
    d trust = r · (max(0, t0 − t1·ambiguity − t2·contract − t3·talks) − trust)

Symbols
    russia and france their influence in Bamako, trust France's trust in the junta (shares), r speed
    (1/week), contract 1 while one with Wagner is signed, men Wagner's men, troops French and Takuba
    troops (people), approval mean approval of Russia over regions, each counting alike, relation
    between junta and France (1 operations together, 0.5 suspended, 0 ended), aid against its level
    of 2020, ambiguity hints at a deal with Wagner, talks between junta and JNIM (shares);
    i0 ties_to_russia, i1 russia_from_men, M men_half (people), i2 russia_from_favour;
    j1 france_from_troops, F1 full_french_force (people), c troops_cap, j2 france_from_aid;
    t0 base_trust, t1 trust_lost_by_hints, t2 trust_lost_by_contract, t3 trust_lost_by_talks

Source
    the article's claim that Russia gains at the West's cost; the forms are assumed

Assumptions
    Influence follows men on the ground, money and favour with months of delay.

Not here
    Great-power politics beyond Mali; what single orders add or take at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.yardsticks import full_french_force

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Influence(Mechanism):
    """Who has the ear of Bamako, and whether France still trusts it."""

    phase = "regime"
    reads = (
        "russian_influence",
        "french_influence",
        "french_trust",
        "contract",
        "fighters",
        "approval_russia",
        "french_relation",
        "aid",
        "ambiguity",
        "talks",
    )
    writes = ("russian_influence", "french_influence", "french_trust")

    speed: float = parameter(
        0.04,
        unit="1/week",
        low=0.01,
        high=0.2,
        source="assumed",
        why="half a year",
    )
    ties_to_russia: float = parameter(
        0.15,
        unit="share",
        low=0.0,
        high=0.3,
        source="assumed",
        why="arms and training tie Bamako to Moscow without any contract; size a guess",
    )
    russia_from_men: float = parameter(
        0.5,
        unit="share",
        low=0.1,
        high=0.8,
        source="assumed",
        why="men who guard the junta are taken to be the main lever",
    )
    men_half: float = parameter(
        400.0,
        unit="people",
        low=50.0,
        high=2000.0,
        source="assumed",
        why="the first hundreds are taken to count most",
    )
    russia_from_favour: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        why="a popular patron is heard more, but a crowd decides nothing",
    )
    france_from_troops: float = parameter(
        0.5,
        unit="share",
        low=0.1,
        high=0.7,
        source="assumed",
        why="as much as a very large contract gives Russia",
    )
    full_french_force: float = full_french_force()
    troops_cap: float = parameter(
        1.2,
        unit="factor",
        low=1.0,
        high=2.0,
        source="assumed",
        why="troops beyond a full force are taken to add little",
    )
    france_from_aid: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        why="aid is taken to weigh somewhat less than troops",
    )
    base_trust: float = parameter(
        0.55,
        unit="share",
        low=0.2,
        high=0.9,
        source="assumed",
        why="a junta that behaves is trusted by about half, after two coups",
    )
    trust_lost_by_hints: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="loud hints cost most of it",
    )
    trust_lost_by_contract: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="as much as the loudest hint; both together leave none",
    )
    trust_lost_by_talks: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="France refuses talks with JNIM, but they are less of a breach than Wagner",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of both influences and of France's trust."""
        men = s.row("fighters.wagner").sum(axis=1, keepdims=True)
        troops = s.row("fighters.france").sum(axis=1, keepdims=True)
        troops = np.minimum(self.troops_cap, troops / self.full_french_force)
        favour = s.approval_russia.mean(axis=1, keepdims=True)
        lever = self.russia_from_men * s.contract * men / (men + self.men_half)
        russia = self.ties_to_russia + lever + self.russia_from_favour * favour
        france = self.france_from_troops * troops + self.france_from_aid * s.aid
        france = s.french_relation * france
        trust = self.base_trust - self.trust_lost_by_hints * s.ambiguity
        trust = trust - self.trust_lost_by_contract * s.contract
        trust = trust - self.trust_lost_by_talks * s.talks
        rate = dt * self.speed
        return {
            "russian_influence": rate * (russia - s.russian_influence),
            "french_influence": rate * (france - s.french_influence),
            "french_trust": rate * (np.maximum(0.0, trust) - s.french_trust),
        }
