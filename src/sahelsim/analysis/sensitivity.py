"""Sensitivity indices of a stochastic model: of its mean response, with what nothing gets beside.

Indices are of means over replicates, freed of the variance that chance leaves in such means
(``jackknife``), and their intervals are over the design's rows and over chance. Two rows always
stand in the table: ``dummy``, an input that moves nothing but the random numbers a run draws, and
``chance``, the share of chance in the variance of single runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.crossed import blind, crossed
from sahelsim.analysis.jackknife import pseudo_values
from sahelsim.core.errors import UsageError

Array = NDArray[np.float64]
DUMMY, CHANCE = "dummy", "chance"


def sobol(
    names: Sequence[str], outcome: Array, shared: bool = True, paired: bool = False
) -> list[dict[str, Any]]:
    """Return first-order and total Sobol' indices with 95 % intervals, largest first.

    Parameters
    ----------
    names : sequence of str
        Factors in the design's order, ``dummy`` among them.
    outcome : array, (points, replicates)
        In the order of Saltelli's rows: base x (factors + 2), or base x (2 factors + 2) with rows
        for pairs.
    shared, paired : bool
        Whether all points meet the same replicates; whether there are rows for pairs.

    Raises
    ------
    UsageError
        If a value is missing, the rows are not Saltelli's, or the outcome never varies.

    Notes
    -----
    Estimators of Saltelli 2010 (first) and Jansen 1999 (total), each a ratio of two means over the
    base rows. Both means are quadratic in the mean response, so their pseudo-values over replicates
    are free of bias from chance; the ratio's interval is that of its linear part (Cochran 1977,
    6.3) over rows and replicates. A first-order index below 0 is the estimator's noise around 0.
    """
    parts = _parts(names, outcome, paired)
    rows = []
    for k, name in enumerate(names):
        row: dict[str, Any] = {"factor": name}
        for index, top in (("first", parts["first"][k]), ("total", parts["total"][k])):
            row |= _index(index, top, parts["variance"], shared)
        rows.append(row)
    rows.sort(key=lambda row: -float(row["total"]))
    return [*rows, chance(outcome)]


def pairs(names: Sequence[str], outcome: Array, shared: bool = True) -> list[dict[str, Any]]:
    """Return second-order Sobol' indices of every two factors, largest first.

    What two factors do together beyond what each does alone (Saltelli 2002); of rows for pairs.
    """
    parts = _parts(names, outcome, paired=True)
    rows = []
    for i, j in combinations(range(len(names)), 2):
        top = parts["pairs"][i, j] - parts["first"][i] - parts["first"][j]
        rows.append(
            {"factors": [names[i], names[j]]} | _index("second", top, parts["variance"], shared)
        )
    return sorted(rows, key=lambda row: -float(row["second"]))


def _parts(names: Sequence[str], outcome: Array, paired: bool = False) -> dict[str, Array]:
    """Return numerators and the variance by base row and replicate, as pseudo-values."""
    _whole(outcome)
    if np.ptp(outcome.mean(axis=1)) <= 0:
        raise UsageError("the outcome is the same at every point: nothing to explain")
    size = len(names)
    width = 2 * size + 2 if paired else size + 2
    if len(outcome) % width:
        raise UsageError("these points are not a saltelli design of these factors")
    runs = outcome.reshape(-1, width, outcome.shape[1])
    found = pseudo_values(runs, lambda means: _rows(means, size, paired))
    parts = {
        "variance": found[0],
        "first": found[1 : size + 1],
        "total": found[size + 1 : 2 * size + 1],
    }
    if paired:
        square = found[2 * size + 1 :]
        parts["pairs"] = square.reshape(size, size, *square.shape[1:])
    if parts["variance"].mean() <= 0:
        raise UsageError("chance hides whatever the factors do: extend --replicates first")
    return parts


def _rows(means: Array, size: int, paired: bool) -> Array:
    """Return variance and numerators of each base row, (1 + 2 factors [+ pairs], base)."""
    a, b, mixed = means[:, 0], means[:, -1], means[:, 1 : size + 1]
    middle, half = means.mean(), (a.mean() + b.mean()) / 2
    variance = ((a - half) ** 2 + (b - half) ** 2) / 2
    first = (b - middle)[:, None] * (mixed - a[:, None])
    total = (a[:, None] - mixed) ** 2 / 2
    rows = [variance[None], first.T, total.T]
    if paired:
        other = means[:, size + 1 : 2 * size + 1] - middle
        square = np.einsum("ni,nj->ijn", other, mixed - middle)
        rows.append((square - (a - middle) * (b - middle)).reshape(size * size, -1))
    return np.concatenate(rows)


def _index(name: str, top: Array, bottom: Array, shared: bool) -> dict[str, Any]:
    """Return a ratio of two means of (rows, replicates) tables with its 95 % interval."""
    scale = float(bottom.mean())
    value = float(top.mean()) / scale
    line = crossed(value + (top - value * bottom) / scale, shared)
    ends = (None, None) if blind(top.shape[1], shared) else (line["low"], line["high"])
    return {name: value, f"{name}_low": ends[0], f"{name}_high": ends[1]}


def steadiness(
    names: Sequence[str], outcome: Array, paired: bool = False
) -> list[dict[str, float]]:
    """Return, for growing halves of a Saltelli design, how far total indices rank as at the end.

    Each row: ``base`` rows used and Kendall's ``tau`` of the ranks against the whole design's.
    """
    from scipy.stats import kendalltau

    parts = _parts(names, outcome, paired)
    base, found, size = parts["total"].shape[1], [], 16
    last = parts["total"].mean(axis=(1, 2))
    while size <= base:
        part = parts["total"][:, :size].mean(axis=(1, 2))
        found.append({"base": float(size), "tau": float(kendalltau(part, last).statistic)})
        size *= 2
    return found


def morris(
    names: Sequence[str], points: Array, outcome: Array, levels: int, shared: bool = True
) -> list[dict[str, Any]]:
    """Return Morris' elementary effects: mean absolute effect with interval, and spread.

    Parameters
    ----------
    names : sequence of str
        Factors, ``dummy`` among them.
    points : array, (points, factors)
        Each column scaled to 0-1, in the order of the trajectories.
    outcome : array, (points, replicates)
        Of the same points.
    levels : int
        Levels of the design's grid.
    shared : bool
        Whether all points meet the same replicates.

    Notes
    -----
    Morris 1991, absolute means by Campolongo et al. 2007, freed of what chance adds to an absolute
    value (``jackknife``); intervals are over trajectories and chance.
    """
    _whole(outcome)
    effects = _effects(points, outcome, levels)  # (factors, trajectories, replicates)
    sizes = pseudo_values(effects, np.abs)
    unsure = {"low": None, "high": None} if blind(outcome.shape[1], shared) else {}
    rows: list[dict[str, Any]] = []
    for k, name in enumerate(names):
        mean = crossed(sizes[k], shared)
        row = {"factor": name, "effect": mean["mean"], "low": mean["low"], "high": mean["high"]}
        spread = float(effects[k].mean(axis=1).std(ddof=1)) if effects.shape[1] > 1 else 0.0
        rows.append(row | unsure | {"spread": spread})
    rows.sort(key=lambda row: -float(row["effect"]))
    return [*rows, chance(outcome)]


def _effects(points: Array, outcome: Array, levels: int) -> Array:
    """Return every elementary effect, (factors, trajectories, replicates)."""
    size = points.shape[1]
    x = points.reshape(-1, size + 1, size)
    y = outcome.reshape(-1, size + 1, outcome.shape[1])
    steps, moved = np.diff(x, axis=1), np.diff(y, axis=1)
    which = np.abs(steps).argmax(axis=2)  # (trajectories, steps): each factor moves once
    sign = np.sign(np.take_along_axis(steps, which[:, :, None], axis=2))
    step = levels / (2.0 * (levels - 1))
    found = np.zeros((size, len(x), outcome.shape[1]))
    found[which, np.arange(len(x))[:, None]] = moved * sign / step
    return found


def screen(
    factors: Mapping[str, Array], outcome: Array, seed: int = 1, shared: bool = True
) -> list[dict[str, Any]]:
    """Return each factor's importance in extremely randomised trees, with a random input beside.

    Parameters
    ----------
    factors : mapping of str to array, (points,)
        Any space-filling design, a Latin hypercube for one.
    outcome : array, (points, replicates)
        Means are learnt; intervals are 5 to 95 % over resampled points and the seeds they share.
    seed, shared : int, bool
        Of the resamples; whether all points meet the same replicates.

    Notes
    -----
    Trees of Geurts, Ernst and Wehenkel 2006, by scikit-learn. What does not pass the random
    input's upper end is not told apart from nothing (``above`` is false).
    """
    _whole(outcome)
    names = [name for name in factors if name != DUMMY] + [DUMMY]
    own = np.column_stack([factors[name] for name in names[:-1]])
    drawn = list(_grown(own, outcome, np.random.default_rng(seed), shared))
    low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95], axis=0)
    found: list[dict[str, Any]] = [
        {
            "factor": n,
            "importance": float(middle[k]),
            "low": float(low[k]),
            "high": float(high[k]),
            "above": bool(low[k] > high[-1]),
        }
        for k, n in enumerate(names)
    ]
    found.sort(key=lambda row: -float(row["importance"]))
    return [*found, chance(outcome)]


def _grown(own: Array, outcome: Array, rng: np.random.Generator, shared: bool) -> Iterator[Array]:
    """Yield importances of trees grown on points drawn anew, and on the seeds that they share."""
    from sklearn.ensemble import ExtraTreesRegressor

    points, replicates = outcome.shape
    for k in range(20):
        rows = rng.integers(0, points, points)
        drawn = rng.integers(0, replicates, replicates) if shared else np.arange(replicates)
        columns = np.column_stack([own, rng.random(points)])
        trees = ExtraTreesRegressor(60, min_samples_leaf=2, max_features=0.6, random_state=k)
        yield trees.fit(columns[rows], outcome[:, drawn].mean(axis=1)[rows]).feature_importances_


def chance(outcome: Array) -> dict[str, Any]:
    """Return the share of one run's variance those random numbers makes, not the factors.

    None where a point has one replicate only: chance cannot be told then.
    """
    if outcome.shape[1] < 2:
        return {"factor": CHANCE, "share": None}
    noise = float(outcome.var(axis=1, ddof=1).mean())
    between = float(outcome.mean(axis=1).var(ddof=1))
    return {"factor": CHANCE, "share": noise / (noise + between) if noise + between > 0 else 0.0}


def _whole(outcome: Array) -> None:
    """Refuse missing values: an index computed around them would be wrong without saying so."""
    bad = int((~np.isfinite(outcome)).any(axis=1).sum())
    if bad:
        raise UsageError(
            f"{bad} of {len(outcome)} points have failed runs; mend them, or --drop-failed"
        )
