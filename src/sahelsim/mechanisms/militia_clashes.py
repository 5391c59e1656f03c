"""Militia clashes: self-defence militias and jihadists fight wherever both stand.

Equation
    E = c · heat · (1 − w + w · tempo) · min(S, k · J) · (1 − truce) · (a0 + anger)
    D = events(E) ;  D_J = min(⌊j · D⌋, cap · J) ;  D_S = min(D − D_J, cap · S)

Symbols
    J fighters of a jihadist group, S men of the militias hostile to it in a place (people), k
    militia men whom one fighter can engage (reach), c deaths per man in contact and week
    (contact_deaths), heat intensity of the war there (factor), tempo of the group's attacks
    (factor), truce strength of a local ceasefire (0-1), anger at jihadist violence, mean of all
    people at home there (0-1), D dead of both sides, w part of the clashes that the group seeks
    (tempo_weight), a0 what there is without anger (calm_weight), j the group's share of the dead
    (jihadist_share), cap largest share of a side killed (loss_cap),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    UCDP's non-state deaths (``ucdp_ged``); truces of Niono 2021 (facts table); form assumed

Assumptions
    Militias do not choose: presence and anger move them. Jihadists' dead are rounded down:
    at three in ten, none of one to three. Most militias stand in the centre, but clashes are not bound
    to it.

Not here
    Their violence against civilians (communal retaliation); groups that no militia's card names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import added, eventful, mean_by_place, shared
from sahelsim.model.harm import anger_at_jihadists
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class MilitiaClashes(Mechanism):
    """Self-defence militias and jihadists fight wherever both stand."""

    phase = "clashes"
    reads = (
        "fighters",
        "truce",
        "revenge_jihadist",
        "population",
        "heat",
        "tempo",
    )
    writes = (
        "battle_deaths",
        "fighters",
        "fighters_killed",
    )

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
    jihadist_share: float = share(
        0.3, "JNIM is better armed and mostly chooses place and time", low=0.1, high=0.5
    )
    loss_cap: float = share(
        0.5, "the weaker side gets away before most of its men are dead", low=0.2, high=0.9
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return losses of militias and jihadists by place."""
        angry = self.calm_weight + mean_by_place(anger_at_jihadists(s, geography), s, geography)
        booked: dict[str, Array] = {}
        for foe, men in s.each("fighters", "jihadist").items():
            militias = {n: s.row(f"fighters.{n}") for n in s.roster.foes(foe, "militia")}
            if not militias:
                continue
            militia = added(militias.values())
            pace = 1.0 - self.tempo_weight + self.tempo_weight * s.row(f"tempo.{foe}")
            contact = np.minimum(militia, self.reach * men) * (1.0 - s.truce) * angry
            expected = dt * self.contact_deaths * contact * s.heat * pace
            dead = eventful(expected, self.event_size, self.tail, rng, f"militia_{foe}")
            lost = np.minimum(np.floor(self.jihadist_share * dead), self.loss_cap * men)
            fell = np.minimum(dead - lost, self.loss_cap * militia)
            booked[f"battle_deaths.militia_{foe}"] = lost + fell
            for who, own in {foe: lost, **shared(fell, militias)}.items():
                booked[f"fighters_killed.{who}"] = booked.get(f"fighters_killed.{who}", 0.0) + own
                booked[f"fighters.{who}"] = -booked[f"fighters_killed.{who}"]
        return booked
