"""How many runs a precision needs: from a pilot, or by going on until it is reached."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.intervals import t_quantile

Array = NDArray[np.float64]
WANTED = (0.01, 0.02, 0.05, 0.10)
START, STEP = 20, 20


def needed(deviation: float, half: float) -> int:
    """Return the runs whose 95 % t interval has this half-width, at a standard deviation.

    Examples
    --------
    >>> needed(1.0, 0.5)
    18
    """
    if half <= 0:
        raise ValueError("a half-width is above 0")
    n = max(2, math.ceil((1.96 * deviation / half) ** 2))
    while t_quantile(n - 1) * deviation / math.sqrt(n) > half:
        n += 1
    return n


def share_width(points: int, replicates: int, shared: bool) -> tuple[float, float]:
    """Return the half-width to expect of a share near one half: at best and at worst.

    At best all runs are as good as independent; at worst a future's runs all end alike, and where
    all futures share their replicates, those of a replicate do.

    Examples
    --------
    >>> [round(x, 2) for x in share_width(100, 4, shared=False)]
    [0.05, 0.1]
    """
    few = min(points, replicates) if shared else points
    sizes = (points * replicates, few)
    best, worst = (t_quantile(n - 1) * 0.5 / math.sqrt(n) if n > 1 else 0.5 for n in sizes)
    return best, min(worst, 0.5)


def plan(
    first: Array, second: Array | None = None, *, also: float | None = None
) -> list[dict[str, Any]]:
    """Return the runs needed for each precision, as a share of the pilot's mean.

    Parameters
    ----------
    first, second : array, (runs,)
        A pilot's outcome; with a second scenario under common random numbers, also what their difference
        needs, ``paired`` and ``unpaired`` (each scenario's runs), to the same absolute width.
    also : float, optional
        One more precision, above 0.
    """
    rows = []
    for share in sorted({*WANTED, *(() if also is None else (also,))}):
        half = share * abs(float(first.mean()))
        if half == 0:
            return []
        row: dict[str, Any] = {"precision": share, "half": half}
        row["runs"] = needed(float(first.std(ddof=1)), half)
        if second is not None:
            apart = math.sqrt(float(first.var(ddof=1) + second.var(ddof=1)))
            row["paired"] = needed(float((second - first).std(ddof=1)), half)
            row["unpaired"] = needed(apart, half)
        rows.append(row)
    return rows


def until(
    more: Callable[[int, int], Array], precision: float, most: int
) -> tuple[Array, list[dict[str, float]]]:
    """Add runs until the 95 % t interval of the mean is narrow enough.

    Parameters
    ----------
    more : callable
        Given the first run's number and a count, returns the outcome of these runs.
    precision : float
        Half-width as a share of the mean.
    most : int
        Runs at which to stop anyway.

    Returns
    -------
    tuple
        Every outcome, and the path: runs, mean and half-width after each step.
    """
    values = more(0, min(START, most))
    path = [_state(values)]
    while path[-1]["half"] > precision * abs(path[-1]["mean"]) and len(values) < most:
        values = np.concatenate([values, more(len(values), min(STEP, most - len(values)))])
        path.append(_state(values))
    return values, path


def _state(values: Array) -> dict[str, float]:
    n = len(values)
    half = t_quantile(n - 1) * float(values.std(ddof=1)) / math.sqrt(n)
    return {"runs": float(n), "mean": float(values.mean()), "half": half}
