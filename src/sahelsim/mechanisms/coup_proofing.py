"""Coup-proofing: guards are built up slowly, and criticism grows costly.

Equation
    dτ = dt ;  d counterbalance = r · (max(0.2 + 0.4·guard, 0.9·counterbalance) − counterbalance) ;
    d censorship = r · (0.3 + 0.5·guard − censorship)

Symbols
    τ weeks since the last coup, guard the contractor's men who guard the regime against 400 (0-1),
    0 where the switch patron_protects says that nobody's men protect it; r speed (1/week)

Source
    ``powell_2012``, ``de_bruin``; space for criticism after 2021: ``mali_metre``. Rates assumed

Assumptions
    Foreign guards train units loyal to the junta. Without them counterbalance wears off at a
    tenth of the speed.

Not here
    The order to purge or pay officers, and how resentment of guards fades (``fading_orders``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter, switch
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class CoupProofing(Mechanism):
    """Guards are built up slowly, and criticism grows costly."""

    phase = "regime"
    reads = (
        "counterbalance",
        "guard_share",
        "fighters",
        "censorship",
    )
    writes = ("weeks_since_coup", "counterbalance", "censorship")

    patron_protects: float = switch("patron_protects")
    speed: float = parameter(
        0.015,
        unit="1/week",
        low=0.0,
        high=0.1,
        source="assumed",
        why="a year and more to raise loyal units",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the passing of time and the growth of guards and censorship."""
        men = s.guard_share * s.row("fighters.wagner").sum(axis=1, keepdims=True)
        guard = np.minimum(1.0, men / 400.0) * (np.asarray(self.patron_protects) > 0.5)
        wanted = np.maximum(0.2 + 0.4 * guard, 0.9 * s.counterbalance)
        return {
            "weeks_since_coup": dt * np.ones_like(men),
            "counterbalance": dt * self.speed * (wanted - s.counterbalance),
            "censorship": dt * self.speed * (0.3 + 0.5 * guard - s.censorship),
        }
