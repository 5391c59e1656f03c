"""Rivals fixed beforehand: simple forecasts of whole paths of months, from the past alone.

Each is a large ensemble drawn once and for all (quantiles spread evenly, no seed of the user's), so
that levels, shares of types and mixtures are scored like the model's runs.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PATHS = 1000
SEED = 1912  # of every rival, whatever the user's seed
ABOUT = {
    "last_12": "any of the last 12 months, equally likely",
    "last_36": "any of the last 36 months, equally likely",
    "trend": "a negative-binomial law around the log-linear trend of 60 months",
    "local_level": "a negative-binomial law whose level follows the last months (local level)",
    "reference_class": "the level moves as in wars like this one, months scatter as in the record",
}
SMOOTHING = np.linspace(0.05, 0.95, 19)
SIZES = np.geomspace(0.5, 50.0, 15)


def rivals(past: Array, months: int, ratios: Mapping[float, float]) -> dict[str, Array]:
    """Return the paths of each rival, (paths, months).

    Parameters
    ----------
    past : array, (months before the origin,)
        Monthly deaths, 60 at least.
    months : int
        Horizon.
    ratios : mapping of float to float
        Quantiles (0-1) of the log ratio of wars' level ahead to that of the last 12 months.
    """
    return {
        "last_12": _pool(past[-12:], months),
        "last_36": _pool(past[-36:], months),
        "trend": _trend(past, months),
        "local_level": _local_level(past, months),
        "reference_class": _reference_class(past, months, ratios),
    }


def mixture(model: Array, rival: Array) -> Array:
    """Return half model, half rival: as many members of each."""
    picks = np.linspace(0, len(rival) - 1, len(model)).round().astype(int)
    return np.concatenate([model, rival[picks]])


def no_change(past: Array, steps: int, width: int) -> Array:
    """Return regional counts that go on as they were, (paths, steps, regions).

    Parameters
    ----------
    past : array, (months, regions)
        Deaths by region of the last 12 months.
    steps, width : int
        Number of steps ahead and months in each: every step draws its months from the past.
    """
    rng = np.random.default_rng(SEED)
    picks = rng.integers(0, len(past), (PATHS, steps, width))
    return np.asarray(past[picks].sum(axis=2))


def trend_law(past: Array, months: int) -> tuple[float, Array]:
    """Return size and monthly means of a negative-binomial law around 60 months' trend."""
    past = past[-60:]
    t = np.arange(len(past))
    slope, level = np.polyfit(t, np.log(past + 1.0), 1)
    fitted = np.exp(level + slope * t)
    fitted *= past.mean() / fitted.mean()
    excess = ((past - fitted) ** 2 - fitted).sum() / (fitted**2).sum()
    ahead = np.exp(slope * np.arange(len(past), len(past) + months)) * np.exp(level)
    ahead = np.minimum(ahead * past.mean() / np.exp(level + slope * t).mean(), 20.0 * past.max())
    return 1.0 / max(float(excess), 1e-3), ahead


def dispersion(past: Array) -> float:
    """Return the size of a negative-binomial law with the past's variance over its mean."""
    mean, variance = past.mean(), past.var(ddof=1)
    return float(np.clip(mean**2 / max(variance - mean, 1e-3), 0.2, 1e3))


def _even(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    """Return evenly spread quantiles in every column, each in an order of its own."""
    rows = (np.arange(shape[0]) + 0.5) / shape[0]
    return np.stack([rng.permutation(rows) for _ in range(shape[1])], axis=1)


def _pool(values: Array, months: int) -> Array:
    even = _even((PATHS, months), np.random.default_rng(SEED))
    picks = np.minimum((even * len(values)).astype(int), len(values) - 1)
    return np.asarray(np.sort(values)[picks])


def _counts(quantiles: Array, size: float, means: Array) -> Array:
    from scipy.stats import nbinom

    return np.asarray(nbinom.ppf(quantiles, size, size / (size + np.maximum(means, 1e-6))))


def _trend(past: Array, months: int) -> Array:
    size, means = trend_law(past, months)
    return _counts(_even((PATHS, months), np.random.default_rng(SEED)), size, means[None, :])


def _local_level(past: Array, months: int) -> Array:
    """Simulate a level that moves by a share of each month's surprise, fitted one step ahead."""
    smoothing, size = _best_level(past)
    level = np.full(PATHS, _levels(past, smoothing)[-1])
    even, found = _even((PATHS, months), np.random.default_rng(SEED)), np.zeros((PATHS, months))
    for k in range(months):
        found[:, k] = _counts(even[:, k], size, level)
        level = np.maximum(level + smoothing * (found[:, k] - level), 0.5)
    return found


def _best_level(past: Array) -> tuple[float, float]:
    from scipy.stats import nbinom

    def likelihood(smoothing: float, size: float) -> float:
        means = np.maximum(_levels(past, smoothing)[:-1], 0.5)
        return float(nbinom.logpmf(past.round(), size, size / (size + means))[12:].sum())

    grid = [(a, r) for a in SMOOTHING for r in SIZES]
    return max(grid, key=lambda pair: likelihood(*pair))


def _levels(past: Array, smoothing: float) -> Array:
    """Return the level before each month, and after the last, (months + 1,)."""
    found = [past[:12].mean()]
    for deaths in past:
        found.append(found[-1] + smoothing * (deaths - found[-1]))
    return np.array(found)


def _reference_class(past: Array, months: int, ratios: Mapping[float, float]) -> Array:
    rng = np.random.default_rng(SEED)
    levels, logs = np.array(list(ratios)), np.array(list(ratios.values()))
    ratio = np.exp(np.interp(_even((PATHS, 1), rng)[:, 0], levels, logs))
    means = past[-12:].mean() * ratio
    return _counts(_even((PATHS, months), rng), dispersion(past[-36:]), means[:, None])
