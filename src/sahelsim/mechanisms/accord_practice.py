"""Accord practice: implementation decays without effort; the CMA's compliance follows its trust.

Equation
    di = −w · max(0, i − i0·f) ;  w = wear + undoing·O + broken·(1 − f) ;
    dk = r · ((k0 + k1·trust)·f − k)

Symbols
    i implementation by the state, k compliance of the CMA, trust the CMA's trust, O effort of an
    offensive into Azawad (shares), f 1 while the accord is in force and 0 once it is broken, i0
    what does not wear off (least_implementation), k0 compliance without trust (base_compliance)
    and k1 what full trust adds (compliance_from_trust; shares), wear, undoing, broken
    (wear_if_broken) and r speeds (1/week)

Source
    Settlements lean on continuing effort (theory: ``fearon_2004``, ``walter_2002``); the rates
    are assumed. By 2021 about a quarter of the accord's provisions were carried out (estimate)

Assumptions
    An offensive into Azawad undoes implementation fast, and so does a broken accord. While it is
    in force the last i0 does not wear off: below that implementation stays as it is.

Not here
    Breaking or renewing the accord: choices of the CMA. Carrying it out: an order of the junta.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import share, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class AccordPractice(Mechanism):
    """Implementation decays without effort; the CMA's compliance follows its trust."""

    phase = "accord"
    reads = (
        "implementation",
        "compliance",
        "accord_trust",
        "accord_in_force",
        "offensive",
    )
    writes = (
        "implementation",
        "compliance",
    )

    wear: float = weekly_rate(
        0.004, "commissions that do not meet undo two years' work in five", low=0.0, high=0.05
    )
    undoing: float = weekly_rate(
        0.06, "an offensive ends joint patrols within weeks", low=0.0, high=0.5
    )
    speed: float = weekly_rate(0.06, "a quarter", low=0.01, high=0.3)
    wear_if_broken: float = weekly_rate(
        0.05, "a broken accord is undone about as fast as by an offensive", low=0.0, high=0.5
    )
    least_implementation: float = share(
        0.15, "what has become routine stays; about half of what was carried out by 2021", high=0.4
    )
    base_compliance: float = share(
        0.35, "a ceasefire suits the CMA even where it trusts nobody", high=0.5
    )
    compliance_from_trust: float = share(
        0.6, "with full trust nearly all is kept (0.95)", low=0.2, high=0.8
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of implementation and compliance."""
        floor = self.least_implementation * s.accord_in_force
        wear = self.wear + self.undoing * s.offensive
        wear = wear + self.wear_if_broken * (1.0 - s.accord_in_force)
        kept = self.base_compliance + self.compliance_from_trust * s.accord_trust
        target = kept * s.accord_in_force
        return {
            "implementation": dt * wear * np.minimum(0.0, floor - s.implementation),
            "compliance": dt * self.speed * (target - s.compliance),
        }
