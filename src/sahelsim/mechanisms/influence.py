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

from sahelsim.core.parameter import factor, people, share, weekly_rate
from sahelsim.mechanisms._shipped import FRANCE, RUSSIA
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.yardsticks import full_french_force

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Influence(Mechanism):
    """Who has the ear of Bamako, and whether France still trusts it."""

    phase = "regime"
    reads = (
        "influence",
        "trust",
        "contract",
        "fighters",
        "approval_russia",
        "relation",
        "aid",
        "ambiguity",
        "talks",
    )
    writes = (
        "influence",
        "trust",
    )

    speed: float = weekly_rate(0.04, "half a year", low=0.01, high=0.2)
    ties_to_russia: float = share(
        0.15, "arms and training tie Bamako to Moscow without any contract; size a guess", high=0.3
    )
    russia_from_men: float = share(
        0.5, "men who guard the junta are taken to be the main lever", low=0.1, high=0.8
    )
    men_half: float = people(
        400.0, "the first hundreds are taken to count most", low=50.0, high=2000.0
    )
    russia_from_favour: float = share(
        0.2, "a popular patron is heard more, but a crowd decides nothing", high=0.5
    )
    france_from_troops: float = share(
        0.5, "as much as a very large contract gives Russia", low=0.1, high=0.7
    )
    full_french_force: float = full_french_force()
    troops_cap: float = factor(
        1.2, "troops beyond a full force are taken to add little", low=1.0, high=2.0
    )
    france_from_aid: float = share(0.3, "aid is taken to weigh somewhat less than troops", high=0.5)
    base_trust: float = share(
        0.55, "a junta that behaves is trusted by about half, after two coups", low=0.2, high=0.9
    )
    trust_lost_by_hints: float = share(0.4, "loud hints cost most of it")
    trust_lost_by_contract: float = share(
        0.4, "as much as the loudest hint; both together leave none"
    )
    trust_lost_by_talks: float = share(
        0.2, "France refuses talks with JNIM, but they are less of a breach than Wagner"
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of both influences and of France's trust."""
        men = s.total("fighters", "contractor").sum(axis=1, keepdims=True)
        troops = s.total("fighters", "foreign_force").sum(axis=1, keepdims=True)
        troops = np.minimum(self.troops_cap, troops / self.full_french_force)
        favour = s.approval_russia.mean(axis=1, keepdims=True)
        lever = (
            self.russia_from_men * s.most("contract", "contractor") * men / (men + self.men_half)
        )
        russia = self.ties_to_russia + lever + self.russia_from_favour * favour
        france = self.france_from_troops * troops + self.france_from_aid * s.aid
        france = s.most("relation", "foreign_force") * france
        trust = self.base_trust - self.trust_lost_by_hints * s.ambiguity
        trust = trust - self.trust_lost_by_contract * s.most("contract", "contractor")
        trust = trust - self.trust_lost_by_talks * s.most("talks", "jihadist")
        rate = dt * self.speed
        return {
            f"influence.{RUSSIA}": rate * (russia - s.row(f"influence.{RUSSIA}")),
            f"influence.{FRANCE}": rate * (france - s.row(f"influence.{FRANCE}")),
            f"trust.{FRANCE}": rate * (np.maximum(0.0, trust) - s.row(f"trust.{FRANCE}")),
        }
