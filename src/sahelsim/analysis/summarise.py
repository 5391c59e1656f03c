"""One run in numbers, many runs in medians and bands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.indicators import INDICATORS, one_number

Array = NDArray[np.float64]


def per_run(series: Mapping[str, Array]) -> dict[str, Array]:
    """Return each indicator's one number for every run, (runs,)."""
    return {name: one_number(name, series[name]) for name in INDICATORS}


def summary(series: Mapping[str, Array]) -> dict[str, dict[str, Any]]:
    """Return unit, median and 90 % band of every indicator over the runs."""
    found = {}
    for name, values in per_run(series).items():
        low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
        found[name] = {
            "unit": INDICATORS[name].unit,
            "median": float(middle),
            "q05": float(low),
            "q95": float(high),
        }
    return found


def bands(values: Array, quantiles: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)) -> Array:
    """Return quantiles over the runs for every week, (quantiles, weeks + 1)."""
    return np.asarray(np.quantile(values, quantiles, axis=0))
