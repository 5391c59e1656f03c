"""Honest intervals: Wilson for shares, paired t for differences under common seeds."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Z95 = 1.959963984540054


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float, float]:
    """Return a share and its Wilson interval.

    Parameters
    ----------
    hits, n : int
        Successes and trials; n of 0 gives a share of 0 in 0 to 1.

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


def t_quantile(freedom: int, p: float = 0.975) -> float:
    """Return Student's t quantile by Hill's expansion, good to 1e-3 for 3 or more degrees.

    Examples
    --------
    >>> round(t_quantile(9), 2), round(t_quantile(99), 3)
    (2.26, 1.984)
    """
    z = _normal_quantile(p)
    n = max(freedom, 1)
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    g4 = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + g1 / n + g2 / n**2 + g3 / n**3 + g4 / n**4


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
    """Return the difference of two paired shares with its 95 % interval (paired t)."""
    return paired(first.astype(float), second.astype(float))


def _normal_quantile(p: float) -> float:
    """Return the normal quantile by bisection on the error function."""
    low, high = -10.0, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        below = 0.5 * (1 + math.erf(middle / math.sqrt(2))) < p
        low, high = (middle, high) if below else (low, middle)
    return (low + high) / 2
