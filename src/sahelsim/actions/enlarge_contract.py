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

from sahelsim.core.parameter import million_usd, parameter, people, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class EnlargeContract(Action):
    """Enlarge the contract."""

    label = "Enlarge the contract"
    targets = "contractor"
    decision = "patrons"
    once = True

    men: float = people(400.0, "a further company or two", low=50.0, high=2000.0)
    guard: float = swing(0.5, "less than half of what the first men are worth as a guard")
    hazard_scale: float = parameter(
        0.2,
        "as for signing, one coup in five years is alarm enough",
        unit="1/year",
        low=0.02,
        high=1.0,
    )
    sweeps: float = swing(0.6, "two thirds of what the first men are worth on operations")
    threat_slope: float = parameter(
        3.0,
        "as for signing: wanted in full once jihadists rule a third of the people",
        unit="1/share",
        low=1.0,
        high=10.0,
    )
    barred_by_accord: float = share(
        0.5, "while the accord is in force, much of the north is taken to be closed to sweeps"
    )
    price_felt: float = swing(
        0.9, "felt a little more than the first price, as the treasury pays that already"
    )
    treasury_scale: float = million_usd(
        50.0,
        "with the offset: the price is felt in full up to 30 million left, half at 80 million",
        low=5.0,
        high=200.0,
    )
    treasury_offset: float = million_usd(
        20.0,
        "keeps an empty purse finite; the larger, the slower a full purse softens the price",
        low=1.0,
        high=100.0,
    )
    cost: float = effort(0.12)
    most_men: float = people(
        2500.0,
        "two and a half times the men reported in 2021: nobody is taken to want more",
        low=500.0,
        high=6000.0,
    )
    least_treasury: float = million_usd(
        8.0, "two months' pay of 400 more men must be at hand", low=0.0, high=100.0
    )

    def allowed(self, view: View) -> Allowed:
        """While a contract holds below the most men (most_men) and the treasury has more than least_treasury."""
        s = view.s
        few = (view.on("contract") > 0.5) & (view.on("contract_men") < self.most_men)
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

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.on_key("contract_men"): self.men * np.ones_like(scene.on("contract")),
        }
