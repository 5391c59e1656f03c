"""Information: whether people tell the state side what they know.

Equation
    logit(A) = b0 + b_L·legitimacy − b_h·G_state + b_j·G_jihad − b_r·H ;
    Ω = mean of A + u·relation·[F > F0]

Symbols
    A willingness to inform (share, by community), G_state anger at the state side and G_jihad at
    jihadists (0-1), H the jihadists' control of the cercle (share), b weights (logit), Ω what the
    state side hears in the cercle (share), its mean over people at home, u what French sensors add
    (share), F French and Takuba troops there and F0 the fewest who have sensors (people;
    ``least_garrison``), relation between junta and France (0-1)

Source
    Tips fall after the state's killings and rise after insurgents': ``shaver_shapiro_2021``
    (signs); cooperation as "the probability that a member of f will give intelligence to g":
    ``athena_mag``. The weights are assumed

Assumptions
    Who lives under jihadists talks at the risk of his life. French sensors work from any garrison
    of more than F0 men.

Not here
    Detection itself, D = vis·(1 − Ω) + Ω, in the intelligence war.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, people, share
from sahelsim.model.forms import mean_by_place, sigmoid, spread
from sahelsim.model.harm import anger_at_jihadists, anger_at_state
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Information(Mechanism):
    """Whether people tell the state side what they know."""

    phase = "opinion"
    settles_last = True  # people tell by the anger that revenge has put into the first day
    reads = (
        "cooperation",
        "legitimacy",
        "revenge_state",
        "revenge_jihadist",
        "control",
        "population",
        "information",
        "relation",
        "fighters",
    )
    writes = ("cooperation", "information")

    base: float = parameter(
        -2.3,
        "where nobody finds the state legitimate one in eleven still tells",
        unit="logit",
        low=-4.0,
        high=0.0,
    )
    of_legitimacy: float = parameter(
        2.9, "where all find it legitimate two in three tell", unit="logit", low=0.0, high=6.0
    )
    of_state_harm: float = parameter(
        1.0,
        "ten dead among 200,000 silence about a tenth of those who told",
        unit="logit",
        low=0.0,
        high=3.0,
    )
    of_jihadist_harm: float = parameter(
        0.5,
        "rebels' harm moves people less than the outsider's (Lyall and others): half",
        unit="logit",
        low=0.0,
        high=3.0,
    )
    of_jihadist_rule: float = parameter(
        1.8,
        "under full jihadist rule one in five of those who would tell still does",
        unit="logit",
        low=0.0,
        high=4.0,
    )
    french_sensors: float = share(
        0.05, "French drones and aircraft see what people do not tell", high=0.2
    )
    least_garrison: float = people(
        20.0, "a base that flies drones has at least some dozens of men", low=0.0, high=200.0
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of willingness, and of what the state side hears."""
        level = self.willing(s, geography)
        heard = self._heard(level, s, geography)
        level -= s.cooperation
        return {"cooperation": level, "information": heard - s.information}

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return willingness as it follows from the first day, and what is heard then."""
        level = self.willing(s, geography)
        return {"cooperation": level, "information": self._heard(level, s, geography)}

    def willing(self, s: State, geography: Geography) -> Array:
        """Return each community's willingness to inform, 0-1: (replicates, communities)."""
        ruled = s.total("control", "jihadist")
        odds = spread(self.base - self.of_jihadist_rule * ruled, geography)
        odds += self.of_legitimacy * s.legitimacy
        odds -= self.of_state_harm * anger_at_state(s, geography)
        odds += self.of_jihadist_harm * anger_at_jihadists(s, geography)
        return sigmoid(odds)

    def _heard(self, level: Array, s: State, geography: Geography) -> Array:
        """Return what people at home tell, and French sensors see: (replicates, places)."""
        based = s.total("fighters", "foreign_force") > self.least_garrison
        seen = self.french_sensors * s.most("relation", "foreign_force") * based
        return np.asarray(mean_by_place(level, s, geography) + seen)
