"""Attitudes: the legitimacy that each community grants the state moves on Athena's two-speed curve.

Equation
    B' = α·A + (1 − α − γ)·B + γ·C ;  C = A0 · (1 − s + s·control) ;  A' = clip(B' + ΔA, 0, 1) ;
    ΔA = i · (implementation − e) · [Tuareg, Arab] − a · Z(n) · m · z ;  m = ((1 − A)/0.8)² ;
    Z(0) = 0, else Z(n) = 0.3 + 1.7·clip((n − 1)/99, 0, 1)

Symbols
    A legitimacy, B its baseline, C its natural level, A0 its root, such that C is A on the first
    day, control the state's hold of the cercle, implementation of the 2015 accord (shares), α and γ pull of A and C
    on the baseline (share per week), i gain by the accord, a loss by abuse (shares), n civilians
    killed this week in the cercle by army, Wagner and French, Z 0.3 at one death to 2.0 at a
    hundred, m "enemies more" affinity factor (0-1.56), z exposure to suspicion: Fulani and
    Tuareg 1, Arab 0.9, others 0.35 (a table that anger and informing share); s share of the natural
    level that control brings (``control_weight``), e what is expected of the accord
    (``expected_implementation``, share)

Source
    Athena's URAM (``athena_mag``): α = .05; points per event −7.5 of 100; the return to a natural
    level is slower than URAM's .02 (assumed: URAM keeps autonomy without return)

Assumptions
    Tuareg and Arab communities also answer to how far the 2015 accord is carried out: against e
    they gain or lose. A week's deaths in a cercle count as one event; its shift lasts only in so
    far as α carries it into the baseline.

Not here
    Fast anger and fear; opinion of the junta in the polls; news from other cercles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import ASSUMED, Number, parameter, share
from sahelsim.model.forms import by_identity, enemies_more, people_of, spread
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State, follows_from

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


# how much a community counts as the state's suspect: Fulani and Tuareg 1; anger, legitimacy and
# informing share the table, so that its numbers are fields of none of them
ARAB_EXPOSURE = Number(
    0.9, "share", 0.5, 1.0, ASSUMED, "taken for rebels almost as often as Tuareg neighbours"
)
OTHER_EXPOSURE = Number(
    0.35, "share", 0.0, 1.0, ASSUMED, "mostly taken for bystanders, yet hurt in the same places"
)


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


def casualty_scale(deaths: Array) -> Array:
    """Return Athena's Z: 0 without deaths, 0.3 at one or fewer, rising to 2.0 at a hundred."""
    rising = np.minimum(np.maximum((deaths - 1.0) / 99.0, 0.0), 1.0)
    return np.asarray((0.3 + 1.7 * rising) * (deaths > 0.0))


@follows_from("civilians_killed")
def state_harm(s: State) -> Array:
    """Return civilians killed by the state side this week, (replicates, places)."""
    return (
        s.total("civilians_killed", "army")
        + s.total("civilians_killed", "contractor")
        + s.total("civilians_killed", "foreign_force")
    )


@follows_from("civilians_killed")
def state_scale(s: State) -> Array:
    """Return Athena's Z of the state side's harm: attitudes and informing share it."""
    return casualty_scale(state_harm(s))


@cache
def exposure(geography: Geography) -> Array:
    """Return how much each community counts as the state's suspect, (communities,)."""
    suspect = {"fulani": 1.0, "tuareg": 1.0, "arab": ARAB_EXPOSURE.value}
    return by_identity(suspect, OTHER_EXPOSURE.value, geography)


@follows_from("legitimacy")
def resented(s: State, geography: Geography) -> Array:
    """Return how much each community holds the state's harm against it: m · z."""
    factor = enemies_more(s.legitimacy)
    factor *= exposure(geography)
    return factor


@dataclass(frozen=True)
class Attitudes(Mechanism):
    """The legitimacy each community grants the state moves on Athena's two-speed curve."""

    phase = "opinion"
    reads = (
        "legitimacy",
        "legitimacy_base",
        "legitimacy_root",
        "civilians_killed",
        "implementation",
        "control",
    )
    writes = (
        "legitimacy",
        "legitimacy_base",
    )

    alpha: float = parameter(0.05, unit="share per week", low=0.0, high=0.2, source="athena_mag")
    gamma: float = parameter(
        0.004,
        "five years to return: between URAM's never and its .02",
        unit="share per week",
        low=0.0,
        high=0.05,
    )
    abuse: float = share(0.075, high=0.2, source="athena_mag")
    accord_gain: float = parameter(
        0.05,
        "carrying out the accord fully would lift a baseline by a tenth in a year",
        unit="share per week",
        low=0.0,
        high=0.3,
    )
    control_weight: float = share(
        0.2, "whom people find legitimate depends more on who they are than on who rules"
    )
    expected_implementation: float = share(
        0.3, "people are used to what was carried out by late 2021"
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of legitimacy and of its baseline."""
        natural = self._held(s, geography)
        natural *= s.legitimacy_root  # in place, here and below: communities are many
        base = uram(s.legitimacy, s.legitimacy_base, natural, self.alpha, self.gamma)
        harm = spread(self.abuse * state_scale(s), geography)
        accord = self.accord_gain * (s.implementation - self.expected_implementation)
        harm *= resented(s, geography)
        level = accord * people_of(geography, "tuareg", "arab")
        level -= harm
        level += base
        np.clip(level, 0.0, 1.0, out=level)
        level -= s.legitimacy
        base -= s.legitimacy_base
        return {"legitimacy_base": base, "legitimacy": level}

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return the root of legitimacy whose natural level is the legitimacy of the first day."""
        return {"legitimacy_root": s.legitimacy / self._held(s, geography)}

    def _held(self, s: State, geography: Geography) -> Array:
        held = 1.0 - self.control_weight + self.control_weight * s.row("control.state")
        return spread(held, geography)
