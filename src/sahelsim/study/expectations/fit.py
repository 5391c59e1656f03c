"""From forks to sizes: least squares that keep the signs of the written reasons, with a ridge.

For each action, role and incentive k: gain/yardstick ≈ Σ_r θ_r·f_r + c, θ_r ≥ 0. A reason keeps its
sign; what the reasons cannot say, wrong signs included, goes to c, "what else it brings". The ridge
lets a reason bring one swing as easily as c a quarter of one, so that what a reason can explain is
the reason's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from sahelsim.model.state import Array

REASON, ELSE = 1.0, 0.25  # prior spread of what a reason brings, and of c (swings)
SMALLEST = 0.05  # of a shape's mean size: one that is hardly ever there may not grow without end
LEAST_NOISE = 0.02  # swings: no fit is trusted beyond that
RESAMPLES = 40
LEVEL = (0.05, 0.95)


@dataclass(frozen=True)
class Fit:
    """Sizes of the reasons, what else it brings, their intervals, and the residual spread."""

    size: Array
    other: float
    low: Array  # of the sizes, and of what else it brings at the end
    high: Array
    sd: float


def solve(shapes: Array, gains: Array) -> tuple[Array, float]:
    """Return (θ, c) of one incentive.

    Parameters
    ----------
    shapes : array (forks, reasons)
        Written reasons at the fork.
    gains : array (forks,)
        What was really gained (swings).

    Examples
    --------
    A reason of the right sign is found; one of the wrong sign gets nothing, and c says the rest.

    >>> shapes = np.array([[1.0], [0.5], [0.0], [2.0]])
    >>> size, other = solve(shapes, 0.3 * shapes[:, 0])
    >>> round(float(size[0]), 2), round(other, 2)
    (0.3, 0.0)
    >>> size, other = solve(shapes, -0.3 * shapes[:, 0])
    >>> float(size[0]), other < 0
    (0.0, True)
    """
    noise = LEAST_NOISE
    reasons = shapes.shape[1]
    typical = np.maximum(np.abs(shapes).mean(axis=0), SMALLEST)
    prior = np.concatenate([REASON / typical, [ELSE, ELSE]])
    ones = np.ones((len(gains), 1))
    design = np.concatenate([shapes, ones, -ones], axis=1)
    found = np.zeros(reasons + 2)
    for _ in range(3):  # the ridge needs the noise, the noise the fit
        ridge = np.diag(noise / prior)
        found, _ = nnls(
            np.concatenate([design, ridge]), np.concatenate([gains, np.zeros(len(prior))])
        )
        noise = max(LEAST_NOISE, float(np.std(gains - design @ found)))
    return found[:reasons], float(found[reasons] - found[reasons + 1])


def fit(shapes: Sequence[Array], gains: Array, groups: NDArray[np.intp], again: bool) -> Fit:
    """Return the sizes of one action, role and incentive.

    Parameters
    ----------
    shapes : sequence of array (forks,)
        One for each written reason; may be empty.
    gains : array (forks,)
        Swings.
    groups : array of int (forks,)
        The run that each fork branched from; intervals resample runs.
    again : bool
        Whether intervals are wanted.
    """
    table = np.stack(shapes, axis=1) if shapes else np.zeros((len(gains), 0))
    size, other = solve(table, gains)
    sd = float(np.std(gains - table @ size - other))
    draws = [np.append(size, other)]
    if again:
        chance = np.random.default_rng(0)
        names = np.unique(groups)
        members = {name: np.flatnonzero(groups == name) for name in names}
        for _ in range(RESAMPLES):
            taken = np.concatenate([members[n] for n in chance.choice(names, len(names))])
            one, rest = solve(table[taken], gains[taken])
            draws.append(np.append(one, rest))
    low, high = np.quantile(np.stack(draws), LEVEL, axis=0)
    return Fit(size, other, low, high, sd)


def mean_interval(values: Array, groups: NDArray[np.intp]) -> tuple[float, float, float]:
    """Return a mean and its 90 % interval, from the means of groups that are independent."""
    names, inverse = np.unique(groups, return_inverse=True)
    sums = np.bincount(inverse, values - values.mean())
    wide = 1.645 * float(np.sqrt((sums**2).sum())) / len(values) if len(names) > 1 else np.inf
    middle = float(values.mean())
    return middle, middle - wide, middle + wide


def regression(expected: Array, realised: Array) -> tuple[float, float]:
    """Return slope and correlation of what came on what was expected (law LL4)."""
    spread = float(np.std(expected))
    if spread == 0.0 or np.std(realised) == 0.0:
        return np.nan, np.nan
    r = float(np.corrcoef(expected, realised)[0, 1])
    return r * float(np.std(realised)) / spread, r


Yardsticks = Mapping[tuple[str, str], float]
