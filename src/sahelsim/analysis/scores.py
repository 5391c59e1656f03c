"""How good a probabilistic forecast was: CRPS, log score, coverage, PIT, Brier, skill."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
BLOCK = 3  # months kept together when scores are resampled: neighbouring months go wrong together
RESAMPLES = 2000


def crps(sample: Array, truth: Array, fair: bool = True) -> Array:
    """Return the continuous ranked probability score of each month; smaller is better.

    Parameters
    ----------
    sample : array, (members, months)
        The ensemble.
    truth : array, (months,)
        What happened.
    fair : bool
        Whether the score is corrected for the size of the ensemble (Ferro's fair form).

    Examples
    --------
    >>> ensemble = np.array([[0.0], [10.0], [20.0], [30.0]])
    >>> round(float(crps(ensemble, np.array([12.0]))[0]), 3)
    1.667
    >>> float(crps(ensemble, np.array([12.0]), fair=False)[0])
    3.75
    """
    n = sample.shape[0]
    ordered = np.sort(sample, axis=0)
    off = np.abs(ordered - truth).mean(axis=0)
    rank = 2 * np.arange(1, n + 1) - n - 1
    spread = (rank[:, None] * ordered).sum(axis=0) / (n * (max(n - 1, 1) if fair else n))
    return np.asarray(off - spread)


def log_crps(sample: Array, truth: Array) -> Array:
    """Return the CRPS of log(1 + deaths): a miss counts by its factor, whatever the level."""
    return crps(np.log1p(sample), np.log1p(truth))


def energy_score(sample: Array, truth: Array) -> Array:
    """Return the energy score of each step: the CRPS of several numbers at once, smaller is better.

    Parameters
    ----------
    sample : array, (members, steps, parts)
        The ensemble, for example shares of deaths by region.
    truth : array, (steps, parts)
        What happened.

    Examples
    --------
    >>> two = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    >>> energy_score(two, np.array([[1.0, 0.0]])).round(3).tolist()
    [0.0]
    """
    n = len(sample)
    off = np.linalg.norm(sample - truth, axis=2).mean(axis=0)
    apart = [np.linalg.norm(sample - one, axis=2).sum(axis=0) for one in sample]
    return np.asarray(off - np.sum(apart, axis=0) / (2 * n * max(n - 1, 1)))


def date_score(times: Array, truth: float, horizon: float) -> float:
    """Return the CRPS of a date, censored at a horizon: quiet time counts, years early cost years.

    Parameters
    ----------
    times : array, (members,)
        When the event comes in each member, ``inf`` for never.
    truth : float
        When it came, ``inf`` for never; same unit.
    horizon : float
        Where scoring ends: the score is a share of it, 0 best.

    Examples
    --------
    >>> date_score(np.array([6.0, 6.0]), 48.0, 60.0)  # a certainty, 42 months early
    0.7
    >>> date_score(np.array([np.inf]), np.inf, 60.0)
    0.0
    """
    ends = np.minimum(np.asarray(times, dtype=float), horizon)[:, None]
    return float(crps(ends, np.array([min(truth, horizon)]), fair=False)[0] / horizon)


def log_score(sample: Array, truth: Array) -> Array:
    """Return −log of the ensemble's density at the truth, smoothed on log(1 + deaths).

    A Gaussian kernel of Silverman's width on the log scale, 0.05 at least, mixed with one part in
    (members + 1) of a wide normal law, so that a surprise costs much but not everything.
    """
    x, y = np.log1p(sample), np.log1p(truth)
    n = sample.shape[0]
    width = np.maximum(1.06 * x.std(axis=0) * n**-0.2, 0.05)
    kernel = _normal((y - x) / width).mean(axis=0) / width
    wide = _normal((y - 4.5) / 2.0) / 2.0
    return np.asarray(-np.log((n * kernel + wide) / (n + 1)) + np.log1p(truth))


def coverage(sample: Array, truth: Array, level: float) -> float:
    """Return the share of months in the ensemble's central band of this level, 0-1."""
    tail = (1.0 - level) / 2
    low, high = np.quantile(sample, [tail, 1.0 - tail], axis=0)
    return float(((truth >= low) & (truth <= high)).mean())


def pit(sample: Array, truth: Array) -> Array:
    """Return the place of each truth in its ensemble, 0-1; ties count half."""
    return np.asarray((sample < truth).mean(axis=0) + 0.5 * (sample == truth).mean(axis=0))


def brier(probability: float, happened: bool) -> float:
    """Return (p − o)²: 0 is perfect, 0.25 is a coin."""
    return (probability - float(happened)) ** 2


def skill(model: Array, baseline: Array, seed: int = 1) -> dict[str, float | None]:
    """Return 1 − CRPS/CRPS(baseline) with a 90 % block-bootstrap interval over months.

    Parameters
    ----------
    model, baseline : array, (months,)
        Scores of the same months.
    """
    n = len(model)
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, n, (RESAMPLES, -(-n // BLOCK)))
    picks = ((starts[:, :, None] + np.arange(BLOCK)) % n).reshape(RESAMPLES, -1)[:, :n]
    below = baseline[picks].mean(axis=1)
    if not below.all():
        return {"value": None, "low": None, "high": None}
    again = 1.0 - model[picks].mean(axis=1) / below
    low, high = np.quantile(again, [0.05, 0.95])
    value = 1.0 - model.mean() / baseline.mean()
    return {"value": float(value), "low": float(low), "high": float(high)}


def scored(sample: Array, truth: Array) -> dict[str, float | list[float]]:
    """Return every score of one series, averaged over months, and the PIT values."""
    return {
        "crps": float(crps(sample, truth).mean()),
        "log_score": float(log_score(sample, truth).mean()),
        "coverage50": coverage(sample, truth, 0.5),
        "coverage90": coverage(sample, truth, 0.9),
        "pit": [round(float(v), 4) for v in pit(sample, truth)],
    }


def _normal(z: Array) -> Array:
    return np.asarray(np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi))
