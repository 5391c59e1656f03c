"""Public opinion: each region's view of the junta, France and Russia, between memory and events.

Equation
    x' = Λ · W x + (1 − Λ) · x0 + S ;  polled = x + b · censorship · (1 − x)

Symbols
    x approval (share) by region, x0 the view it started from, W weights: itself, Bamako's media,
    the other regions, Λ openness, S shocks of the week, b response bias of polls

Source
    Friedkin-Johnsen with shocks (``friedkin_johnsen_1990``); regional split and restricted
    criticism: ``mali_metre``; the size of the shocks is assumed

Assumptions
    Sanctions rally people to the junta; violence that goes on beside French troops is held
    against France; a Russian deal is greeted as sovereignty and judged by violence later.

Not here
    What single persons think; opinion about the CMA.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.forms import by_region, deaths_by_place
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


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
        "french_relation",
        "election_delay",
        "censorship",
        "battle_deaths",
        "civilians_killed",
    )
    writes = ("approval_junta", "approval_france", "approval_russia", "polled_junta")

    openness: float = parameter(
        0.985,
        unit="share",
        low=0.8,
        high=1.0,
        source="assumed",
        why="opinion on France and Russia turned within two years",
    )
    own_region: float = parameter(
        0.998,
        unit="share",
        low=0.3,
        high=1.0,
        source="assumed",
        why="regions stayed apart in every poll: a stronger pull would level them within a year",
    )
    capital_media: float = parameter(
        0.001,
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        why="national media sit in Bamako",
    )
    violence_blame: float = parameter(
        0.004,
        unit="share per week",
        low=0.0,
        high=0.05,
        source="assumed",
        why="insecurity moved polls by tens of points in years",
    )
    rally: float = parameter(
        0.006,
        unit="share per week",
        low=0.0,
        high=0.05,
        source="assumed",
        why="slow against the flip of opinion on France within two polls, 2017 to 2020 (facts table "
        "F044 and Mali-Mètre of March 2020)",
    )
    response_bias: float = parameter(
        0.5,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="no measure was read; half of the silent are taken to answer as the rulers wish",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of approval by region."""
        worse = self._worse(s, world)
        blame = self.violence_blame * worse
        deal = self.rally * (s.contract + 0.3 * s.ambiguity)
        shock = {
            "approval_junta": self.rally * s.sanctions
            + 0.5 * deal
            - 0.5 * blame
            - 0.002 * s.election_delay,
            "approval_france": -blame * (s.french_relation > 0.25) - 0.5 * deal,
            "approval_russia": deal - 0.3 * blame * s.contract,
        }
        moved = {}
        for name, amount in shock.items():
            x, root = s.arrays[name], s.arrays[f"{name}_root"]
            mixed = self._mixed(x, world)
            moved[name] = (
                self.openness * mixed
                + (1.0 - self.openness) * root
                + amount * x * (1.0 - x) * 4.0
                - x
            )
        level = np.clip(s.approval_junta + moved["approval_junta"], 0.0, 1.0)
        polled = level + self.response_bias * s.censorship * (1.0 - level)
        return moved | {"polled_junta": polled - s.polled_junta}

    def _mixed(self, x: Array, world: World) -> Array:
        capital = x[:, world.regions.index("Bamako")][:, None]
        others = 1.0 - self.own_region - self.capital_media
        return np.asarray(
            self.own_region * x
            + self.capital_media * capital
            + others * x.mean(axis=1, keepdims=True)
        )

    def _worse(self, s: State, world: World) -> Array:
        """Return violence of the week against the usual, 0-3, by region."""
        deaths = deaths_by_place(s)
        now = by_region(deaths, world)
        return np.asarray(now / (now + 4.0))
