"""Two sweeps apart: second less first, whatever points, replicates and seeds they share."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.crossed import blind
from sahelsim.analysis.intervals import t_quantile

Array = NDArray[np.float64]
NOTHING = {"mean": math.nan, "low": math.nan, "high": math.nan}


@dataclass(frozen=True)
class Alike:
    """What two sweeps share.

    ``points``: the same futures in the same order; ``chance``: the same seed, used in the same way;
    ``shared``: whether all futures of the first, and of the second, meet the same replicates.
    """

    points: bool
    chance: bool
    shared: tuple[bool, bool]


def between(first: Array, second: Array, alike: Alike) -> dict[str, object]:
    """Return second - first with a 95 % interval, both of the very same runs.

    Parameters
    ----------
    first, second : array, (points, replicates)
        One outcome in each sweep; points with a NaN are left out.
    alike : Alike
        What the two share.

    Returns
    -------
    dict
        ``mean``, ``low``, ``high``; ``how`` it was taken; ``runs`` of each sweep that count.

    Notes
    -----
    Replicates that are common random numbers pair only where both ran them, so those beyond are
    left out of the estimate and of its interval alike. The variance is the futures' share and the
    replicates' share of a crossed layout, each of differences where the two sweeps pair and of
    either sweep alone where not, less the residual that both count; freedom by Satterthwaite 1946.
    """
    both = alike.shared == (True, True)
    if alike.chance and both:
        common = min(first.shape[1], second.shape[1])
        first, second = first[:, :common], second[:, :common]
    one, two = _whole(first, second, alike.points)
    how = "paired" if alike.points or alike.chance else "unpaired"
    runs = [one.size, two.size]
    if not min(runs):
        return NOTHING | {"how": "no point is whole", "runs": runs}
    mean = float(two.mean() - one.mean())
    lost = {"mean": mean, "how": how, "runs": runs}
    if any(blind(t.shape[1], s) for t, s in zip((one, two), alike.shared, strict=True)):
        return NOTHING | lost
    if min(len(one), len(two)) < 2:
        return NOTHING | lost | {"how": "too few points"}
    half = _half([*_parts(one, two, alike), *_joint(first, second, alike)])
    return {"mean": mean, "low": mean - half, "high": mean + half, "how": how, "runs": runs}


def _whole(first: Array, second: Array, same: bool) -> tuple[Array, Array]:
    """Leave out points with a failed run; of paired points, in either sweep."""
    one, two = (np.isfinite(values).all(axis=1) for values in (first, second))
    if same:
        one = two = one & two
    return first[one], second[two]


def _parts(one: Array, two: Array, alike: Alike) -> list[tuple[float, float]]:
    """Return (variance, degrees of freedom) of every part of the difference's variance."""
    parts = _futures(one, two, alike)
    if alike.chance and alike.shared == (True, True):
        columns = two.mean(axis=0) - one.mean(axis=0)
        parts.append((float(columns.var(ddof=1)) / len(columns), len(columns) - 1.0))
        rest = [two - one] if alike.points else [one, two]
    else:
        rest = [t for t, shared in zip((one, two), alike.shared, strict=True) if shared]
        parts += [_of(t.mean(axis=0)) for t in rest]
    return parts + [(-left, free) for left, free in map(_residual, rest)]


def _futures(one: Array, two: Array, alike: Alike) -> list[tuple[float, float]]:
    """Return the futures' share: of differences where they pair."""
    rows, others = one.mean(axis=1), two.mean(axis=1)
    return [_of(others - rows)] if alike.points else [_of(rows), _of(others)]


def _joint(first: Array, second: Array, alike: Alike) -> list[tuple[float, float]]:
    """Return what is saved where the k-th points of two samples are others but share their chance."""
    if alike.points or not alike.chance or alike.shared != (False, False):
        return []
    rows, others = first.mean(axis=1), second.mean(axis=1)
    sizes = [float(np.isfinite(means).sum()) for means in (rows, others)]
    k = min(len(rows), len(others))
    both = np.isfinite(rows[:k]) & np.isfinite(others[:k])
    if both.sum() < 2:
        return []
    shared = float(np.cov(rows[:k][both], others[:k][both])[0, 1])
    return [(-2 * float(both.sum()) * shared / (sizes[0] * sizes[1]), both.sum() - 1.0)]


def _of(means: Array) -> tuple[float, float]:
    return float(means.var(ddof=1)) / len(means), len(means) - 1.0


def _residual(table: Array) -> tuple[float, float]:
    """Return the residual's share of a crossed layout, which rows and columns both count."""
    rest = table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + table.mean()
    free = (table.shape[0] - 1.0) * (table.shape[1] - 1.0)
    return float((rest**2).sum()) / free / table.size, free


def _half(parts: list[tuple[float, float]]) -> float:
    """Return the half-width: never less than the largest part alone would give."""
    variance = max(sum(v for v, _ in parts), max(v for v, _ in parts))
    error = sum(v**2 / free for v, free in parts)
    if error <= 0:
        return 0.0
    return t_quantile(variance**2 / error) * math.sqrt(variance)
