"""Civilian losses: the dead of the week are missing from their communities.

Equation
    dN_c = −D · N_c / (ΣN + 1) − Σ_m D_m · H_c / (ΣH + 1)

Symbols
    N_c people of a community at home, H_c the same if it is of an identity that militia m holds
    answerable, else 0, Σ over the cercle, Σ_m over militias (people), D civilians killed in the
    cercle by all but militias, D_m by a militia (deaths/week)

Source
    bookkeeping: by numbers within a cercle (assumed); whom militias kill: ``minusma_hrd``

Assumptions
    Within a cercle deaths fall on communities by their numbers.

Not here
    Who kills; deaths among the displaced; fighters: who joins, falls or goes home does not change
    the count of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.model.forms import people_by_place, people_here_of, people_of, spread
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class CivilianLosses(Mechanism):
    """The dead of the week are missing from their communities."""

    phase = "control"
    reads = (
        "civilians_killed",
        "population",
    )
    writes = ("population",)

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the loss of each community."""
        killed = s.each("civilians_killed", "militia")
        by_others = s.civilians_killed.sum(axis=1)
        for deaths in killed.values():
            by_others = by_others - deaths
        share = spread(-by_others / (people_by_place(s, geography) + 1.0), geography)
        for who, deaths in killed.items():
            suspects = s.roster.card(who).suspects
            blamed = people_here_of(s, geography, suspects)
            avenged = spread(deaths / (blamed + 1.0), geography)
            avenged *= people_of(geography, *suspects)
            share -= avenged
        share *= s.population
        return {"population": share}
