"""Guarantees: the weight of third parties behind the accord.

Equation
    dg = r · (w_m·minusma + w_a·mediation + w_f·min(1, F/F1) − g) ;
    d minusma = −q · (1 − relation) · contract · minusma

Symbols
    g guarantee, w its weights (of_minusma, of_mediation, of_france), minusma presence of the UN
    mission against late 2021, mediation Algeria's effort (shares), F French and Takuba troops in
    Mali and F1 those that guarantee in full (full_french_force; people), relation between junta
    and France (1 operations together, 0.5 suspended, 0 ended), contract 1 while one with Wagner is
    signed, r and q speeds (speed, squeeze; 1/week)

Source
    ``walter_2002``, ``fortna_2004``; leverage must continue (Kenwick, as cited in theory). The
    weights are assumed

Assumptions
    The UN mission loses ground while Wagner's contract stands and the relation with France is
    less than full, and never regains it. French troops beyond F1 add nothing.

Not here
    Mandate politics in New York.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.yardsticks import full_french_force

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Guarantees(Mechanism):
    """The weight of third parties behind the accord."""

    phase = "accord"
    reads = (
        "guarantee",
        "presence",
        "mediation",
        "fighters",
        "relation",
        "contract",
    )
    writes = (
        "guarantee",
        "presence",
    )

    of_minusma: float = share(0.35, "the largest third party on the ground")
    of_mediation: float = share(0.3, "Algeria chaired the accord's committee")
    of_france: float = share(0.25, "French troops stood between the parties in the north")
    speed: float = weekly_rate(0.06, "a quarter", low=0.01, high=0.3)
    squeeze: float = weekly_rate(
        0.006,
        "a host that withholds flights and consent can halve a mission in two years; no such case was read",
        low=0.0,
        high=0.05,
    )
    full_french_force: float = full_french_force()

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of the guarantee and of the UN mission's presence."""
        troops = s.total("fighters", "foreign_force").sum(axis=1, keepdims=True)
        french = np.minimum(1.0, troops / self.full_french_force)
        target = self.of_minusma * s.most("presence", "guarantor") + self.of_mediation * s.mediation
        target = target + self.of_france * french
        squeezed = (
            self.squeeze
            * (1.0 - s.most("relation", "foreign_force"))
            * s.most("contract", "contractor")
        )
        return {
            "guarantee": dt * self.speed * (target - s.guarantee),
            **{
                f"presence.{who}": -dt * squeezed * there
                for who, there in s.each("presence", "guarantor").items()
            },
        }
