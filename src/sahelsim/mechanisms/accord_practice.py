"""Accord practice: implementation decays without effort; the CMA's compliance follows its trust.

Equation
    di = −w · max(0, i − 0.15·f) ;  w = wear + undoing·O + 0.05·(1 − f) ;
    dk = r · ((0.35 + 0.6·trust)·f − k)

Symbols
    i implementation by the state, k compliance of the CMA, trust the CMA's trust, O effort of an
    offensive into Azawad (shares), f 1 while the accord is in force and 0 once it is broken, wear,
    undoing and r speeds (1/week)

Source
    Settlements lean on continuing effort (theory: ``fearon_2004``, ``walter_2002``); the rates
    are assumed. By 2021 about a quarter of the accord's provisions were carried out (estimate)

Assumptions
    An offensive into Azawad undoes implementation fast, and so does a broken accord. While it is
    in force the last 0.15 does not wear off: below that implementation stays as it is.

Not here
    Breaking or renewing the accord: choices of the CMA. Carrying it out: an order of the junta.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class AccordPractice(Mechanism):
    """Implementation decays without effort; the CMA's compliance follows its trust."""

    phase = "accord"
    reads = ("implementation", "compliance", "accord_trust", "accord_in_force", "offensive_azawad")
    writes = ("implementation", "compliance")

    wear: float = parameter(
        0.004,
        unit="1/week",
        low=0.0,
        high=0.05,
        source="assumed",
        why="commissions that do not meet undo two years' work in five",
    )
    undoing: float = parameter(
        0.06,
        unit="1/week",
        low=0.0,
        high=0.5,
        source="assumed",
        why="an offensive ends joint patrols within weeks",
    )
    speed: float = parameter(
        0.06,
        unit="1/week",
        low=0.01,
        high=0.3,
        source="assumed",
        why="a quarter",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of implementation and compliance."""
        floor = 0.15 * s.accord_in_force
        wear = self.wear + self.undoing * s.offensive_azawad + 0.05 * (1.0 - s.accord_in_force)
        target = (0.35 + 0.6 * s.accord_trust) * s.accord_in_force
        return {
            "implementation": dt * wear * np.minimum(0.0, floor - s.implementation),
            "compliance": dt * self.speed * (target - s.compliance),
        }
