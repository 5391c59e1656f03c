"""Revenge and fear: whom people hold their dead against, and whom they are afraid of.

Equation
    Z_f' = Z_f + dt · (x_f − Z_f) / τ ;  x_f = z_f · (w·q + v·q_next) + (1 − w − v)·X_f ;
    q = 100,000 · n_f / Σ(z_f·N) ;  X_f = Σ(z_f·N·q) / ΣN over a people in the country ;
    F' = F − dt·F/τ_F + deters · b · (1 − F) · x_state

Symbols
    Z_f revenge: what a community remembers of its dead by perpetrator f (deaths per 100,000 and
    week, a running mean), f the state side, jihadists or militias, F fear of the state side (share,
    by community); n_f civilians killed this week in the cercle by f, N people at home, z_f how much
    f suspects a people (share), q harm per head of those suspected in the cercle, q_next its mean
    over neighbours by shared border, X_f harm per head of the same people in the whole country, w
    and v weights of the own cercle and of its neighbours, τ and τ_F memories
    (weeks), b fear per death (``fear_per_harm``), deters 0 where the switch collateral_effect says
    inflame, else 1

Source
    Revenge fades over 4 to 13 weeks: ``condra_shapiro_2012``, ``jaeger_2008``; fear, faster, over 3
    to 6: ``lyall_2009``. Harm per head, kin beside neighbours: ``schutte_2017``; Athena's near
    factor: ``athena_mag``. The weights are assumed

Assumptions
    The dead of a cercle are those whom the perpetrator suspects. Kin anywhere hear of them. The
    first day remembers the harm of the year before, spread as the war was.

Not here
    What revenge does: recruits, tips, opinion, flight of trust (``anger`` in ``harm.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, switch
from sahelsim.model.harm import CAMPS, felt, felt_this_week
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

INFLAME = 0.0  # code of the switch collateral_effect under which nobody is deterred


@dataclass(frozen=True)
class Revenge(Mechanism):
    """Whom people hold their dead against, and whom they are afraid of."""

    phase = "opinion"
    reads = (
        "revenge_state",
        "revenge_jihadist",
        "revenge_militia",
        "fear",
        "population",
        "civilians_killed",
        "usual_violence",
    )
    writes = ("revenge_state", "revenge_jihadist", "revenge_militia", "fear")

    collateral_effect: float = switch("collateral_effect")
    memory: float = parameter(8.0, unit="weeks", low=4.0, high=13.0, source="condra_shapiro_2012")
    fear_memory: float = parameter(4.5, unit="weeks", low=3.0, high=6.0, source="lyall_2009")
    fear_per_harm: float = share(
        0.05, "a massacre of twenty in a cercle of 200,000 frightens half of its suspects", high=0.3
    )
    usual_state: float = share(
        0.1, "state side's civilians in all deaths of the year to October 2021: a tenth", high=0.4
    )
    usual_jihadist: float = share(
        0.25, "jihadists' civilians in all deaths of that year: more than half of half", high=0.6
    )
    usual_militia: float = share(
        0.1, "militias' civilians in all deaths of that year: a fifth of civilians", high=0.4
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of revenge against each camp, and of fear of the state side."""
        found = {}
        for camp in CAMPS:
            harm = felt_this_week(s, camp, geography)
            if camp == "state":
                deters = np.asarray(self.collateral_effect) != INFLAME
                fear = np.minimum(1.0, deters * self.fear_per_harm * dt * harm)
                fear *= 1.0 - s.fear  # in place, here and below: communities are many
                fear -= dt / np.asarray(self.fear_memory) * s.fear
                found["fear"] = fear
            change = harm - s.arrays[f"revenge_{camp}"]
            change *= dt / np.asarray(self.memory)
            found[f"revenge_{camp}"] = change
        return found

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return what is remembered of the year before, and no fear."""
        usual = {
            "state": self.usual_state,
            "jihadist": self.usual_jihadist,
            "militia": self.usual_militia,
        }
        found = {
            f"revenge_{camp}": felt(usual[camp] * s.usual_violence, camp, s, geography)
            for camp in CAMPS
        }
        return found | {"fear": np.zeros_like(s.fear)}
