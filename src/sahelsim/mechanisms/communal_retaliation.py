"""Communal retaliation: militias avenge jihadist violence on Fulani civilians.

Equation
    E = v0 · heat · S · anger · φ / (φ + φ0) · (1 − truce) ;  deaths = events(E)
    φ = Fulani / (people + 1) ;  anger = Σ anger_c · N_c / (ΣN_c + 1), over those not Fulani

Symbols
    E expected Fulani civilians killed (deaths/week), v0 deaths per man and week (revenge_rate), S
    militia men, people, Fulani: those at home in the cercle, N_c people of a community there,
    anger_c its anger at jihadist violence (0-1), φ Fulani share, φ0 share at which half of the
    revenge finds a target (fulani_half), heat intensity of the war there (factor), truce strength
    of a local ceasefire (0-1),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    UN counts by perpetrator: a fifth of victims in the second quarter of 2021 (``minusma_hrd``);
    the form is assumed

Assumptions
    Militias hold the Fulani answerable for JNIM; no actor orders it. It happens wherever militias
    stand; the anger is that of all who are not Fulani, farmers or not.

Not here
    Battles between militias and JNIM.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import parameter, share
from sahelsim.model.forms import by_place, eventful, fulani_by_place, people_by_place, people_of
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class CommunalRetaliation(Mechanism):
    """Militias avenge jihadist violence on Fulani civilians."""

    phase = "harm"
    reads = ("fighters", "anger_jihad", "truce", "population", "heat")
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
    fulani_half: float = share(
        0.1, "one Fulani in ten is enough for militias to find a hamlet or camp", low=0.02, high=0.5
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return Fulani civilians killed by militias, by place."""
        fulani, people = fulani_by_place(s, geography), people_by_place(s, geography)
        share = fulani / (people + 1.0)
        number = people - fulani
        farmers = s.population * s.anger_jihad
        farmers *= 1.0 - people_of(geography, "fulani")
        anger = by_place(farmers, geography) / (number + 1.0)
        target = share / (share + self.fulani_half) * (1.0 - s.truce) * s.heat
        expected = dt * self.revenge_rate * s.row("fighters.selfdef") * anger * target
        killed = eventful(expected, self.event_size, self.tail, rng, "revenge")
        return {"civilians_killed.selfdef": killed}
