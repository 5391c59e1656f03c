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
    numbers = np.stack(list(per_run(series).values()))
    low, middle, high = np.quantile(numbers, [0.05, 0.5, 0.95], axis=1).tolist()
    return {
        name: {"unit": about.unit, "median": middle[k], "q05": low[k], "q95": high[k]}
        for k, (name, about) in enumerate(INDICATORS.items())
    }


def bands(values: Array, quantiles: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)) -> Array:
    """Return quantiles over the runs for every week, (quantiles, weeks + 1)."""
    return np.asarray(np.quantile(values, quantiles, axis=0))
