"""Public opinion: each region's view of the junta, France and Russia, between memory and events.

Equation
    x' = Λ·(w·x + u·x_Bamako + (1 − w − u)·x_mean) + (1 − Λ)·x0 + 4·x·(1 − x)·S ;
    S_junta = h·sanctions + d_j·D − b_j·B − c·delay ;  S_russia = D − b_r·B·contract ;
    S_france = −d_f·D − B·[relation > 1/4] ;  D = h·(contract + m·ambiguity) ;
    B = v·n/(n + n0) ;  polled = x' + b·censorship·(1 − x')

Symbols
    x approval by region (share, kept within 0 and 1), x0 the view it started from, x_mean mean of
    all regions, itself and Bamako among them, each counting alike, Λ openness, w and u weights of
    itself and of Bamako's media, S shock of the week at x = 1/2, h rally, v violence_blame, c
    delay_cost (share per week), n deaths of the week in the region, in battle and of civilians, by
    whomever, n0 those at which half of the blame is reached (half_saturation), D welcome of a deal
    as Russia has it, d_j, d_f its part for the junta, against France (deal_on_junta,
    deal_on_france), m worth of hints (hint_weight), B blame as France bears it, b_j, b_r the junta's
    and Russia's part (blame_on_junta, blame_on_russia), sanctions their weight, delay of elections,
    contract 1 while one with Wagner is signed, ambiguity hints at it, relation between junta and
    France (0 ended, 0.5 suspended, 1 together), b response bias of polls, censorship (shares)

Source
    Friedkin-Johnsen with shocks (``friedkin_johnsen_1990``); regional split and restricted
    criticism: ``mali_metre``; the size of the shocks is assumed

Assumptions
    Sanctions rally people to the junta; violence is held against France until the relation has
    ended; a Russian deal is greeted as sovereignty and judged by violence later. Shocks move the
    undecided (x near 1/2) most. Deaths count as such, not against the usual or per head.

Not here
    What single persons think; opinion about the CMA. Coups come later in the week: a poll shows
    them a week late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share
from sahelsim.model.forms import by_region, deaths_by_place
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

AT_HALF = 4.0  # x·(1 − x) is a quarter at x = 1/2, where a shock counts in full


@dataclass(frozen=True)
class PublicOpinion(Mechanism):
    """Each region's view of the junta, France and Russia, between memory and events."""

    phase = "opinion"
    reads = (
        "approval_junta",
        "approval_france",
        "approval_russia",
        "approval_junta_root",
        "approval_france_root",
        "approval_russia_root",
        "polled_junta",
        "sanctions",
        "contract",
        "ambiguity",
        "relation",
        "election_delay",
        "censorship",
        "battle_deaths",
        "civilians_killed",
    )
    writes = (
        "approval_junta",
        "approval_france",
        "approval_russia",
        "polled_junta",
    )

    openness: float = share(0.985, "opinion on France and Russia turned within two years", low=0.8)
    own_region: float = share(
        0.998,
        "regions stayed apart in every poll: a stronger pull would level them within a year",
        low=0.3,
    )
    capital_media: float = share(0.001, "national media sit in Bamako", high=0.5)
    violence_blame: float = parameter(
        0.004,
        "insecurity moved polls by tens of points in years",
        unit="share per week",
        low=0.0,
        high=0.05,
    )
    rally: float = parameter(
        0.006,
        "slow against the flip of opinion on France within two polls, 2017 to 2020 (facts table F044 and Mali-Mètre of March 2020)",
        unit="share per week",
        low=0.0,
        high=0.05,
    )
    response_bias: float = share(
        0.5, "no measure was read; half of the silent are taken to answer as the rulers wish"
    )
    hint_weight: float = share(0.3, "a hint is taken to please a third as much as the deed")
    deal_on_junta: float = share(0.5, "half of the welcome is taken to go to who signs")
    deal_on_france: float = share(0.5, "half of what Russia gains is taken from France")
    blame_on_junta: float = share(
        0.5, "half of the blame that France bears, which had fought for eight years"
    )
    blame_on_russia: float = share(0.3, "the newest in the war is blamed least")
    delay_cost: float = parameter(
        0.002,
        "a third of what sanctions do the other way; no poll on the delay was read",
        unit="share per week",
        low=0.0,
        high=0.02,
    )
    half_saturation: float = parameter(
        4.0,
        "the first deaths of a week are news; the fortieth hardly is",
        unit="deaths/week",
        low=0.5,
        high=40.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of approval by region."""
        worse = self._worse(s, geography)
        blame = self.violence_blame * worse
        deal = self.rally * (s.most("contract", "contractor") + self.hint_weight * s.ambiguity)
        shock = {
            "approval_junta": self.rally * s.sanctions
            + self.deal_on_junta * deal
            - self.blame_on_junta * blame
            - self.delay_cost * s.election_delay,
            "approval_france": -blame * (s.most("relation", "foreign_force") > ENDED)
            - self.deal_on_france * deal,
            "approval_russia": deal
            - self.blame_on_russia * blame * s.most("contract", "contractor"),
        }
        moved = {}
        for name, amount in shock.items():
            x, root = s.arrays[name], s.arrays[f"{name}_root"]
            mixed = self._mixed(x, geography)
            moved[name] = (
                self.openness * mixed
                + (1.0 - self.openness) * root
                + amount * x * (1.0 - x) * AT_HALF
                - x
            )
        level = np.clip(s.approval_junta + moved["approval_junta"], 0.0, 1.0)
        polled = level + self.response_bias * s.censorship * (1.0 - level)
        return moved | {"polled_junta": polled - s.polled_junta}

    def _mixed(self, x: Array, geography: Geography) -> Array:
        capital = x[:, geography.regions.index("Bamako")][:, None]
        others = 1.0 - self.own_region - self.capital_media
        return np.asarray(
            self.own_region * x
            + self.capital_media * capital
            + others * x.mean(axis=1, keepdims=True)
        )

    def _worse(self, s: State, geography: Geography) -> Array:
        """Return n/(n + n0) for the n deaths of the week, 0-1, by region."""
        deaths = deaths_by_place(s)
        now = by_region(deaths, geography)
        return np.asarray(now / (now + self.half_saturation))
