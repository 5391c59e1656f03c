"""Influence: who has the ear of Bamako, and whether France still trusts it.

Equation
    d russia = r · (0.15 + 0.5·contract·men/(men + 400) + 0.2·approval − russia) ;
    d france = r · (relation·(0.5·min(1.2, troops/2,500) + 0.3·aid) − france) ;
    d trust = r · (max(0, 0.55 − 0.4·ambiguity − 0.4·contract − 0.2·talks) − trust)

Symbols
    russia and france their influence in Bamako, trust France's trust in the junta (shares), r speed
    (1/week), contract 1 while one with Wagner is signed, men Wagner's men, troops French and Takuba
    troops (people), approval mean approval of Russia over regions, each counting alike, relation
    between junta and France (1 operations together, 0.5 suspended, 0 ended), aid against its level
    of 2020, ambiguity hints at a deal with Wagner, talks between junta and JNIM (shares)

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

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of both influences and of France's trust."""
        men = s.row("fighters.wagner").sum(axis=1, keepdims=True)
        troops = np.minimum(1.2, s.row("fighters.france").sum(axis=1, keepdims=True) / 2500.0)
        favour = s.approval_russia.mean(axis=1, keepdims=True)
        russia = 0.15 + 0.5 * s.contract * men / (men + 400.0) + 0.2 * favour
        france = s.french_relation * (0.5 * troops + 0.3 * s.aid)
        trust = 0.55 - 0.4 * s.ambiguity - 0.4 * s.contract - 0.2 * s.talks
        rate = dt * self.speed
        return {
            "russian_influence": rate * (russia - s.russian_influence),
            "french_influence": rate * (france - s.french_influence),
            "french_trust": rate * (np.maximum(0.0, trust) - s.french_trust),
        }
