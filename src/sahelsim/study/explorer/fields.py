"""What is kept of the runs at one point, and how far an emulator of it may err."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.classify import CLASSES

Array = NDArray[np.float64]
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MONTH = 4
FEW = 5.0  # deaths added before the logarithm, so that a quiet start has one


@dataclass(frozen=True)
class Field:
    """One kind of output: how it is measured at a point, drawn, and judged.

    ``bounds`` are the largest mean and 95 % error at which it is shown, in ``unit``.
    """

    unit: str
    bounds: tuple[float, float]
    measure: Callable[[Mapping[str, Array]], Array]
    shown: Callable[[Array], Array]
    error: Callable[[Array, Array], Array]


def _quantiles(values: Array) -> Array:
    # by median-unbiased ranks: with few runs the plain rule draws the outer bands too narrow
    return np.quantile(values, QUANTILES, axis=0, method="median_unbiased")


def _stability(runs: Mapping[str, Array]) -> Array:
    return _quantiles(runs["stability"][:, ::MONTH])


def _deaths(runs: Mapping[str, Array]) -> Array:
    so_far = np.cumsum(runs["total_deaths"][:, 1:], axis=1)
    return np.log(FEW + _quantiles(so_far[:, MONTH - 1 :: MONTH]))


def _totals(runs: Mapping[str, Array]) -> Array:
    """Middle counts of civilians killed over all weeks, and of people displaced at the end."""
    killed = runs["one_sided_deaths"][:, 1:].sum(axis=1)
    both = np.stack([killed, runs["displaced"][:, -1]], axis=1)
    return np.asarray(np.log(FEW + np.median(both, axis=0)))


def _classes(runs: Mapping[str, Array]) -> Array:
    return np.array([(runs["outcome_class"] == name).mean() for name in CLASSES])


def _control(runs: Mapping[str, Array]) -> Array:
    return np.asarray(runs["control"].mean(axis=0))


def _rising(values: Array) -> Array:
    """Quantiles (points, quantiles, ...) may not cross."""
    return np.sort(values, axis=1)


def _counts(values: Array) -> Array:
    return np.maximum(np.exp(values) - FEW, 0.0)


def _rising_counts(values: Array) -> Array:
    return _rising(_counts(values))


def _shares(values: Array) -> Array:
    kept = np.clip(values, 0.0, None)
    return np.asarray(kept / np.maximum(kept.sum(axis=1, keepdims=True), 1e-9))


def _whole(values: Array) -> Array:
    return np.clip(values, 0.0, 1.0)


def _apart(said: Array, true: Array) -> Array:
    return np.abs(said - true)


def _percent(said: Array, true: Array) -> Array:
    return np.asarray(100.0 * np.abs(said - true))


def _relative(said: Array, true: Array) -> Array:
    """Percent of what is true; a count is taken as 20 at least."""
    return np.asarray(100.0 * np.abs(said - true) / np.maximum(true, 20.0))


def _of_middle(said: Array, true: Array) -> Array:
    """Percent of the true middle, for all quantiles alike."""
    return np.asarray(100.0 * np.abs(said - true) / np.maximum(true[:, 2:3], 20.0))


FIELDS: dict[str, Field] = {
    "stability": Field("points", (1.5, 4.0), _stability, _rising, _apart),
    "deaths": Field("%", (15.0, 40.0), _deaths, _rising_counts, _of_middle),
    "totals": Field("%", (15.0, 40.0), _totals, _counts, _relative),
    "classes": Field("percentage points", (5.0, 15.0), _classes, _shares, _percent),
    "control": Field("percentage points", (2.0, 5.0), _control, _whole, _percent),
}
