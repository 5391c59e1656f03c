"""Anger and fear: harm by the state side makes people angry and afraid; both fade, fear faster.

Equation
    n = z · (s + near·s_next) ;  j = k + near·k_next ;  rest = r0 · (1 − legitimacy) ;
    anger' = anger + (1 − ρ)·(rest − anger) + g_a · (1 − anger) · (1 − (1 − a)^n) ;
    jihad' = jihad + v·(1 − ρ)·(j0 − jihad) + (1 − jihad) · (1 − (1 − a)^j) ;
    fear' = ρ_f·fear + g_f · (1 − fear) · (1 − (1 − b)^n)

Symbols
    anger at the state, jihad anger at jihadists, fear of the state side, legitimacy (shares, by
    community); s civilians killed this week in the cercle by army, Wagner and French, k by JNIM and
    ISGS, s_next and k_next their means over neighbours, weighed by shared border (people); z how
    far the community is the state's suspect (Fulani, Tuareg 1, Arab 0.9, others 0.35); a anger
    and b fear per death, ρ and ρ_f kept per week, near how much news counts, r0 resting anger, j0
    that at jihadists (``resting_anger_jihad``; all shares), v how fast it fades against anger at
    the state (``jihad_fading``, factor); g_a, g_f by collateral_effect: inflame 1, 0; deter 0, 1;
    mixed 1, 1

Source
    Bennett (2008), ``bennett_2008``: anger 0.05 per civilian hurt, fear 0.10; no forgetting there.
    Fading within four weeks: ``condra_shapiro_2012`` (ρ ≤ e^(−1/4)). Deterrence:
    ``lyall_2009``. Fear fading faster than anger is an assumption

Assumptions
    News from neighbouring cercles counts a quarter (Athena's near factor, ``athena_mag``). Anger
    at jihadists fades more slowly; all communities are alike in it, whatever the switch. The
    first day finds anger at the state at rest, and nobody afraid.

Not here
    Slow loss of legitimacy; fear of jihadists; harm by CMA, Platform and militias; the wounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, switch
from sahelsim.mechanisms.attitudes import exposure, state_harm
from sahelsim.model.forms import neighbours_mean, spread
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class AngerAndFear(Mechanism):
    """Harm by the state side makes people angry and afraid; both fade, fear faster."""

    phase = "opinion"
    reads = (
        "anger_state",
        "anger_jihad",
        "fear",
        "legitimacy",
        "civilians_killed",
    )
    writes = (
        "anger_state",
        "anger_jihad",
        "fear",
    )

    collateral_effect: float = switch("collateral_effect")
    anger_per_casualty: float = share(0.05, high=0.2, source="bennett_2008")
    fear_per_casualty: float = share(0.1, high=0.3, source="bennett_2008")
    anger_memory: float = parameter(
        0.78, unit="share kept per week", low=0.3, high=0.99, source="condra_shapiro_2012"
    )
    fear_memory: float = parameter(
        0.65, "deterrence fades faster than anger", unit="share kept per week", low=0.3, high=0.99
    )
    resting_anger: float = share(0.3, "those who grant no legitimacy stay somewhat angry", high=0.8)
    near: float = share(0.25, source="athena_mag")
    jihad_fading: float = factor(
        0.5, "those who killed stay near, so they are forgotten half as fast", low=0.0, high=1.0
    )
    resting_anger_jihad: float = share(0.08, "where nobody was hurt, as on the first day", high=0.5)

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of anger at the state, anger at jihadists, and fear."""
        code = np.asarray(self.collateral_effect)
        inflames, deters = code != 1.0, code != 0.0
        here = state_harm(s)
        hurt = here + self.near * neighbours_mean(here, geography)
        hurt = spread(hurt, geography)
        hurt *= exposure(geography)  # in place, here and below: communities are many
        jihad = s.total("civilians_killed", "jihadist")
        spared = self._spared(
            jihad + self.near * neighbours_mean(jihad, geography), self.anger_per_casualty
        )
        forget = 1.0 - self.anger_memory
        anger = self._rest(s)
        anger -= s.anger_state
        anger *= forget
        anger += self._roused(s.anger_state, self._spared(hurt, inflames * self.anger_per_casualty))
        wrath = self.resting_anger_jihad - s.anger_jihad
        wrath *= self.jihad_fading * forget
        wrath += self._roused(s.anger_jihad, spread(spared, geography))
        fear = (self.fear_memory - 1.0) * s.fear
        fear += self._roused(s.fear, self._spared(hurt, deters * self.fear_per_casualty))
        return {"anger_state": anger, "anger_jihad": wrath, "fear": fear}

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return anger at its resting level, and no fear."""
        return {"anger_state": self._rest(s), "fear": np.zeros_like(s.fear)}

    def _rest(self, s: State) -> Array:
        rest = np.asarray(1.0 - s.legitimacy)
        rest *= self.resting_anger
        return rest

    def _spared(self, hurt: Array, per_casualty: float | Array) -> Array:
        """Return (1 − a)^n − 1: minus the share of those whom the news reaches."""
        share = np.asarray(hurt * np.log1p(-np.asarray(per_casualty)))
        np.expm1(share, out=share)
        return share

    def _roused(self, feeling: Array, spared: Array) -> Array:
        """Return how much rises of what has room to rise."""
        room = np.asarray(feeling - 1.0)
        room *= spared
        return room
