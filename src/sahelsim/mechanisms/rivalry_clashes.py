"""Rivalry clashes: JNIM fights ISGS, and the northern signatories fight ISGS.

Equation
    E_1 = c · k · heat · rivalry · min(JNIM, ISGS)
    E_2 = c · k · heat · w · tempo · min(CMA + Platform, ISGS)
    D = events(E), for each: min(⌊f · D⌋, cap · F) die of JNIM or of the signatories,
    min(D − ⌊f · D⌋, cap · ISGS) of ISGS, which thus bears the odd death and never loses more than
    it has

Symbols
    JNIM, ISGS, CMA, Platform fighters in the same place, F those of ISGS's foe (people), c deaths
    per pair of fighters in contact and week (contact_deaths), k contact: how easily armed men meet
    there (0-1, by people per square kilometre), heat intensity of the war there (factor), rivalry
    how hard JNIM and ISGS fight each other (0-1), tempo of ISGS's operations (factor), w how hard
    the signatories fight (signatories_weight), f share of the dead on the side of ISGS's foe
    (foe_share), cap largest share of a side killed by the other (loss_cap),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    dyads of UCDP (``ucdp_brd``); three-sided allocation of force: ``kress_2018``; scale assumed

Assumptions
    Contact is limited by the smaller side. CMA and Platform fight ISGS side by side, as hard as its
    tempo makes it, and share their dead by numbers. Tempo does not move JNIM's fight with ISGS.

Not here
    A CMA-JNIM war: their understanding or coexistence is a choice of the CMA. CMA and Platform
    against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import eventful
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class RivalryClashes(Mechanism):
    """JNIM fights ISGS, and the northern signatories fight ISGS."""

    phase = "clashes"
    reads = ("fighters", "rivalry", "isgs_tempo", "heat")
    writes = ("battle_deaths", "fighters", "fighters_killed")

    contact_deaths: float = weekly_rate(
        0.021,
        "scaled to UCDP's non-state deaths of November 2020 to October 2021 outside the centre, about 10 a month",
        low=0.0,
        high=0.1,
    )
    event_size: float = parameter(
        8.0, "reported clashes of 2020-21", unit="deaths", low=2.0, high=30.0
    )
    tail: float = parameter(2.2, "as for attacks on camps", unit="1", low=1.5, high=5.0)
    signatories_weight: float = factor(
        0.4, "they guard their towns and seldom seek ISGS out", low=0.05, high=1.0
    )
    foe_share: float = share(
        0.5, "neither side of these clashes is taken to have the better of it", low=0.2, high=0.8
    )
    loss_cap: float = share(
        0.5, "the weaker side gets away before most of its men are dead", low=0.2, high=0.9
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return losses of JNIM, ISGS, CMA and Platform by place."""
        isgs, jnim = s.row("fighters.isgs"), s.row("fighters.jnim")
        cma, platform = s.row("fighters.cma"), s.row("fighters.platform")
        pace = dt * self.contact_deaths * geography.contact * s.heat
        jihad = pace * s.rivalry * np.minimum(jnim, isgs)
        north = pace * self.signatories_weight * s.isgs_tempo * np.minimum(cma + platform, isgs)
        dead = self._split(eventful(jihad, self.event_size, self.tail, rng, "jihad"), jnim, isgs)
        fell = self._split(
            eventful(north, self.event_size, self.tail, rng, "north"), cma + platform, isgs
        )
        of_isgs = np.minimum(fell[1], isgs - dead[1])
        on_cma = fell[0] * cma / np.maximum(cma + platform, 1.0)
        lost = {
            "jnim": dead[0],
            "isgs": dead[1] + of_isgs,
            "cma": on_cma,
            "platform": fell[0] - on_cma,
        }
        booked = {f"fighters_killed.{who}": men for who, men in lost.items()}
        booked.update({f"fighters.{who}": -men for who, men in lost.items()})
        booked["battle_deaths.jnim_isgs"] = dead[0] + dead[1]
        booked["battle_deaths.signatories_isgs"] = fell[0] + of_isgs
        return booked

    def _split(self, deaths: Array, first: Array, second: Array) -> tuple[Array, Array]:
        of_first = np.floor(self.foe_share * deaths)
        return (
            np.minimum(of_first, self.loss_cap * first),
            np.minimum(deaths - of_first, self.loss_cap * second),
        )
