"""Which factors go with an outcome: rank correlation beside what chance alone would give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.crossed import blind, crossed

Array = NDArray[np.float64]
SHUFFLES = 200
FEWEST = 10  # futures below which any factor may go with the outcome by chance
LEAST_ROWS = {"saltelli": 4, "morris": 2}  # base rows or trajectories, each of many points


def nothing_to_tell(means: Array, kind: str = "", block: int = 1) -> str:
    """Return why no factor can be told to move an outcome, or nothing if it can.

    Parameters
    ----------
    means : array, (points,)
        The outcome of each point, over its replicates.
    kind, block : str, int
        The design, and how many of its points go together (1 where they stand alone).
    """
    least, rows = LEAST_ROWS.get(kind, FEWEST), len(means) // block
    if rows < least:
        what = {"saltelli": "base rows", "morris": "trajectories"}.get(kind, "futures")
        return f"there is nothing to tell from {rows} {what}; {least} are the least"
    if np.ptp(means) <= 1e-9 * np.abs(means).max():
        return f"there is nothing to tell: the outcome is {means[0]:.4g} in every future"
    return ""


def ranking(factors: Mapping[str, Array], outcome: Array, seed: int = 1) -> list[dict[str, Any]]:
    """Return Spearman's rank correlation of every factor with an outcome, strongest first.

    The row ``chance`` is the largest absolute correlation that reshuffled outcomes reach in 95 of
    100 shuffles over all factors: what lies below it has shown nothing.

    Parameters
    ----------
    factors : mapping of str to array, (points,)
        One value a point.
    outcome : array, (points,)
        Mean over a point's replicates; points whose runs all failed are left out by the caller.
    """
    ranks = {name: _ranks(column) for name, column in factors.items()}
    rows = [{"factor": n, "rho": _correlation(r, _ranks(outcome))} for n, r in ranks.items()]
    rng, best = np.random.default_rng(seed), []
    for _ in range(SHUFFLES):
        shuffled = _ranks(rng.permutation(outcome))
        best.append(max(abs(_correlation(r, shuffled)) for r in ranks.values()))
    rows.append({"factor": "chance", "rho": float(np.quantile(best, 0.95))})
    return sorted(rows, key=lambda row: -abs(row["rho"]))


def policy_differences(
    by_policy: Mapping[str, Array], shared: bool = True
) -> dict[str, dict[str, float]]:
    """Return each later policy less the first, with 95 % intervals over futures and replicates.

    Parameters
    ----------
    by_policy : mapping of str to array, (points, replicates)
        An outcome at the same points under common random numbers; a failed run is NaN and its point drops.
        With one replicate that all share there is a mean and no interval.
    shared : bool
        Whether all points meet the same replicates.
    """
    first, *others = by_policy
    found = {}
    for other in others:
        row = crossed(by_policy[other] - by_policy[first], shared)
        alone = blind(by_policy[first].shape[1], shared)
        keys = ("mean",) if alone else ("mean", "low", "high")
        found[f"{other} - {first}"] = {k: row[k] for k in keys if np.isfinite(row[k])}
    return found


def _ranks(values: Array) -> Array:
    """Return average ranks, ties sharing theirs."""
    order = np.argsort(values, kind="stable")
    at = np.empty(len(values))
    at[order] = np.arange(len(values))
    _, group = np.unique(values, return_inverse=True)
    return np.asarray((np.bincount(group, at) / np.bincount(group))[group])


def _correlation(a: Array, b: Array) -> float:
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum() / size) if size > 0 else 0.0
