"""How a factor's values are distributed within its range, and which factors go together.

A design puts points at quantiles; a shape turns a quantile into a value (the inverse of its
distribution function), and a Gaussian copula makes quantiles go together before that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.errors import UsageError

Array = NDArray[np.float64]
Pair = tuple[str, str, float]
COUPLED = ("latin_hypercube", "sobol_sequence")  # designs whose factors may go together
SAMPLED = (*COUPLED, "saltelli", "morris")  # designs that place points by quantiles
EDGE = 1e-12  # a quantile of 0 or 1 has no normal score


@dataclass(frozen=True)
class Shape:
    """A distribution between ``low`` and ``high``.

    Attributes
    ----------
    kind : str
        ``triangular`` (mode), ``normal`` (mean, standard deviation; cut off at the range) or
        ``beta`` (a, b; stretched over the range), in the factor's unit; ``weights`` (one a level).
    numbers : tuple of float
        Its parameters, as listed.
    """

    kind: str
    numbers: tuple[float, ...]

    def fault(self, low: float, high: float, levels: int) -> str:
        """Return what is wrong with the shape on this range, or an empty text."""
        if (self.kind == "weights") != (levels > 0):
            return "weights go with levels, one each; triangular, normal and beta with a range"
        return str(FAULTS[self.kind](self.numbers, low, high, levels))

    def at(self, quantile: Array, low: float, high: float) -> Array:
        """Return values between low and high at quantiles 0-1."""
        from scipy import stats

        size = high - low
        if self.kind == "triangular":
            frozen = stats.triang((self.numbers[0] - low) / size, loc=low, scale=size)
        elif self.kind == "beta":
            frozen = stats.beta(*self.numbers, loc=low, scale=size)
        else:
            mean, sd = self.numbers
            frozen = stats.truncnorm((low - mean) / sd, (high - mean) / sd, loc=mean, scale=sd)
        return np.clip(np.asarray(frozen.ppf(quantile), dtype=np.float64), low, high)

    def pick(self, quantile: Array) -> NDArray[np.int_]:
        """Return which level stands at quantiles 0-1, each with the share that its weight has."""
        edges = np.cumsum(self.numbers) / np.sum(self.numbers)
        last = int(np.flatnonzero(self.numbers)[-1])
        return np.minimum(np.searchsorted(edges, quantile, side="right"), last)


def _triangular(given: Sequence[float], low: float, high: float, _: int) -> str:
    inside = low <= given[0] <= high
    return "" if inside else f"the mode {given[0]:g} is outside {low:g} to {high:g}"


def _normal(given: Sequence[float], low: float, high: float, _: int) -> str:
    if len(given) != 2 or given[1] <= 0:
        return "normal = [mean, standard deviation], the second above 0"
    inside = low <= given[0] <= high
    return "" if inside else f"the mean {given[0]:g} is outside {low:g} to {high:g}"


def _beta(given: Sequence[float], low: float, high: float, _: int) -> str:
    right = len(given) == 2 and min(given) > 0
    return "" if right else "beta = [a, b], both above 0"


def _weights(given: Sequence[float], low: float, high: float, levels: int) -> str:
    right = len(given) == levels and min(given) >= 0 and sum(given) > 0
    return "" if right else f"weights: {levels} numbers of 0 or more, one a level, not all 0"


FAULTS = {"triangular": _triangular, "normal": _normal, "beta": _beta, "weights": _weights}


def shape_of(kept: Sequence[Any] | None) -> Shape | None:
    """Return the shape that a plan keeps as its kind and its numbers."""
    return Shape(kept[0], tuple(kept[1:])) if kept else None


def is_shape(kept: Any) -> bool:
    """Return whether a plan could have kept this as a shape."""
    named = isinstance(kept, list) and len(kept) > 1 and isinstance(kept[0], str)
    return named and kept[0] in FAULTS and _numbers(kept[1:])


def is_pair(kept: Any) -> bool:
    """Return whether a plan could have kept this as a correlation."""
    named = isinstance(kept, list) and len(kept) == 3
    return named and all(isinstance(n, str) for n in kept[:2]) and _numbers(kept[2:])


def _numbers(values: Sequence[object]) -> bool:
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def matrix(names: Sequence[str], pairs: Sequence[Pair]) -> Array:
    """Return the correlation matrix of factors, (factors, factors), unnamed pairs at 0.

    Raises
    ------
    UsageError
        If a pair names no factor, one twice, a pair before it, or no such matrix exists.
    """
    found = np.eye(len(names))
    for first, second, value in pairs:
        _pair(names, first, second, value)
        i, j = names.index(first), names.index(second)
        if found[i, j]:
            raise UsageError(f"'{first}' and '{second}' are correlated twice")
        found[i, j] = found[j, i] = value
    if np.linalg.eigvalsh(found)[0] < 1e-9:
        raise UsageError(
            "no factors can be correlated like that (the matrix is not positive definite): "
            "move the correlations towards 0"
        )
    return found


def _pair(names: Sequence[str], first: str, second: str, value: float) -> None:
    for name in (first, second):
        if name not in names:
            raise UsageError(f"'{name}' is no factor of this design")
    if first == second:
        raise UsageError(f"'{first}' is correlated with itself")
    if not 0 < abs(value) < 1:
        raise UsageError(f"a correlation lies between -1 and 1 and is not 0: {value:g}")


def coupled(quantile: Array, correlation: Array) -> Array:
    """Return quantiles, (points, factors), that go together as a Gaussian copula says.

    The correlation is that of normal scores; ranks then correlate by 6 / pi asin(r / 2).
    """
    from scipy.stats import norm

    scores = norm.ppf(np.clip(quantile, EDGE, 1 - EDGE))
    return np.asarray(norm.cdf(scores @ np.linalg.cholesky(correlation).T))
