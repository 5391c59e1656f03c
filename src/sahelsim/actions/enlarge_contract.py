"""Enlarge the contract.

Expects
    More guards, wanted the more the likelier a coup, and more sweeps, the more people jihadists
    rule and if the accord is broken, for more money, felt the more the emptier the treasury.

Does
    A contract for fewer than most_men provides for more (men), if the treasury holds more than
    least_treasury.

Source
    as for signing; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class EnlargeContract(Action):
    """Enlarge the contract."""

    label = "Enlarge the contract"
    desk = "patrons"
    lasting = 0.5

    men: float = parameter(
        400.0,
        unit="people",
        low=50.0,
        high=2000.0,
        source="assumed",
        why="a further company or two",
    )
    guard: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="less than half of what the first men are worth as a guard",
    )
    hazard_scale: float = parameter(
        0.2,
        unit="1/year",
        low=0.02,
        high=1.0,
        source="assumed",
        why="as for signing, one coup in five years is alarm enough",
    )
    sweeps: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="two thirds of what the first men are worth on operations",
    )
    threat_slope: float = parameter(
        3.0,
        unit="1/share",
        low=1.0,
        high=10.0,
        source="assumed",
        why="as for signing: wanted in full once jihadists rule a third of the people",
    )
    barred_by_accord: float = parameter(
        0.5,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="while the accord is in force, much of the north is taken to be closed to sweeps",
    )
    price_felt: float = parameter(
        0.9,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="felt a little more than the first price, as the treasury pays that already",
    )
    treasury_scale: float = parameter(
        50.0,
        unit="million USD",
        low=5.0,
        high=200.0,
        source="assumed",
        why="with the offset: the price is felt in full up to 30 million left, half at 80 million",
    )
    treasury_offset: float = parameter(
        20.0,
        unit="million USD",
        low=1.0,
        high=100.0,
        source="assumed",
        why="keeps an empty purse finite; the larger, the slower a full purse softens the price",
    )
    cost: float = effort(0.12)
    most_men: float = parameter(
        2500.0,
        unit="people",
        low=500.0,
        high=6000.0,
        source="assumed",
        why="two and a half times the men reported in 2021: nobody is taken to want more",
    )
    least_treasury: float = parameter(
        8.0,
        unit="million USD",
        low=0.0,
        high=100.0,
        source="assumed",
        why="two months' pay of 400 more men must be at hand",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        few = (s.contract > 0.5) & (s.contract_men < self.most_men)
        return few & (s.treasury > self.least_treasury)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "more guards"): self.guard
            * np.minimum(1.0, view.s.coup_hazard / self.hazard_scale),
            ("territory", "more sweeps"): self.sweeps
            * np.minimum(1.0, self.threat_slope * view.picture.jihad_share)
            * (1.0 - self.barred_by_accord * view.s.accord_in_force),
            ("revenue", "a dearer contract"): -self.price_felt
            * np.minimum(1.0, self.treasury_scale / (view.s.treasury + self.treasury_offset)),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "contract_men": self.men * np.ones_like(s.contract),
        }
