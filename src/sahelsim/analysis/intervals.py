"""Honest intervals: Wilson for shares, paired t for differences under common seeds."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Z95 = 1.959963984540054


def wilson(hits: float, n: float, z: float = Z95) -> tuple[float, float, float]:
    """Return a share and its Wilson interval.

    Parameters
    ----------
    hits, n : float
        Successes and trials, whole or an effective number; n of 0 gives a share of 0 in 0 to 1.

    Examples
    --------
    >>> tuple(round(x, 3) for x in wilson(8, 10))
    (0.8, 0.49, 0.943)
    """
    if n == 0:
        return 0.0, 0.0, 1.0
    p = hits / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return p, min(p, max(0.0, centre - half)), max(p, min(1.0, centre + half))


def t_quantile(freedom: float, p: float = 0.975) -> float:
    """Return Student's t quantile, by SciPy; degrees of freedom need not be whole.

    Examples
    --------
    >>> round(t_quantile(9), 2), round(t_quantile(99), 3)
    (2.26, 1.984)
    """
    from scipy.special import stdtrit

    return float(stdtrit(max(freedom, 1.0), p))


def paired(first: Array, second: Array) -> dict[str, float]:
    """Return the mean difference second − first over paired runs, with a 95 % t interval.

    Also the correlation of the pair and the variance-reduction factor against independent seeds.
    """
    difference = second - first
    n = len(difference)
    mean = float(difference.mean())
    if n < 2:
        return {"mean": mean, "low": float("-inf"), "high": float("inf"), "reduction": 1.0}
    variance = float(difference.var(ddof=1))
    half = t_quantile(n - 1) * math.sqrt(variance / n)
    apart = float(first.var(ddof=1) + second.var(ddof=1))
    reduction = apart / variance if variance > 0 else float("inf")
    return {"mean": mean, "low": mean - half, "high": mean + half, "reduction": reduction}


def share_difference(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> dict[str, float]:
    """Return the difference of two paired shares, second - first, with its 95 % interval.

    Newcombe's square-and-add interval (1998, method 10): Wilson's limits of both shares, joined by
    the correlation of the pair. A t interval would have no width where no run changed its class.
    """
    n, row = len(first), paired(first.astype(float), second.astype(float))
    if n < 2:
        return row
    p, low, high = wilson(int(first.sum()), n)
    q, least, most = wilson(int(second.sum()), n)
    phi = _correlation(first, second)
    down = (q - least) ** 2 + (high - p) ** 2 - 2 * phi * (q - least) * (high - p)
    up = (most - q) ** 2 + (p - low) ** 2 - 2 * phi * (most - q) * (p - low)
    return row | {"low": q - p - math.sqrt(max(down, 0)), "high": q - p + math.sqrt(max(up, 0))}


def _correlation(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Return the phi coefficient, drawn towards 0 as Newcombe corrects it for few runs."""
    n, a, b = len(first), float(first.sum()), float(second.sum())
    size = a * (n - a) * b * (n - b)
    if size <= 0:
        return 0.0
    both = float((first & second).sum())
    excess = n * both - a * b
    return (max(excess - n / 2, 0.0) if excess > 0 else excess) / math.sqrt(size)
