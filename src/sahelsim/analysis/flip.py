"""Where one outcome class gives way to another along one or two factors.

A logistic curve (with a square term) of the second class among runs of either class, over the
chosen factors; everything else varies as the design has it. Uncertainty by resampling points and
seeds, which all points share, both at once (the pigeonhole bootstrap, Owen 2007).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.crossed import blind, crossed_part
from sahelsim.core.errors import UsageError

Array = NDArray[np.float64]
GRID, BINS, RESAMPLES = 41, 8, 200
LEAST = 10  # runs of either class


def flip(
    columns: Sequence[Array], second: Array, either: Array, seed: int = 1, shared: bool = True
) -> dict[str, Any]:
    """Return the share of the second class over the factors' range, and where it crosses a half.

    Parameters
    ----------
    columns : sequence of one or two arrays, (points,)
        Values of the chosen factors.
    second, either : array, (points, replicates)
        1 where a run is of the second class; where it is of the first or the second.
    seed, shared : int, bool
        Of the resamples; whether all points meet the same replicates, which are then drawn anew too.

    Returns
    -------
    dict
        ``grid`` (one list a factor), ``share``, ``low``, ``high`` (90 %, over the grid's product),
        and with one factor ``flips`` (each ``at``, ``low``, ``high``, ``seen`` in so many resamples)
        and ``bins`` (what was counted, with 95 % intervals over points and replicates).

    Raises
    ------
    UsageError
        If one of the two classes has under ``LEAST`` runs.
    """
    from threadpoolctl import threadpool_limits  # scikit-learn brings it

    _enough(second, either)
    grid = [np.linspace(c.min(), c.max(), GRID) for c in columns]
    where = np.column_stack([g.ravel() for g in np.meshgrid(*grid, indexing="ij")])
    table, hits, runs = np.column_stack(columns), second.sum(axis=1), either.sum(axis=1)
    with threadpool_limits(1):  # fits of milliseconds: threads would only wait for each other
        share = _curve(table, hits, runs, where)
        drawn = list(_resampled(table, second, either, where, np.random.default_rng(seed), shared))
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
    found: dict[str, Any] = {
        "grid": [g.tolist() for g in grid], "share": share.tolist(),
        "low": low.tolist(), "high": high.tolist(),
    }  # fmt: skip
    if len(columns) == 1:
        found["flips"] = _flips(grid[0], share, drawn)
        found["bins"] = counted(columns[0], second, either, shared)
    return found


def _enough(second: Array, either: Array) -> None:
    few = min(float(second.sum()), float((either - second).sum()))
    if few < LEAST:
        raise UsageError(f"one of the two classes has {few:.0f} runs: too few for a boundary")


def _resampled(
    table: Array, second: Array, either: Array, where: Array, rng: np.random.Generator, shared: bool
) -> Iterator[Array]:
    """Yield curves of points drawn anew, and at once of the seeds that they share."""
    for _ in range(RESAMPLES):
        points, replicates = second.shape
        rows, every = rng.integers(0, points, points), np.arange(replicates)
        columns = rng.integers(0, replicates, replicates) if shared else every
        own, both = (part[rows][:, columns].sum(axis=1) for part in (second, either))
        if 0 < own.sum() < both.sum():
            yield _curve(table[rows], own, both, where)


def _curve(table: Array, second: Array, either: Array, where: Array) -> Array:
    """Fit by weighted logistic regression; return the second class's share on the grid."""
    from sklearn.linear_model import LogisticRegression

    middle, scale = table.mean(axis=0), table.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    x, at = _terms((table - middle) / scale), _terms((where - middle) / scale)
    weight = np.concatenate([second, either - second])
    kinds = np.repeat([1, 0], len(x))
    keep = weight > 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(C=10.0, max_iter=300)
        model.fit(np.vstack([x, x])[keep], kinds[keep], sample_weight=weight[keep])
    return np.asarray(model.predict_proba(at)[:, 1])


def _terms(z: Array) -> Array:
    """Return each factor, its square, and with two factors their product."""
    parts = [z, z**2]
    if z.shape[1] == 2:
        parts.append(z[:, :1] * z[:, 1:])
    return np.column_stack(parts)


def _flips(grid: Array, share: Array, drawn: Sequence[Array]) -> list[dict[str, Any]]:
    found = []
    for at in _crossings(grid, share):
        near = [min(c, key=lambda x: abs(x - at)) for s in drawn if (c := _crossings(grid, s))]
        low, high = np.quantile(near, [0.05, 0.95]) if near else (grid[0], grid[-1])
        seen = len(near) / max(len(drawn), 1)
        found.append({"at": at, "low": float(low), "high": float(high), "seen": seen})
    return found


def _crossings(grid: Array, share: Array) -> list[float]:
    above = share >= 0.5
    k = np.flatnonzero(above[1:] != above[:-1])
    part = (0.5 - share[k]) / (share[k + 1] - share[k])
    return [float(x) for x in grid[k] + part * (grid[k + 1] - grid[k])]


def counted(
    column: Array, second: Array, either: Array, shared: bool = True
) -> list[dict[str, float]]:
    """Return the second class's share, counted, by value of a factor: each, or equally full bins.

    Parameters
    ----------
    column : array, (points,)
        The factor.
    second, either : array, (points, replicates)
        1 where a run is of the second class; where it is of the first or the second.
    shared : bool
        Whether all points meet the same replicates.
    """
    edges = np.unique(column)
    which = np.searchsorted(edges, column)
    if len(edges) > BINS:
        edges = np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)))
        which = np.clip(np.searchsorted(edges, column, side="right") - 1, 0, max(len(edges) - 2, 0))
    found = []
    for k in np.unique(which):
        mine = which == k
        runs = int(either[mine].sum())
        part = crossed_part(second[mine], either[mine], shared)
        row = {"at": float(column[mine].mean())} | {k: part[k] for k in ("share", "low", "high")}
        if blind(either.shape[1], shared):
            row |= {"low": math.nan, "high": math.nan}
        found.append(row | {"runs": float(runs)})
    return found
