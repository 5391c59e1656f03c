"""Mining: industrial gold pays the state where mines work.

Equation
    R = take · price · Σ_m output_m · (1 − disruption_m) / 52

Symbols
    R revenue of the state (million USD/week), output industrial gold of a cercle in the reference
    year (kg/year), price (million USD/kg), take the state's share of the value (state_take),
    disruption share of output lost to violence (mine disruption), Σ over cercles

Source
    output by mine: mines ministry through press (table of mines); price of 2021 about
    58,000 USD/kg; the state's take is assumed

Assumptions
    A fixed price; the state's take is a fifth of the value. It is paid whoever controls the place:
    jihadist control matters only as far as it disturbs the mine.

Not here
    Who is paid in mines (contract payment); armed groups, whom gold pays nothing; artisanal gold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import parameter, share
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Mining(Mechanism):
    """Industrial gold pays the state where mines work."""

    phase = "control"
    reads = ("mine_disruption",)
    writes = ("mine_revenue",)

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

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the week's mining revenue of the state."""
        working = geography.gold_industrial * (1.0 - s.mine_disruption)
        value = working.sum(axis=1, keepdims=True) * self.price / 52.0
        return {"mine_revenue": dt * self.state_take * value}
