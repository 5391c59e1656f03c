"""Coup-proofing: guards are built up slowly, and criticism grows costly.

Equation
    dτ = dt ;  d counterbalance = r · (max(b0 + b1·guard, ρ·counterbalance) − counterbalance) ;
    d censorship = r · (c0 + c1·guard − censorship)

Symbols
    τ weeks since the last coup, guard the contractor's men who guard the regime against a full
    guard (full_guard, people), at most 1, 0 where the switch patron_protects says that nobody's men
    protect it; b0 and c0 without guard (resting_counterbalance, resting_censorship), b1 and c1 what
    a full guard adds (counterbalance_from_guard, censorship_from_guard), ρ persistence (shares),
    r speed (1/week)

Source
    ``powell_2012``, ``de_bruin``; space for criticism after 2021: ``mali_metre``. Rates assumed

Assumptions
    Foreign guards train units loyal to the junta. Without them counterbalance wears off at only
    1 − ρ of the speed.

Not here
    The order to purge or pay officers, and how resentment of guards fades (``posture_decay``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import people, share, switch, weekly_rate
from sahelsim.model.forms import guards
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


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
    writes = (
        "weeks_since_coup",
        "counterbalance",
        "censorship",
    )

    patron_protects: float = switch("patron_protects")
    speed: float = weekly_rate(0.015, "a year and more to raise loyal units", low=0.0, high=0.1)
    full_guard: float = people(
        400.0,
        "as in coup risk: four in ten of about a thousand men (facts table F109)",
        low=50.0,
        high=2000.0,
    )
    resting_counterbalance: float = share(
        0.2,
        "some units stay loyal without a patron: a little below the first day's level",
        high=0.4,
    )
    counterbalance_from_guard: float = share(
        0.4, "a full guard trains units to three times that strength (0.6)", high=0.6
    )
    persistence: float = share(0.9, "units once raised outlast their trainers by years")
    resting_censorship: float = share(
        0.3, "the first day's level: criticism had its price before the contractor came", high=0.4
    )
    censorship_from_guard: float = share(
        0.5, "criticism was restricted after 2021 (Mali-Mètre); size unknown", high=0.6
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the passing of time and the growth of guards and censorship."""
        men = guards(s)
        guard = np.minimum(1.0, men / self.full_guard) * (np.asarray(self.patron_protects) > 0.5)
        raised = self.resting_counterbalance + self.counterbalance_from_guard * guard
        wanted = np.maximum(raised, self.persistence * s.counterbalance)
        silenced = self.resting_censorship + self.censorship_from_guard * guard
        return {
            "weeks_since_coup": dt * np.ones_like(men),
            "counterbalance": dt * self.speed * (wanted - s.counterbalance),
            "censorship": dt * self.speed * (silenced - s.censorship),
        }
