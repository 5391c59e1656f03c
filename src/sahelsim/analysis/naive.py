"""Naive forecasts: what a model must beat before anybody listens to it.

Each is scored by its whole law, so that no score depends on a rigged sample.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.scores import crps

Array = NDArray[np.float64]

ABOUT = {
    "last_value": "the last month, for ever",
    "zero": "no deaths at all",
    "climatology": "any month since 2012, equally likely",
    "bootstrap_12": "any of the last 12 months, equally likely (“conflictology”)",
    "bootstrap_36": "any of the last 36 months, equally likely",
    "trend": "a negative-binomial law whose mean follows the log-linear trend of 60 months",
}


def pools(past: Array) -> dict[str, Array]:
    """Return the naive forecasts that are the same law in every month: its values, equally likely.

    Parameters
    ----------
    past : array, (months before the origin,)
        Monthly deaths up to the month before the first forecast month, since 2012.
    """
    return {
        "last_value": past[-1:],
        "zero": np.zeros(1),
        "climatology": past,
        "bootstrap_12": past[-12:],
        "bootstrap_36": past[-36:],
    }


def exact_scores(
    past: Array, months: int, columns: Sequence[int], truth: Array
) -> dict[str, Array]:
    """Return the exact CRPS of each naive forecast, (truths,), smaller is better.

    Parameters
    ----------
    past : array, (months before the origin,)
        Monthly deaths up to the month before the first forecast month, since 2012.
    months : int
        Horizon.
    columns, truth : sequence of int, array
        Which months of the horizon are scored, and what happened in them.
    """
    # a pool is a law, not a sample: its score takes no correction for the size of an ensemble
    found = {
        name: crps(np.repeat(pool[:, None], len(truth), axis=1), truth, fair=False)
        for name, pool in pools(past).items()
    }
    return found | {"trend": trend_crps(past, months, columns, truth)}


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


def trend_crps(past: Array, months: int, columns: Sequence[int], truth: Array) -> Array:
    """Return the trend's exact CRPS in these months, from its law instead of a sample.

    The law is a step at every whole number of deaths, so the integral of (F − 1{x ≥ truth})² is a
    sum over steps, of which the truth may split one.
    """
    from scipy.stats import nbinom

    size, means = trend_law(past, months)
    found = []
    for mean, y in zip(means[list(columns)], truth, strict=True):
        law = nbinom(size, size / (size + mean))
        k = np.arange(max(float(law.ppf(1 - 1e-9)), float(y)) + 2.0)
        below = np.clip(y - k, 0.0, 1.0)  # the part of each step that lies under the truth
        f = law.cdf(k)
        found.append(float((below * f**2 + (1.0 - below) * (1.0 - f) ** 2).sum()))
    return np.array(found)
