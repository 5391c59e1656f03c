"""Naive forecasts: what a model must beat before anybody listens to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ABOUT = {
    "last_value": "the last month, for ever",
    "zero": "no deaths at all",
    "climatology": "any month since 2012, equally likely",
    "bootstrap_12": "any of the last 12 months, equally likely (“conflictology”)",
    "bootstrap_36": "any of the last 36 months, equally likely",
    "trend": "a negative-binomial law whose mean follows the log-linear trend of 60 months",
}


EXACT = ("last_value", "zero", "climatology", "bootstrap_12", "bootstrap_36")  # whole laws


def forecasts(past: Array, months: int, members: int, seed: int) -> dict[str, Array]:
    """Return each naive forecast's ensemble, (members, months).

    Those in ``EXACT`` hold every value of their law once, so that no seed touches their scores;
    they are laws, not samples, and take no correction for the size of an ensemble.

    Parameters
    ----------
    past : array, (months before the origin,)
        Monthly deaths up to the month before the first forecast month, since 2012.
    months, members, seed : int
        Horizon; size and seed of the trend's sample.
    """
    pools = {
        "last_value": past[-1:],
        "zero": np.zeros(1),
        "climatology": past,
        "bootstrap_12": past[-12:],
        "bootstrap_36": past[-36:],
    }
    found = {name: np.repeat(pool[:, None], months, axis=1) for name, pool in pools.items()}
    return found | {"trend": _trend(past, months, members, seed)}


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


def _trend(past: Array, months: int, members: int, seed: int) -> Array:
    """Draw from the trend's law; the draws of older samples are passed over, so it stays the same."""
    rng = np.random.default_rng(seed)
    for pool in (past, past[-12:], past[-36:]):
        rng.choice(pool, (members, months))
    size, ahead = trend_law(past, months)
    return rng.negative_binomial(size, size / (size + ahead), (members, months)).astype(float)
