"""Approximate Bayesian computation in two waves (population Monte Carlo).

Wave 1 spreads points over the prior. The nearest tenth becomes a proposal: its rows, jittered by a
normal kernel of twice their covariance in quantile space. Wave 2 simulates proposals; the nearest
are kept with importance weights prior / proposal, and resampled to the posterior. Distance is the
root mean square of (statistic − target) / tolerance. The best points are scored again on fresh
seeds, since the best of many owes part of its place to luck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.experiment.calibration.priors import Prior, spread_evenly, table
from sahelsim.experiment.calibration.targets import Target

Array = NDArray[np.float64]
Simulate = Callable[[dict[str, Array], int], dict[str, Array]]

NEAREST = 0.1  # share of wave 1 from which wave 2 is proposed
KEPT = 0.05  # share of wave 2 that is accepted


@dataclass(frozen=True)
class Fit:
    """What a calibration found.

    ``quantiles`` are the posterior rows in prior quantiles, (draws, numbers); ``before`` and
    ``after`` are prior and posterior predictive statistics under seeds that the fit never saw.
    """

    quantiles: Array
    before: dict[str, Array]
    after: dict[str, Array]
    tolerance: float
    effective: float


def fit(
    priors: Sequence[Prior],
    targets: Sequence[Target],
    simulate: Simulate,
    *,
    points: int,
    draws: int,
    seed: int,
) -> Fit:
    """Return a posterior sample of the free numbers.

    Parameters
    ----------
    priors, targets : sequences
        What may vary, and what it must explain.
    simulate : callable
        Given values by name and a seed, returns the statistics of one run a point.
    points : int
        Points in each of the two waves.
    draws : int
        Rows of the posterior.
    seed : int
        Seed of designs, kernels and simulations.
    """
    rng = np.random.default_rng([seed, 77])
    known = list(priors)
    first = spread_evenly(points, len(known), seed)
    before = simulate(table(known, first), seed)
    near = np.argsort(distance(before, targets))[: max(int(NEAREST * points), len(known) + 2)]
    parents = first[near]
    spread = 2.0 * np.cov(parents.T) + 1e-6 * np.eye(len(known))
    second = _proposed(parents, spread, points, rng)
    found = distance(simulate(table(known, second), seed + 1), targets)
    kept = np.argsort(found)[: int(KEPT * points)]
    weights = 1.0 / _density(second[kept], parents, spread)
    weights /= weights.sum()
    chosen = second[kept][_systematic(weights, draws, rng)]
    after = simulate(table(known, chosen), seed + 2)
    return Fit(chosen, before, after, float(found[kept[-1]]), float(1.0 / (weights**2).sum()))


def distance(found: dict[str, Array], targets: Sequence[Target]) -> Array:
    """Return each run's distance from the record in tolerances, (runs,)."""
    squares = [((found[t.name] - t.value) / t.tolerance) ** 2 for t in targets]
    return np.asarray(np.sqrt(np.mean(squares, axis=0)))


def _proposed(parents: Array, spread: Array, n: int, rng: np.random.Generator) -> Array:
    """Draw jittered parents, again and again until n rows lie inside the prior."""
    kept: list[Array] = []
    while sum(map(len, kept)) < n:
        centre = parents[rng.integers(0, len(parents), n)]
        drawn = centre + rng.multivariate_normal(np.zeros(len(spread)), spread, n)
        kept.append(drawn[((drawn > 0.0) & (drawn < 1.0)).all(axis=1)])
    return np.concatenate(kept)[:n]


def _density(rows: Array, parents: Array, spread: Array) -> Array:
    """Return the proposal's density at each row, up to a constant; the prior's is 1."""
    inverse = np.linalg.inv(spread)
    gap = rows[:, None, :] - parents[None, :, :]
    return np.asarray(np.exp(-0.5 * np.einsum("ijk,kl,ijl->ij", gap, inverse, gap)).mean(axis=1))


def _systematic(weights: Array, n: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Draw n indices by weight with one uniform number (systematic resampling)."""
    at = (rng.random() + np.arange(n)) / n
    drawn = np.searchsorted(np.cumsum(weights), at).clip(0, len(weights) - 1)
    return rng.permutation(drawn)
