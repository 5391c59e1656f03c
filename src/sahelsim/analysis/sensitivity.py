"""Sensitivity indices of a stochastic model: of its mean response, with what nothing gets beside.

The outcome of a point is its mean over replicates whose chance every point shares; indices are
conditional on those random numbers, so their spread between replicates is told. Two rows always stand in the
table: ``dummy``, an input the model never sees, and ``chance``, the share of chance in the variance.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.errors import UsageError

Array = NDArray[np.float64]
RESAMPLES = 200
DUMMY, CHANCE = "dummy", "chance"


def sobol(names: Sequence[str], outcome: Array, seed: int = 1) -> list[dict[str, Any]]:
    """Return first-order and total Sobol' indices with 95 % bootstrap intervals, largest first.

    Parameters
    ----------
    names : sequence of str
        Factors in the design's order, ``dummy`` among them.
    outcome : array, (points, replicates)
        In the order of Saltelli's rows: base x (factors + 2).
    seed : int
        Of the bootstrap.

    Raises
    ------
    UsageError
        If a value is missing, the rows are not Saltelli's, or the outcome never varies.

    Notes
    -----
    Estimators by SALib: Saltelli 2010 (first), Jansen 1999 (total). A first-order index below 0
    is the estimator's noise around 0.
    """
    _whole(outcome)
    width = len(names) + 2
    if len(outcome) % width:
        raise UsageError("these points are not a saltelli design of these factors")
    whole = _sobol(names, outcome.mean(axis=1), seed)
    single = [_sobol(names, column, seed) for column in outcome.T] if outcome.shape[1] > 1 else []
    rows = []
    for k, name in enumerate(names):
        row: dict[str, Any] = {"factor": name}
        for index, key in (("first", "S1"), ("total", "ST")):
            value, half = float(whole[key][k]), float(whole[f"{key}_conf"][k])
            row |= {index: value, f"{index}_low": value - half, f"{index}_high": value + half}
            row[f"{index}_between"] = float(np.std([s[key][k] for s in single])) if single else None
        rows.append(row)
    rows.sort(key=lambda row: -float(row["total"]))
    return [*rows, chance(outcome)]


def steadiness(names: Sequence[str], outcome: Array) -> list[dict[str, float]]:
    """Return, for growing halves of a Saltelli design, how far total indices rank as at the end.

    Each row: ``base`` rows used and Kendall's ``tau`` of the ranks against the whole design's.
    """
    from scipy.stats import kendalltau

    width, mean = len(names) + 2, outcome.mean(axis=1)
    base, found = len(mean) // width, []
    last = _sobol(names, mean, 1)["ST"]
    size = 16
    while size <= base:
        part = _sobol(names, mean[: size * width], 1)["ST"]
        found.append({"base": float(size), "tau": float(kendalltau(part, last).statistic)})
        size *= 2
    return found


def morris(
    names: Sequence[str], points: Array, outcome: Array, levels: int
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
    """
    from SALib.analyze import morris as analyse

    _whole(outcome)
    found = analyse.analyze(
        _problem(names), points, outcome.mean(axis=1), num_levels=levels, seed=1, scaled=False
    )
    rows: list[dict[str, Any]] = [
        {
            "factor": name,
            "effect": float(found["mu_star"][k]),
            "low": float(found["mu_star"][k] - found["mu_star_conf"][k]),
            "high": float(found["mu_star"][k] + found["mu_star_conf"][k]),
            "spread": float(found["sigma"][k]),
        }
        for k, name in enumerate(names)
    ]
    rows.sort(key=lambda row: -float(row["effect"]))
    return [*rows, chance(outcome)]


def screen(factors: Mapping[str, Array], outcome: Array, seed: int = 1) -> list[dict[str, Any]]:
    """Return each factor's importance in extremely randomised trees, with a random input beside.

    Parameters
    ----------
    factors : mapping of str to array, (points,)
        Any space-filling design, a Latin hypercube for one.
    outcome : array, (points, replicates)
        Means are learnt; intervals are 5 to 95 % over resampled points.

    Notes
    -----
    Trees of Geurts, Ernst and Wehenkel 2006, by scikit-learn. What does not pass the random
    input's upper end is not told apart from nothing (``above`` is false).
    """
    from sklearn.ensemble import ExtraTreesRegressor

    _whole(outcome)
    rng = np.random.default_rng(seed)
    names = [name for name in factors if name != DUMMY] + [DUMMY]
    mean, drawn = outcome.mean(axis=1), []
    own = np.column_stack([factors[name] for name in names[:-1]])
    for k in range(20):
        rows = rng.integers(0, len(mean), len(mean))
        columns = np.column_stack([own, rng.random(len(mean))])
        trees = ExtraTreesRegressor(60, min_samples_leaf=2, max_features=0.6, random_state=k)
        drawn.append(trees.fit(columns[rows], mean[rows]).feature_importances_)
    low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95], axis=0)
    found: list[dict[str, Any]] = [
        {"factor": n, "importance": float(middle[k]), "low": float(low[k]), "high": float(high[k]),
         "above": bool(low[k] > high[-1])}
        for k, n in enumerate(names)
    ]  # fmt: skip
    found.sort(key=lambda row: -float(row["importance"]))
    return [*found, chance(outcome)]


def chance(outcome: Array) -> dict[str, Any]:
    """Return the share of one run's variance those random numbers makes, not the factors.

    None where a point has one replicate only: chance cannot be told then.
    """
    if outcome.shape[1] < 2:
        return {"factor": CHANCE, "share": None}
    noise = float(outcome.var(axis=1, ddof=1).mean())
    between = float(outcome.mean(axis=1).var(ddof=1))
    return {"factor": CHANCE, "share": noise / (noise + between) if noise + between > 0 else 0.0}


def _sobol(names: Sequence[str], mean: Array, seed: int) -> Any:
    from SALib.analyze import sobol as analyse

    if np.ptp(mean) <= 0:
        raise UsageError("the outcome is the same at every point: nothing to explain")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SALib's own deprecations
        return analyse.analyze(
            _problem(names), mean, calc_second_order=False, num_resamples=RESAMPLES, seed=seed
        )


def _problem(names: Sequence[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def _whole(outcome: Array) -> None:
    """Refuse missing values: an index computed around them would be wrong without saying so."""
    bad = int((~np.isfinite(outcome)).any(axis=1).sum())
    if bad:
        raise UsageError(
            f"{bad} of {len(outcome)} points have failed runs; mend them, or --drop-failed"
        )
