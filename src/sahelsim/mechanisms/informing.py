"""Informing: whether people tell the state side what they know.

Equation
    B' = α·A + (1 − α − γ)·B + γ·C ;  C = legitimacy · k·(s + (1 − s)·control) ;
    A' = clip(B' − c·Z(n_state)·m·z − f·Z(n_jihad), 0, 1) ;  m = ((1 − legitimacy)/0.8)² ;
    Z(0) = 0, else Z(n) = 0.3 + 1.7·clip((n − 1)/99, 0, 1) ;
    Ω = mean of A' + u·relation·[F > F0]

Symbols
    A willingness to inform, B its baseline, C natural level, legitimacy of the state (shares, by
    community), control the state's hold of the cercle (share), α and γ pull of A and C on the
    baseline (share per week), c loss by abuse, f by fear of reprisal (shares), n civilians killed
    there this week by the state side or by JNIM and ISGS, Z scale (0-2), m "enemies more" affinity
    factor (0-1.56), z exposure to suspicion: Fulani and Tuareg 1, Arab 0.9, others 0.35; Ω what the
    state side hears in the cercle (share), its mean over people at home, u what French sensors add
    (share), F French and Takuba troops there and F0 the fewest who have sensors (people;
    ``least_garrison``), relation between junta and France (0-1), k ``cooperation_per_legitimacy``,
    s ``safety_without_state`` (shares)

Source
    Athena: cooperation Ω "can be thought of as the probability that a member of f will give
    intelligence to g" (``athena_mag``): (α, β, γ) = (.05, .93, .02), points −5 of 100

Assumptions
    Jihadist killings silence people more than they anger them, in the week they happen, and all
    communities alike. French sensors work from any garrison of more than F0 men. The first day
    finds willingness at its natural level.

Not here
    Detection itself, D = vis·(1 − Ω) + Ω, in the intelligence war; news from other cercles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, people, share
from sahelsim.mechanisms.attitudes import casualty_scale, resented, state_scale, uram
from sahelsim.model.forms import mean_by_place, spread
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Informing(Mechanism):
    """Whether people tell the state side what they know."""

    phase = "opinion"
    reads = (
        "cooperation",
        "cooperation_base",
        "legitimacy",
        "control",
        "civilians_killed",
        "population",
        "information",
        "relation",
        "fighters",
    )
    writes = (
        "cooperation",
        "cooperation_base",
        "information",
    )

    alpha: float = parameter(0.05, unit="share per week", low=0.0, high=0.2, source="athena_mag")
    gamma: float = parameter(0.02, unit="share per week", low=0.0, high=0.1, source="athena_mag")
    abuse: float = share(0.05, high=0.2, source="athena_mag")
    reprisal: float = share(0.02, "fear of reprisal silences; no magnitude was read", high=0.2)
    french_sensors: float = share(
        0.05, "French drones and aircraft see what people do not tell", high=0.2
    )
    cooperation_per_legitimacy: float = share(
        0.6, "fewer inform than approve, even where the state protects them", low=0.1
    )
    safety_without_state: float = share(0.2, "a telephone call is possible anywhere, and dangerous")
    least_garrison: float = people(
        20.0, "a base that flies drones has at least some dozens of men", low=0.0, high=200.0
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of willingness, its baseline, and what the state side hears."""
        natural = self._natural(s, geography)
        base = uram(s.cooperation, s.cooperation_base, natural, self.alpha, self.gamma)
        jihad = s.total("civilians_killed", "jihadist")
        shift = spread(self.abuse * state_scale(s), geography)
        shift *= resented(s, geography)  # in place, here and below: communities are many
        shift += spread(self.reprisal * casualty_scale(jihad), geography)
        level = np.subtract(base, shift, out=shift)
        np.clip(level, 0.0, 1.0, out=level)
        heard = self._heard(level, s, geography)
        base -= s.cooperation_base
        level -= s.cooperation
        return {
            "cooperation_base": base,
            "cooperation": level,
            "information": heard - s.information,
        }

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return willingness at its natural level, and what is heard then."""
        level = self._natural(s, geography)
        heard = self._heard(level, s, geography)
        return {"cooperation": level, "cooperation_base": level, "information": heard}

    def _natural(self, s: State, geography: Geography) -> Array:
        alone = self.safety_without_state
        safety = self.cooperation_per_legitimacy * (alone + (1.0 - alone) * s.row("control.state"))
        level = spread(safety, geography)
        level *= s.legitimacy
        return level

    def _heard(self, level: Array, s: State, geography: Geography) -> Array:
        """Return what people at home tell, and French sensors see: (replicates, places)."""
        based = s.total("fighters", "foreign_force") > self.least_garrison
        seen = self.french_sensors * s.most("relation", "foreign_force") * based
        return np.asarray(mean_by_place(level, s, geography) + seen)
