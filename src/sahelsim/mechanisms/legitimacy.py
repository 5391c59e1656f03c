"""Legitimacy: what each community grants the state, on Athena's two-speed curve.

Equation
    B' = α·A + (1 − α − γ)·B + γ·C − a·x·m + j·y ;  C = A0·(1 − s + s·control) ;
    A' = clip(B' + i·(implementation − e)·northern, 0, 1) ;  A0' = A0 − p·a·x·m

Symbols
    A legitimacy, B its baseline, C its natural level, A0 its root, such that C is A on the first
    day, control the state's hold of the cercle, implementation of the accord (shares), α and γ
    pull of A and C on the baseline (share per week), i gain by the accord among its peoples (share),
    x and y this week's harm by the state side and by jihadists as the community feels it (deaths
    per 100,000; ``model/harm.py``), a loss by abuse, j gain by jihadist abuse (share per death in
    100,000), m "enemies more" affinity factor ((1 − A)/0.8)², p the part of a loss that never
    returns (``lasting_part``), s share of the natural level that control brings
    (``control_weight``), e what is expected of the accord (``expected_implementation``, share)

Source
    Athena's URAM (``athena_mag``): (α, γ) = (.05, .02), points per event −5 of 100, which stay. The harm of an outsider costs it support, that of rebels brings the outsider little:
    ``lyall_2013``

Assumptions
    Harm counts per head, without limit. A fifth of what abuse costs is never forgiven.

Not here
    Fast anger and fear (revenge); opinion of the junta in the polls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share
from sahelsim.model.forms import enemies_more, people_of, spread
from sahelsim.model.harm import felt_this_week
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


def uram(
    level: Array, base: Array, natural: Array, alpha: Array | float, gamma: Array | float
) -> Array:
    """Return the next baseline α·A + (1 − α − γ)·B + γ·C of an attitude; ``natural`` is used up.

    Examples
    --------
    One week at 20 points below leaves the baseline 1 point lower.

    >>> float(uram(np.float64(-20), np.float64(0), np.float64(0), 0.05, 0.02))
    -1.0
    """
    following = np.asarray(alpha * level)
    following += (1.0 - alpha - gamma) * base  # in place: this runs over every community
    natural *= gamma
    following += natural
    return following


@dataclass(frozen=True)
class Legitimacy(Mechanism):
    """What each community grants the state, on Athena's two-speed curve."""

    phase = "opinion"
    reads = (
        "legitimacy",
        "legitimacy_base",
        "legitimacy_root",
        "civilians_killed",
        "population",
        "implementation",
        "control",
    )
    writes = ("legitimacy", "legitimacy_base", "legitimacy_root")

    alpha: float = parameter(0.05, unit="share per week", low=0.0, high=0.2, source="athena_mag")
    gamma: float = parameter(0.02, unit="share per week", low=0.0, high=0.05, source="athena_mag")
    abuse: float = parameter(
        0.0075,
        "Athena's 5 points of 100 for an event of ten dead, here among 200,000 (`athena_mag`)",
        unit="share per death in 100,000",
        low=0.0,
        high=0.03,
    )
    lasting_part: float = share(
        0.2, "the least part of a loss of trust that a generation keeps", low=0.0
    )
    jihadist_abuse: float = parameter(
        0.001,
        "an outsider gains next to nothing by rebels' harm (Lyall and others): a seventh",
        unit="share per death in 100,000",
        low=0.0,
        high=0.01,
    )
    accord_gain: float = parameter(
        0.05,
        "carrying out the accord fully would lift a baseline by a tenth in a year",
        unit="share",
        low=0.0,
        high=0.3,
    )
    control_weight: float = share(
        0.2,
        "whom people find legitimate depends more on who they are than on who rules; above a half "
        "no natural level would explain what people far from the state grant it",
        high=0.5,
    )
    expected_implementation: float = share(
        0.3, "people are used to what was carried out by late 2021"
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of legitimacy, of its baseline and of its root."""
        natural = self._held(s, geography)
        natural *= s.legitimacy_root  # in place, here and below: communities are many
        base = uram(s.legitimacy, s.legitimacy_base, natural, self.alpha, self.gamma)
        harm = self.abuse * felt_this_week(s, "state", geography)
        harm *= enemies_more(s.legitimacy)
        accord = self.accord_gain * (s.implementation - self.expected_implementation)
        level = accord * people_of(geography, "tuareg", "arab")
        base += self.jihadist_abuse * felt_this_week(s, "jihadist", geography)
        base -= harm
        np.clip(base, 0.0, 1.0, out=base)
        level += base
        np.clip(level, 0.0, 1.0, out=level)
        level -= s.legitimacy
        base -= s.legitimacy_base
        harm *= -self.lasting_part
        return {"legitimacy_base": base, "legitimacy": level, "legitimacy_root": harm}

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return the root of legitimacy whose natural level is the legitimacy of the first day."""
        return {"legitimacy_root": s.legitimacy / self._held(s, geography)}

    def _held(self, s: State, geography: Geography) -> Array:
        held = 1.0 - self.control_weight + self.control_weight * s.row("control.state")
        return spread(held, geography)
