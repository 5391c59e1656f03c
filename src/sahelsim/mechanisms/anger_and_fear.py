"""Anger and fear: harm by the state side makes people angry and afraid; both fade, fear faster.

Equation
    anger' = rest + ρ·(anger − rest) + g_a · (1 − anger) · (1 − 0.95^n) ;
    fear' = ρ_f · fear + g_f · (1 − fear) · (1 − 0.9^n) ;  rest = r0 · (1 − legitimacy)

Symbols
    n civilians hurt whom the community counts as its own, g gates of the switch
    collateral_effect, ρ weekly memory

Source
    Bennett (2008), ``bennett_2008``: anger 0.05 per civilian hurt, fear 0.10; no forgetting there.
    Fading within four weeks: ``condra_shapiro_2012`` (ρ ≤ e^(−1/4)). Deterrence:
    ``lyall_2009``. Fear fading faster than anger is an assumption

Assumptions
    News from neighbouring cercles counts a quarter (Athena's near factor, ``athena_mag``).

Not here
    Slow loss of legitimacy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter, switch
from sahelsim.mechanisms.attitudes import exposure, state_harm
from sahelsim.model.forms import neighbours_mean, spread
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class AngerAndFear(Mechanism):
    """Harm by the state side makes people angry and afraid; both fade, fear faster."""

    phase = "opinion"
    reads = ("anger_state", "anger_jihad", "fear", "legitimacy", "civilians_killed")
    writes = ("anger_state", "anger_jihad", "fear")

    collateral_effect: float = switch("collateral_effect")
    anger_per_casualty: float = parameter(
        0.05,
        unit="share",
        low=0.0,
        high=0.2,
        source="bennett_2008",
    )
    fear_per_casualty: float = parameter(
        0.1,
        unit="share",
        low=0.0,
        high=0.3,
        source="bennett_2008",
    )
    anger_memory: float = parameter(
        0.78,
        unit="share kept per week",
        low=0.3,
        high=0.99,
        source="condra_shapiro_2012",
    )
    fear_memory: float = parameter(
        0.65,
        unit="share kept per week",
        low=0.3,
        high=0.99,
        source="assumed",
        why="deterrence fades faster than anger",
    )
    resting_anger: float = parameter(
        0.3,
        unit="share",
        low=0.0,
        high=0.8,
        source="assumed",
        why="those who grant no legitimacy stay somewhat angry",
    )
    near: float = parameter(
        0.25,
        unit="share",
        low=0.0,
        high=1.0,
        source="athena_mag",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of anger at the state, anger at jihadists, and fear."""
        code = np.asarray(self.collateral_effect)
        inflames, deters = code != 1.0, code != 0.0
        here = state_harm(s)
        hurt = here + self.near * neighbours_mean(here, world)
        hurt = spread(hurt, world) * exposure(world)
        jihad = s.row("civilians_killed.jnim") + s.row("civilians_killed.isgs")
        reached = self._reached(
            jihad + self.near * neighbours_mean(jihad, world), self.anger_per_casualty
        )
        rest = self.resting_anger * (1.0 - s.legitimacy)
        gain = inflames * (1.0 - s.anger_state) * self._reached(hurt, self.anger_per_casualty)
        wrath = (1.0 - s.anger_jihad) * spread(reached, world)
        dread = deters * (1.0 - s.fear) * self._reached(hurt, self.fear_per_casualty)
        forget = 1.0 - self.anger_memory
        return {
            "anger_state": forget * (rest - s.anger_state) + gain,
            "anger_jihad": 0.5 * forget * (0.08 - s.anger_jihad) + wrath,
            "fear": (self.fear_memory - 1.0) * s.fear + dread,
        }

    def _reached(self, hurt: Array, per_casualty: float | Array) -> Array:
        return np.asarray(-np.expm1(hurt * np.log1p(-np.asarray(per_casualty))))
