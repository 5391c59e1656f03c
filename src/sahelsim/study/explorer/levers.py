"""The levers of an explorer: which numbers a reader may move, over which ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from sahelsim.core.errors import UsageError
from sahelsim.scenario import factors
from sahelsim.scenario.factors import Factor
from sahelsim.scenario.points import factor_named
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.sweep.design import Axis

Array = NDArray[np.float64]
WEIGHT = (0.05, 0.9)  # an incentive: from hardly any to nearly all
USUAL: dict[str, tuple[float, float]] = {
    "actors.junta.incentives.survival": WEIGHT,
    "actors.junta.incentives.territory": WEIGHT,
    "actors.cma.incentives.autonomy": WEIGHT,
    "actors.wagner.incentives.revenue": WEIGHT,
    "actions.sign_contract.cost": (0.05, 1.2),
    "actions.sign_contract.men": (100.0, 5000.0),
}
MOST = 10


def levers(scenario: Scenario, asked: Sequence[str]) -> list[Axis]:
    """Return the levers: those asked for as ``NAME`` or ``NAME=LOW:HIGH``, or the usual six.

    A range always holds the scenario's own value.

    Raises
    ------
    UsageError
        If a name is unknown, named twice, or a range is empty or outside the number's own.
    """
    known = {factor.name: factor for factor in factors(scenario)}
    wanted = asked or [name for name in USUAL if name in known]
    names = [text.partition("=")[0].strip() for text in wanted]
    if len(set(names)) < len(names) or len(names) > MOST:
        raise UsageError(f"--factor: name each lever once, at most {MOST} of them")
    return [_lever(text, known) for text in wanted]


def own_values(axes: Sequence[Axis]) -> Array:
    """Return the scenario's own value of each lever, (levers,); a switch's is its option number."""
    return np.array([_own(axis.factor) for axis in axes])


def scaled(axes: Sequence[Axis], values: Array) -> Array:
    """Return values, (points, levers), on a scale from -1 to 1."""
    low, high = (np.array([getattr(a, end) for a in axes]) for end in ("low", "high"))
    return np.asarray(2.0 * (values - low) / (high - low) - 1.0)


def spread(axes: Sequence[Axis], points: int, seed: int) -> Array:
    """Return points that fill the levers' ranges evenly, rounded up to a power of two."""
    rng = np.random.default_rng([seed, 6])
    quantiles = qmc.Sobol(len(axes), rng=rng).random_base2(int(np.ceil(np.log2(points))))
    return _at(axes, quantiles)


def held_out(axes: Sequence[Axis], points: int, seed: int) -> Array:
    """Return points spread over the ranges that no fit sees."""
    rng = np.random.default_rng([seed, 7])
    return _at(axes, qmc.LatinHypercube(len(axes), rng=rng).random(points))


def slides(axes: Sequence[Axis], way: float) -> tuple[Array, NDArray[np.int64]]:
    """Return points with one lever moved, (points, levers), and which lever it is, (points,).

    A number goes ``way`` from the scenario's own value to each of its ends, a switch to each of its
    other options.
    """
    own, rows, which = own_values(axes), [], []
    for k, axis in enumerate(axes):
        for stop in axis.levels or (axis.low, axis.high):
            if stop != own[k]:
                moved = stop if axis.levels else way * stop + (1.0 - way) * own[k]
                rows.append(np.where(np.arange(len(axes)) == k, moved, own))
                which.append(k)
    return np.reshape(np.array(rows), (-1, len(axes))), np.array(which, dtype=np.int64)


def _at(axes: Sequence[Axis], quantiles: Array) -> Array:
    return np.stack([axis.at(quantiles[:, k]) for k, axis in enumerate(axes)], axis=1)


def _lever(text: str, known: Mapping[str, Factor]) -> Axis:
    name, _, bounds = (part.strip() for part in text.partition("="))
    factor = factor_named(name, known)
    if factor.options:
        if bounds:
            raise UsageError(f"--factor {text}: a switch has options, no range")
        codes = tuple(float(k) for k in range(len(factor.options)))
        return Axis(factor, codes[0], codes[-1], codes)
    low, high = _range(text, bounds) if bounds else _usual(factor)
    if not factor.low <= low < high <= factor.high:
        raise UsageError(
            f"--factor {text}: give LOW:HIGH within {factor.low:g} to {factor.high:g} {factor.unit}"
        )
    return Axis(factor, min(low, _own(factor)), max(high, _own(factor)))


def _usual(factor: Factor) -> tuple[float, float]:
    is_weight = ".incentives." in factor.name
    return USUAL.get(factor.name, WEIGHT if is_weight else (factor.low, factor.high))


def _range(text: str, bounds: str) -> tuple[float, float]:
    low, colon, high = bounds.partition(":")
    try:
        return float(low), float(high if colon else "nan")
    except ValueError:
        raise UsageError(f"--factor {text}: write NAME=LOW:HIGH") from None


def _own(factor: Factor) -> float:
    value: Any = factor.value
    return float(factor.options.index(value) if factor.options else value)
