"""Mining: gold pays whoever holds it, the state where mines work, armed groups where miners dig.

Equation
    R = price/52 · (take · Σ_m output_m · (1 − disruption_m) + l · Σ_p dug_p · state_p)
    G_g = price/52 · τ · Σ_p dug_p · control_pg, of every armed group g ;  dug ∝ level, D in all

Symbols
    R revenue of the state, G_g levy of a group (million USD/week), output industrial gold of a
    cercle in the reference year, dug what its artisanal miners find (kg/year), D artisanal_output,
    price (million USD/kg), take the state's share of industrial gold (state_take), l its share of
    artisanal gold (state_levy), τ a group's (levy), disruption share of industrial output lost to
    violence (mine disruption), state and control share held by the state and by the group; Σ over
    cercles

Source
    output by mine: mines ministry through press (table of mines); artisanal output: Crisis Group
    2019, 20 to 50 t a year, against 15 t smuggled by an official estimate (facts table F085) and
    0.17 t declared (F067); price of 2021 about 58,000 USD/kg; CMA leaders and JNIM are said to take
    a share at Kidal (F070); takes and levies are assumed

Assumptions
    A fixed price. Industrial mines pay the state whoever controls the place: jihadist control
    matters only as far as it disturbs the mine. Artisanal miners dig on under whoever holds the
    place and pay him.

Not here
    Who is paid in mines (contract payment); what groups do with it (rebel purse); ransom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.card_form import EARNERS
from sahelsim.core.parameter import parameter, share
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.roster import STATE
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Mining(Mechanism):
    """Gold pays whoever holds it, the state where mines work, armed groups where miners dig."""

    phase = "control"
    reads = ("mine_disruption", "control")
    writes = ("mine_revenue", "gold_levy")

    price: float = parameter(
        0.058,
        "world price of 2021, about 1,800 USD an ounce",
        unit="million USD/kg",
        low=0.03,
        high=0.15,
    )
    state_take: float = share(
        0.2, "royalty, tax and dividend; no audited figure was read", low=0.05, high=0.5
    )
    artisanal_output: float = parameter(
        35000.0,
        "the middle of 20 to 50 t; officials counted 6 to 20 t (facts table F014, F059, F085)",
        unit="kg/year",
        low=6000.0,
        high=50000.0,
    )
    state_levy: float = share(
        0.01, "0.17 t declared in 2020 (facts table F067): nearly all of it is smuggled", high=0.1
    )
    levy: float = share(
        0.125, "the middle of a twentieth to a fifth of what is dug", low=0.05, high=0.2
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the week's mining revenue of the state and levies of armed groups."""
        working = geography.gold_industrial * (1.0 - s.mine_disruption)
        value = working.sum(axis=1, keepdims=True) * self.price / 52.0
        official = self.state_levy * self._dug(s, geography, STATE)
        return {
            "mine_revenue": dt * (self.state_take * value + official),
            **{f"gold_levy.{who}": dt * levy for who, levy in self._levies(s, geography).items()},
        }

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return what groups take of gold in the week before the first day."""
        taken = self._levies(s, geography)
        nothing = np.zeros((s.replicates, 1))
        rows = [taken.get(who, nothing) for who in s.roster.axes["armed"]]
        return {"gold_levy": np.stack(rows, axis=1)}

    def _levies(self, s: State, geography: Geography) -> dict[str, Array]:
        earners = s.roster.of(*EARNERS)
        return {who: self.levy * self._dug(s, geography, who) for who in earners}

    def _dug(self, s: State, geography: Geography, holder: str) -> Array:
        """Return the value of what miners dig under one holder (million USD/week)."""
        level = geography.gold_artisanal
        held = (s.row(f"control.{holder}") * level).sum(axis=1, keepdims=True) / level.sum()
        return np.asarray(held * self.artisanal_output * self.price / 52.0)
