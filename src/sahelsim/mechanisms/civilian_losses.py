"""Civilian losses: the dead of the week are missing from their communities.

Equation
    dN_c = −D · N_c / (ΣN + 1) − D_m · H_c / (ΣH + 1)

Symbols
    N_c people of a community at home, H_c the same if it is Fulani, else 0, Σ over the cercle
    (people), D civilians killed in the cercle by all but militias, D_m by militias, who kill Fulani
    civilians (deaths/week)

Source
    bookkeeping: by numbers within a cercle (assumed); the targets of militias: ``minusma_hrd``

Assumptions
    Within a cercle deaths fall on communities by their numbers.

Not here
    Who kills; deaths among the displaced; fighters: who joins, falls or goes home does not change
    the count of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.model.forms import fulani_by_place, people_by_place, people_of, spread
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class CivilianLosses(Mechanism):
    """The dead of the week are missing from their communities."""

    phase = "control"
    reads = ("civilians_killed", "population")
    writes = ("population",)

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the loss of each community."""
        by_militias = s.row("civilians_killed.selfdef")
        by_others = s.civilians_killed.sum(axis=1) - by_militias
        share = spread(-by_others / (people_by_place(s, geography) + 1.0), geography)
        avenged = spread(by_militias / (fulani_by_place(s, geography) + 1.0), geography)
        avenged *= people_of(geography, "fulani")
        share -= avenged
        share *= s.population
        return {"population": share}
