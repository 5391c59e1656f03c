"""Communal retaliation: militias avenge jihadist violence on those whom they hold answerable.

Equation
    E = v0 · heat · S · anger · φ / (φ + φ0) · (1 − truce) ;  deaths = events(E), by each militia
    φ = H / (people + 1) ;  anger = Σ anger_c · N_c / (ΣN_c + 1), over those not in H

Symbols
    E expected civilians killed (deaths/week), v0 deaths per man and week (revenge_rate), S the
    militia's men, people all at home in the cercle, H those of them whom its card calls suspects,
    N_c people of a community there, anger_c its anger at jihadist violence (0-1), φ share of
    suspects, φ0 share at which half of the revenge finds a target (suspects_half), heat intensity
    of the war there (factor), truce strength of a local ceasefire (0-1),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    UN counts by perpetrator: a fifth of victims in the second quarter of 2021 (``minusma_hrd``);
    the form is assumed

Assumptions
    Militias hold whole communities answerable for jihadists; no actor orders it. It happens
    wherever militias stand; the anger is that of all others, farmers or not.

Not here
    Battles between militias and jihadists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share
from sahelsim.model.forms import by_place, eventful, people_by_place, people_here_of, people_of
from sahelsim.model.harm import anger_at_jihadists
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class CommunalRetaliation(Mechanism):
    """Militias avenge jihadist violence on those whom they hold answerable."""

    phase = "harm"
    reads = (
        "fighters",
        "revenge_jihadist",
        "truce",
        "population",
        "heat",
    )
    writes = ("civilians_killed",)

    revenge_rate: float = parameter(
        0.0032,
        "about a fifth of the civilians killed in 2021",
        unit="deaths per man and week",
        low=0.0,
        high=0.05,
    )
    event_size: float = parameter(
        6.0, "village attacks of 2019-21", unit="deaths", low=1.0, high=30.0
    )
    tail: float = parameter(1.8, "Ogossagou 2019: about 160 deaths", unit="1", low=1.4, high=5.0)
    suspects_half: float = share(
        0.1, "one Fulani in ten is enough for militias to find a hamlet or camp", low=0.02, high=0.5
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return civilians whom militias hold answerable, killed by them, by place."""
        return {
            f"civilians_killed.{who}": eventful(
                self._expected(dt * self.revenge_rate * men, s, geography, who),
                self.event_size,
                self.tail,
                rng,
                who,
            )
            for who, men in s.each("fighters", "militia").items()
        }

    def _expected(self, most: Array, s: State, geography: Geography, militia: str) -> Array:
        """Return expected deaths: the most there can be, by the others' anger and who can be hit."""
        suspects = s.roster.card(militia).suspects
        blamed, people = people_here_of(s, geography, suspects), people_by_place(s, geography)
        share = blamed / (people + 1.0)
        angry = s.population * anger_at_jihadists(s, geography)
        angry *= 1.0 - people_of(geography, *suspects)
        anger = by_place(angry, geography) / (people - blamed + 1.0)
        target = share / (share + self.suspects_half) * (1.0 - s.truce) * s.heat
        return np.asarray(most * anger * target)
