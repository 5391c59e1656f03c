"""Militia clashes: self-defence militias and JNIM fight wherever both stand.

Equation
    E = c · heat · (1 − w + w · tempo) · min(S, k · J) · (1 − truce) · (a0 + anger)
    D = events(E) ;  D_JNIM = min(⌊j · D⌋, cap · J) ;  D_militia = min(D − D_JNIM, cap · S)

Symbols
    S militia men, J JNIM fighters in a place (people), k militia men whom one fighter can engage
    (reach), c deaths per man in contact and week (contact_deaths), heat intensity of the war there
    (factor), tempo of JNIM's attacks (factor), truce strength of a local ceasefire (0-1), anger at
    jihadist violence, mean of all people at home there (0-1), D dead of both sides, w part of the
    clashes that JNIM seeks (tempo_weight), a0 what there is without anger (calm_weight), j JNIM's
    share of the dead (jnim_share), cap largest share of a side killed (loss_cap),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    UCDP's non-state deaths (``ucdp_ged``); truces of Niono 2021 (facts table); form assumed

Assumptions
    Militias do not choose: presence and anger move them. JNIM's dead are rounded down: at
    three in ten, none of one to three. Most militias stand in the centre, but clashes are not bound
    to it.

Not here
    Their violence against Fulani civilians (communal retaliation); militias against ISGS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import eventful, mean_by_place
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class MilitiaClashes(Mechanism):
    """Self-defence militias and JNIM fight wherever both stand."""

    phase = "clashes"
    reads = ("fighters", "truce", "anger_jihad", "population", "heat", "jnim_tempo")
    writes = ("battle_deaths", "fighters", "fighters_killed")

    contact_deaths: float = weekly_rate(
        0.005,
        "scaled to UCDP's non-state deaths of the centre in 2021, about 20 a month",
        low=0.0,
        high=0.05,
    )
    reach: float = parameter(2.0, "mobile bands", unit="people per fighter", low=0.5, high=5.0)
    event_size: float = parameter(
        7.0, "village attacks of 2019-21", unit="deaths", low=2.0, high=30.0
    )
    tail: float = parameter(
        1.9,
        "most of these clashes are small, a few kill over a hundred (Ogossagou 2019)",
        unit="1",
        low=1.4,
        high=5.0,
    )
    tempo_weight: float = share(
        0.5, "half of the clashes are taken to be JNIM's attacks, half the militias'"
    )
    calm_weight: float = factor(
        0.5, "militias meet JNIM on patrol where nobody is angry too", low=0.1, high=1.0
    )
    jnim_share: float = share(
        0.3, "JNIM is better armed and mostly chooses place and time", low=0.1, high=0.5
    )
    loss_cap: float = share(
        0.5, "the weaker side gets away before most of its men are dead", low=0.2, high=0.9
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return losses of militias and JNIM by place."""
        militia, jnim = s.row("fighters.selfdef"), s.row("fighters.jnim")
        anger = mean_by_place(s.anger_jihad, s, geography)
        pace = 1.0 - self.tempo_weight + self.tempo_weight * s.jnim_tempo
        met = np.minimum(militia, self.reach * jnim)
        contact = met * (1.0 - s.truce) * (self.calm_weight + anger)
        expected = dt * self.contact_deaths * contact * s.heat * pace
        dead = eventful(expected, self.event_size, self.tail, rng, "clash")
        of_jnim = np.minimum(np.floor(self.jnim_share * dead), self.loss_cap * jnim)
        of_militia = np.minimum(dead - of_jnim, self.loss_cap * militia)
        return {
            "battle_deaths.militia_jnim": of_jnim + of_militia,
            "fighters_killed.jnim": of_jnim,
            "fighters_killed.selfdef": of_militia,
            "fighters.jnim": -of_jnim,
            "fighters.selfdef": -of_militia,
        }
