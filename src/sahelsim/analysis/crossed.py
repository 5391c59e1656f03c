"""Intervals over futures that each were run a few times.

Where every point meets the same replicates (``shared``), its runs are not independent: a seed that
is kind to one future is kind to all. Taking the points alone for the sample gives intervals that
the next replicate refutes; there points and replicates are two crossed samples, and both count.
Where every point has seeds of its own, the points are the sample and replicates are nested in them.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.intervals import t_quantile, wilson

Array = NDArray[np.float64]
ONE_REPLICATE = (
    "One replicate tells nothing of chance, which all futures share: no interval and no p value can be"
    " told. Extend --replicates first."
)
ENOUGH = 20  # runs that changed sides, from which a difference of shares is like any other


def blind(replicates: int, shared: bool) -> bool:
    """Tell whether nothing is known of chance: one replicate that all futures share."""
    return shared and replicates < 2


def crossed(table: Array, shared: bool = True) -> dict[str, float]:
    """Return the mean over futures and replicates with its 95 % interval.

    Parameters
    ----------
    table : array, (points, replicates)
        An outcome, or a paired difference of two policies; points with a NaN are left out.
    shared : bool
        Whether all points meet the same replicates; else each has its own.

    Returns
    -------
    dict
        ``mean``, ``low``, ``high``; ``points`` that count, ``variance`` of the mean and its
        degrees of ``freedom``. One replicate tells nothing of chance: the interval is over points.

    Notes
    -----
    Two-way random effects without an interaction term beyond the residual: the variance of the
    grand mean is (MS points + MS replicates - MS residual) / runs (Cornfield and Tukey 1956), its
    degrees of freedom by Satterthwaite 1946. It is never taken below either main effect's share.
    With replicates nested in points, Student's interval over the points' means.
    """
    table = table[np.isfinite(table).all(axis=1)]
    points = len(table)
    mean, half, variance, freedom = math.nan, math.nan, math.nan, 0.0
    if points:
        mean = float(table.mean())
        variance, freedom = _spread(table, shared)
        half = t_quantile(freedom) * math.sqrt(variance) if freedom > 0 else math.inf
    return {
        "mean": mean,
        "low": mean - half,
        "high": mean + half,
        "points": float(points),
        "variance": variance,
        "freedom": freedom,
    }


def _spread(table: Array, shared: bool) -> tuple[float, float]:
    """Return the variance of the grand mean and its degrees of freedom (0: not to be told)."""
    points, replicates = table.shape
    rows, columns = table.mean(axis=1), table.mean(axis=0)
    if not shared and points > 1:
        return float(rows.var(ddof=1)) / points, points - 1.0
    if min(points, replicates) < 2:
        line = rows if points > 1 else columns
        return (float(line.var(ddof=1)) / len(line), len(line) - 1.0) if len(line) > 1 else (0.0, 0)
    rest = table - rows[:, None] - columns + table.mean()
    squares = (
        (replicates * float(rows.var(ddof=1)), points - 1.0),
        (points * float(columns.var(ddof=1)), replicates - 1.0),
        (
            float((rest**2).sum()) / ((points - 1) * (replicates - 1)),
            (points - 1.0) * (replicates - 1),
        ),
    )
    (own, _), (shared, _), (left, _) = squares
    whole = max(own + shared - left, own, shared)
    error = sum(square**2 / free for square, free in squares)
    freedom = whole**2 / error if error > 0 else min(points, replicates) - 1.0
    return whole / table.size, freedom


def crossed_share(cases: Array, shared: bool = True) -> dict[str, float]:
    """Return a share over futures and replicates with its 95 % interval.

    Parameters
    ----------
    cases : array, (points, replicates)
        1 where a run is a case, 0 where not; points with a NaN are left out.
    shared : bool
        As for ``crossed``.

    Notes
    -----
    Wilson's interval at the number of independent runs that would be as sure (Korn and Graubard
    1998), with Student's quantile. Where all runs or none are cases, the seeds count that they
    share, or the points.
    """
    cases = cases[np.isfinite(cases).all(axis=1)]
    return crossed_part(cases, np.ones_like(cases), shared)


def crossed_part(cases: Array, among: Array, shared: bool = True) -> dict[str, float]:
    """Return the share of cases among some of the runs, with its 95 % interval.

    Parameters
    ----------
    cases, among : array, (points, replicates)
        1 where a run is a case; where it is one of the runs that count. No NaN.
    shared : bool
        As for ``crossed``.

    Notes
    -----
    A ratio of two means: its variance is that of cases - share x among, over the share of the runs
    that count (Cochran 1977, 6.3); then as ``crossed_share``.
    """
    if not among.sum():
        return {"share": math.nan, "low": 0.0, "high": 1.0, "effective": 0.0}
    share = float(cases.sum() / among.sum())
    found = crossed(cases - share * among, shared)
    variance = found["variance"] / float(among.mean()) ** 2
    points, replicates = (int(among.any(axis=axis).sum()) for axis in (1, 0))
    few = float(points if replicates < 2 or not shared else min(points, replicates))
    few = float(replicates) if points < 2 else few
    spread = share * (1 - share)
    runs = spread / variance if variance > 0 and spread > 0 else few
    runs = min(max(runs, 1.0), float(among.sum()))
    z = t_quantile(found["freedom"]) if spread > 0 and found["freedom"] >= 1 else t_quantile(1e6)
    _, low, high = wilson(share * runs, runs, z)
    return {"share": share, "low": low, "high": high, "effective": runs}


def crossed_apart(first: Array, second: Array, shared: bool = True) -> dict[str, float]:
    """Return the difference of two paired shares, second - first, with its 95 % interval.

    That of ``crossed`` where enough runs changed sides; where few did, Newcombe's square-and-add
    interval (1998, method 10) of the limits of ``crossed_share``, joined by how far the two shares
    move together, which has a width also where no run changed.

    Parameters
    ----------
    first, second : array, (points, replicates)
        1 where a run is a case, 0 where not; points with a NaN in either are left out.
    shared : bool
        As for ``crossed``.
    """
    whole = np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1)
    one, two = first[whole], second[whole]
    if (one != two).sum() >= ENOUGH:
        return {key: crossed(two - one, shared)[key] for key in ("mean", "low", "high")}
    p, q = crossed_share(one, shared), crossed_share(two, shared)
    spreads = [crossed(table, shared)["variance"] for table in (one, two, two - one)]
    scale = 2 * math.sqrt(spreads[0] * spreads[1]) if one.size else 0.0
    joint = (spreads[0] + spreads[1] - spreads[2]) / scale if scale > 0 else 0.0
    few = max(min(p["effective"], q["effective"]), 1.0)
    joint = min(max(joint, -1.0), 1.0) * (1 - 1 / few)
    mean = q["share"] - p["share"]
    ends = []
    for a, b in (
        (q["share"] - q["low"], p["high"] - p["share"]),
        (q["high"] - q["share"], p["share"] - p["low"]),
    ):
        ends.append(math.sqrt(max(a**2 + b**2 - 2 * joint * a * b, 0.0)))
    return {"mean": mean, "low": mean - ends[0], "high": mean + ends[1]}


def ratio(
    first: Array, second: Array, shared: bool = True, least: float = 0.0
) -> dict[str, float] | None:
    """Return second / first as a ratio of geometric means, with its 95 % interval; or None.

    For outcomes above 0 that a policy multiplies, where differences are too skewed for Student's
    t: the interval is that of the mean log ratio. None if a value is not above 0, or if either
    geometric mean is below ``least``: a ratio of two numbers that are nearly 0 tells nothing.

    Parameters
    ----------
    first, second : array, (points, replicates)
        Runs that share their chance; points with a NaN in either are left out.
    shared : bool
        As for ``crossed``.
    least : float
        The smallest geometric mean that is something, in the outcome's unit.
    """
    whole = np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1)
    one, two = first[whole], second[whole]
    if not one.size or min(float(one.min()), float(two.min())) <= 0:
        return None
    if min(float(np.log(part).mean()) for part in (one, two)) < math.log(max(least, 1e-300)):
        return None
    row = crossed(np.log(two) - np.log(one), shared)
    return {
        key: math.exp(min(row[name], 700.0))
        for key, name in (("ratio", "mean"), ("ratio_low", "low"), ("ratio_high", "high"))
    }
