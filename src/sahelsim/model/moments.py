"""Decision moments: when an actor reconsiders, and the mood that it keeps in between.

Moments come at a rate, never at the clock (continuous-time discrete choice: Arcidiacono, Bayer,
Blevins and Ellickson 2016, ``arcidiacono_2016``). At each one the actor draws a private shock
(standard Gumbel) for every action and takes the best of value + shock, so that its choice is the
logit response; it keeps the shocks until its next moment. When facts change in between, it looks
again with the same shocks. At the start shocks are drawn conditional on the status quo being the
best choice, so that no stock of pent-up acts is let loose on the first day.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.state import Array

SMALLEST = 1e-12  # a uniform number of exactly 0 stands for one as rare as this


def gumbel(uniform: Array) -> Array:
    """Return standard Gumbel shocks from uniform numbers, −ln(−ln u)."""
    inside = np.clip(uniform, SMALLEST, 1.0 - SMALLEST)
    return np.asarray(-np.log(-np.log(inside)))


def arrivals(rate: Array | float, weeks: int, uniform: Array) -> NDArray[np.intp]:
    """Return how many moments come in some weeks: Poisson, by inversion of one uniform number.

    Parameters
    ----------
    rate : float or array (replicates,)
        Moments a week.
    weeks : int
        Length of the interval.
    uniform : array (replicates,)
        One number each.

    Examples
    --------
    >>> arrivals(0.25, 1, np.array([0.5, 0.8, 0.98]))
    array([0, 1, 2])
    """
    mean = np.asarray(rate, dtype=float) * weeks + np.zeros_like(uniform)
    term = np.exp(-mean)
    reached, found = term.copy(), np.zeros(uniform.shape, dtype=np.intp)
    for k in range(1, 1 + int(np.ceil(10 + 5 * mean.max(initial=0.0)))):
        found += uniform > reached
        term = term * mean / k
        reached += term
    return found


def conditional(value: Array, best: NDArray[np.intp], uniform: Array) -> Array:
    """Return shocks under which one action is the best, by the same uniform numbers.

    The largest of value + shock is Gumbel around the log of the summed exponentials, whichever is
    the largest; the others are Gumbel cut off at it.

    Parameters
    ----------
    value : array (replicates, actions)
        Values in the units of the shocks; −inf for an action that is closed.
    best : array of int (replicates,)
        The action that is to be the best.
    uniform : array (replicates, actions)
        One number each.

    Examples
    --------
    >>> value = np.array([[0.0, 5.0]])
    >>> shock = conditional(value, np.array([0]), np.array([[0.3, 0.9]]))
    >>> int((value + shock).argmax(axis=1)[0])
    0
    """
    rows = np.arange(len(value))
    top = value.max(axis=1)
    whole = top + np.log(np.exp(value - top[:, None]).sum(axis=1))
    most = (whole + gumbel(uniform[rows, best]))[:, None]
    inside = np.clip(uniform, SMALLEST, 1.0 - SMALLEST)
    with np.errstate(divide="ignore", over="ignore"):
        below = value - np.log(np.exp(value - most) - np.log(inside))
    shock = np.where(np.isfinite(value), below - np.where(np.isfinite(value), value, 0.0), 0.0)
    shock[rows, best] = most[:, 0] - value[rows, best]
    return np.asarray(shock)


def probability_of_acting(rate: float, probability: float, weeks: float) -> float:
    """Return the chance of a first act within some weeks while nothing changes.

    Examples
    --------
    With a moment every six and a half weeks and a chance of 0.15 at each, within 48 weeks:

    >>> round(probability_of_acting(1 / 6.5, 0.15, 48), 3)
    0.67
    """
    return float(-np.expm1(-rate * probability * weeks))
