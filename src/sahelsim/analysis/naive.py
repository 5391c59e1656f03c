"""Naive forecasts: what a model must beat before anybody listens to it."""

from __future__ import annotations

from collections.abc import Callable

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


def forecasts(past: Array, months: int, members: int, seed: int) -> dict[str, Array]:
    """Return each naive forecast's ensemble, (members, months).

    Parameters
    ----------
    past : array, (months before the origin,)
        Monthly deaths up to the month before the first forecast month, since 2012.
    months, members, seed : int
        Horizon, size of each ensemble, seed of the resampling.
    """
    rng = np.random.default_rng(seed)
    shape = (members, months)

    def drawn(pool: Array) -> Array:
        return np.asarray(rng.choice(pool, shape))

    makers: dict[str, Callable[[], Array]] = {
        "last_value": lambda: np.full(shape, past[-1]),
        "zero": lambda: np.zeros(shape),
        "climatology": lambda: drawn(past),
        "bootstrap_12": lambda: drawn(past[-12:]),
        "bootstrap_36": lambda: drawn(past[-36:]),
        "trend": lambda: _trend(past[-60:], months, members, rng),
    }
    return {name: make() for name, make in makers.items()}


def _trend(past: Array, months: int, members: int, rng: np.random.Generator) -> Array:
    """Draw from a negative-binomial law around a log-linear trend (moments of the residuals)."""
    t = np.arange(len(past))
    slope, level = np.polyfit(t, np.log(past + 1.0), 1)
    fitted = np.exp(level + slope * t)
    fitted *= past.mean() / fitted.mean()
    excess = ((past - fitted) ** 2 - fitted).sum() / (fitted**2).sum()
    ahead = np.exp(slope * np.arange(len(past), len(past) + months)) * np.exp(level)
    ahead = np.minimum(ahead * past.mean() / np.exp(level + slope * t).mean(), 20.0 * past.max())
    size = 1.0 / max(float(excess), 1e-3)
    return rng.negative_binomial(size, size / (size + ahead), (members, months)).astype(float)
