"""Pseudo-values: what each replicate says of a number that is no mean of runs.

A regret or an elementary effect is taken of means over replicates, and chance in those means does
not cancel: of several noisy means the largest is too large. Leaving out one replicate at a time
tells how much (Quenouille 1956, Tukey 1958). The mean of the pseudo-values is free of the bias
that falls with the number of replicates, and as a table of points by replicates they go where any
outcome goes.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def pseudo_values(values: Array, of: Callable[[Array], Array]) -> Array:
    """Return the pseudo-values of a statistic of means over replicates.

    Parameters
    ----------
    values : array, (..., replicates)
        Runs.
    of : callable
        Given means over replicates, (...), returns the statistic, of any shape.

    Returns
    -------
    array, (..., replicates)
        Of the statistic's shape, and the replicates after it. With one replicate, the statistic.
    """
    replicates = values.shape[-1]
    total = values.sum(axis=-1)
    whole = of(total / replicates)
    if replicates < 2:
        return np.asarray(whole)[..., None]
    left = [of((total - values[..., k]) / (replicates - 1)) for k in range(replicates)]
    parts = [replicates * whole - (replicates - 1) * part for part in left]
    return np.stack(parts, axis=-1)
