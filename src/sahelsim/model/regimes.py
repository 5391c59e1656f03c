"""Who rules: the officers of 2021, or those whom a coup or an election has put in their place.

A successful coup draws a new regime: officers who turn to the West, nationalists, or a circle that
lives off the state. Each wants other things than the last, and what it inherits it changes: rules
of engagement, the accord, the contract. The distribution and the sizes are assumptions; that
successors differ, and that many are followed by elections, is the literature's
(``marinov_goemans_2014``, ``thyne_2017``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.model.state import Array, State

EVENLY = "three camps of officers, none known to be the strongest"
TURNS = "what its allies and its voters would ask of it"


@dataclass(frozen=True)
class Regime:
    """What a kind of rulers wants against the officers of 2021, and what it changes on its first day.

    ``chance`` is its part in coups (share), ``tilt`` a factor on the weight of an incentive,
    ``ruthlessness`` and ``implementation`` where it moves the army's rules and the accord,
    ``ends_contract`` the probability that it sends contractors away.
    """

    name: str
    chance: Number
    ruthlessness: Number
    implementation: Number
    ends_contract: Number
    tilt: Mapping[str, Number] = field(default_factory=dict)


def _share(value: float, why: str) -> Number:
    return Number(value, "share", 0.0, 1.0, ASSUMED, why)


def _tilt(value: float) -> Number:
    return Number(value, "factor", 0.25, 4.0, ASSUMED, TURNS)


OFFICERS, ELECTED = 0, 4  # the codes of the first and of the last
REGIMES = (
    Regime(
        "officers_of_2021",
        _share(0.0, "they rule at the start and no coup brings them back"),
        _share(0.3, "as on the first day"),
        _share(0.3, "as on the first day"),
        _share(0.0, "they signed it"),
    ),
    Regime(
        "turned_west",
        _share(0.33, EVENLY),
        _share(0.2, "trainers and inquiries return"),
        _share(0.4, "guarantors ask for it"),
        _share(0.8, "the price of French and European support"),
        {"reputation": _tilt(3.0), "autonomy": _tilt(0.5), "civilian_harm": _tilt(3.0)},
    ),
    Regime(
        "nationalist",
        _share(0.34, EVENLY),
        _share(0.5, "officers who came to win the war at any price"),
        _share(0.15, "the accord is what they overthrew the last rulers for"),
        _share(0.1, "the contractor is the partner it wanted"),
        {"territory": _tilt(2.0), "autonomy": _tilt(1.5), "reputation": _tilt(0.5)},
    ),
    Regime(
        "patronage",
        _share(0.33, EVENLY),
        _share(0.3, "the war interests it little"),
        _share(0.25, "signatures cost nothing"),
        _share(0.3, "whoever pays and guards may stay"),
        {"survival": _tilt(1.3), "revenue": _tilt(2.0), "territory": _tilt(0.6)},
    ),
    Regime(
        "elected",
        _share(0.0, "only a vote brings it"),
        _share(0.2, "a parliament and partners ask for it"),
        _share(0.4, "guarantors ask for it"),
        _share(0.7, "partners make it their condition"),
        {"reputation": _tilt(3.0), "survival": _tilt(0.7), "civilian_harm": _tilt(2.0)},
    ),
)


def drawn_by_coup(uniform: Array) -> Array:
    """Return the code of the regime that a coup brings, from one number each: (replicates, 1)."""
    chances = np.array([regime.chance.value for regime in REGIMES])
    edges = np.cumsum(chances) / chances.sum()
    return np.asarray(np.searchsorted(edges, uniform, side="right"), dtype=float)


def of_regime(numbers: list[float], code: Array) -> Array:
    """Return the number that belongs to the regime of each replicate, (replicates, 1)."""
    return np.asarray(np.array(numbers)[np.asarray(code, dtype=int)])


def tilts(code: Array, incentives: tuple[str, ...]) -> dict[str, Array]:
    """Return the factor on the weight of each incentive under the regime that rules."""
    return {
        name: of_regime([r.tilt[name].value if name in r.tilt else 1.0 for r in REGIMES], code)
        for name in incentives
    }


def takes_over(s: State, now: Array, code: Array, uniform: Array) -> dict[str, Array]:
    """Return what new rulers change on their first day, where ``now`` is 1.

    Parameters
    ----------
    s : State
        The state before.
    now, code : array (replicates, 1)
        Whether rulers change, and who takes over.
    uniform : array (replicates, 1)
        One number each: whether contractors are sent away.
    """
    ruthless = of_regime([r.ruthlessness.value for r in REGIMES], code)
    accord = of_regime([r.implementation.value for r in REGIMES], code)
    ends = now * (uniform < of_regime([r.ends_contract.value for r in REGIMES], code))
    found = {
        "regime": now * (code - s.regime),
        "junta_in_power": -now * s.junta_in_power,
        "implementation": now * (accord - s.implementation),
    }
    for army in s.roster.of("army"):
        found[f"ruthlessness.{army}"] = now * (ruthless - s.row(f"ruthlessness.{army}"))
    for who in s.roster.of("contractor"):
        for name in ("contract", "contract_men"):
            found[f"{name}.{who}"] = -ends * s.row(f"{name}.{who}")
    return found
