"""Approximate Bayesian computation with an emulator (a synthetic likelihood).

The record is one history, and one run is as noisy as it: comparing single runs with the record
mostly measures chance. So a quadratic regression learns from thousands of runs what each statistic
is on average at any point of the prior, and the residuals how runs at one point differ. A point's
likelihood is then the normal density of the record around the regression, with the residuals'
covariance plus the squared tolerances. Wave 1 spreads points over the prior; wave 2 runs points of
the first posterior, so that the regression is sharp where it matters; Metropolis walkers draw the
posterior from both. What is reported of the fit comes from runs of the drawn points under fresh
seeds, never from the regression.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.study.calibration.priors import Prior, spread_evenly, table
from sahelsim.study.calibration.targets import Target

Array = NDArray[np.float64]
Simulate = Callable[[dict[str, Array], int], dict[str, Array]]

STEPS = 1500  # moves of each walker: hundreds of times the length of its memory
FRESH = 4  # runs of each drawn point under seeds that the fit never saw
REACH = 0.25  # a move's length as a share of the walkers' own spread


@dataclass(frozen=True)
class Fit:
    """What a calibration found.

    ``quantiles`` are the posterior rows in prior quantiles, (draws, numbers); ``before`` and
    ``after`` are prior and posterior predictive statistics, ``after`` under seeds that the fit
    never saw; ``explained`` is the share of each statistic's variance that the numbers explain.
    """

    quantiles: Array
    before: dict[str, Array]
    after: dict[str, Array]
    explained: dict[str, float]


@dataclass(frozen=True)
class Emulator:
    """Means of the statistics over the prior, and the precision of one run around them."""

    centre: Array
    weights: Array
    precision: Array
    explained: Array

    def log_likelihood(self, quantiles: Array) -> Array:
        """Return each row's log density of the record, up to a constant, (rows,)."""
        gap = self.centre - _terms(quantiles) @ self.weights
        return np.asarray(-0.5 * np.einsum("ij,jk,ik->i", gap, self.precision, gap))


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
        Seed of designs, walkers and simulations.
    """
    rng = np.random.default_rng([seed, 77])
    known = list(priors)
    first = spread_evenly(points, len(known), seed)
    before = simulate(table(known, first), seed)
    near = walk(learn(first, before, targets), points, len(known), rng)
    again = simulate(table(known, near), seed + 1)
    both = {name: np.concatenate([before[name], again[name]]) for name in before}
    emulator = learn(np.concatenate([first, near]), both, targets)
    chosen = walk(emulator, draws, len(known), rng)
    fresh = [simulate(table(known, chosen), seed + 2 + k) for k in range(FRESH)]
    after = {name: np.concatenate([found[name] for found in fresh]) for name in before}
    explained = {t.name: float(r) for t, r in zip(targets, emulator.explained, strict=True)}
    return Fit(chosen, before, after, explained)


def learn(quantiles: Array, found: dict[str, Array], targets: Sequence[Target]) -> Emulator:
    """Return the emulator of the targets' statistics, in tolerances, from runs at these rows."""
    scale = np.array([t.tolerance for t in targets])
    y = np.stack([found[t.name] for t in targets], axis=1) / scale
    x = _terms(quantiles)
    weights = np.linalg.solve(x.T @ x + 1e-3 * np.eye(x.shape[1]), x.T @ y)
    left = y - x @ weights
    spread = np.cov(left.T).reshape(len(targets), -1) + np.eye(len(targets))
    explained = 1.0 - left.var(axis=0) / np.maximum(y.var(axis=0), 1e-12)
    centre = np.array([t.value for t in targets]) / scale
    return Emulator(
        centre, weights, np.asarray(np.linalg.inv(spread)), np.clip(explained, 0.0, 1.0)
    )


def walk(emulator: Emulator, walkers: int, numbers: int, rng: np.random.Generator) -> Array:
    """Return one posterior row a walker (Metropolis; moves along differences of other walkers)."""
    at = rng.random((walkers, numbers))
    level = emulator.log_likelihood(at)
    for _ in range(STEPS):
        one, other = at[rng.permutation(walkers)], at[rng.permutation(walkers)]
        new = at + REACH * (one - other) + 1e-3 * rng.normal(size=at.shape)
        inside = ((new > 0.0) & (new < 1.0)).all(axis=1)
        tried = np.where(inside, emulator.log_likelihood(np.clip(new, 0.0, 1.0)), -np.inf)
        better = np.log(rng.random(walkers)) < tried - level
        at, level = np.where(better[:, None], new, at), np.where(better, tried, level)
    return at


def distance(found: dict[str, Array], targets: Sequence[Target]) -> Array:
    """Return each run's distance from the record in tolerances, (runs,)."""
    squares = [((found[t.name] - t.value) / t.tolerance) ** 2 for t in targets]
    return np.asarray(np.sqrt(np.mean(squares, axis=0)))


def _terms(quantiles: Array) -> Array:
    """Return 1, every number, every square and every product of two, on the scale −1 to 1."""
    z = 2.0 * quantiles - 1.0
    i, j = np.triu_indices(z.shape[1])
    return np.hstack([np.ones((len(z), 1)), z, z[:, i] * z[:, j]])
