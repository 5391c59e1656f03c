"""A fast stand-in for a model: a Gaussian process through noisy answers at a few points.

All outputs of one field (months, quantiles, cercles …) are written as a mean plus a few directions
of variation; the amounts along them follow a smooth surface over the levers with a straight trend,
one length for each lever, and noise, which is the less the more runs a point has. Lengths, trend and
noise have the greatest likelihood; the number of directions leaves the smallest error at points left
out one by one. Through one point, the anchor, the surface goes exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
MOST = 6  # directions of variation that are tried
LOG_LENGTHS = (-1.5, 3.0)  # levers run from -1 to 1: from a tenth of that to no effect but a line
LOG_SLOPES, LOG_NOISES = (-6.0, 4.0), (-6.0, 3.0)
SMOOTH = 0.1  # a mild preference for lengths near 1, which a few points cannot tell apart


@dataclass(frozen=True)
class Emulator:
    """A fitted surface.

    ``points`` (points, levers) between -1 and 1; ``lengths`` (levers,); ``noise`` (points,);
    ``weights`` (points, directions); ``mean`` (outputs,); ``basis`` (directions, outputs);
    ``inverse`` (points, points), of the kernel with the noise on its diagonal.
    """

    points: Array
    lengths: Array
    slope: float
    noise: Array
    weights: Array
    mean: Array
    basis: Array
    inverse: Array

    def __call__(self, where: Array) -> Array:
        """Return the outputs at other points, (points, outputs)."""
        near = kernel(where, self.points, self.lengths, self.slope)
        return np.asarray(self.mean + near @ self.weights @ self.basis)

    def doubt(self, where: Array) -> Array:
        """Return how far points are from what is known, (points,): 0 known, in no unit."""
        near = kernel(where, self.points, self.lengths, self.slope)
        own = 1.0 + self.slope * (where**2).sum(axis=1)
        known = np.einsum("ij,jk,ik->i", near, self.inverse, near)
        return np.asarray(np.sqrt(np.maximum(own - known, 0.0)))


def kernel(one: Array, other: Array, lengths: Array, slope: float) -> Array:
    """Return how alike the answers at two sets of points are, (points, other points)."""
    return _near(one, other, lengths) + slope * (one @ other.T)


def _near(one: Array, other: Array, lengths: Array) -> Array:
    a, b = one / lengths, other / lengths
    apart = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2.0 * (a @ b.T)
    return np.asarray(np.exp(-np.maximum(apart, 0.0) / 2.0))


def fit(
    points: Array, outputs: Array, runs: Array | None = None, anchor: int | None = None
) -> Emulator:
    """Return the surface through noisy outputs.

    Parameters
    ----------
    points : array, (points, levers)
        Levers scaled to run from -1 to 1.
    outputs : array, (points, outputs)
        What was measured there.
    runs : array, (points,), optional
        Number of runs behind each point, by default the same for all.
    anchor : int, optional
        A point whose outputs the surface gives as they are.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(
        1
    ):  # small matrices: threads cost more than they bring, far more on busy cores
        share = np.ones(len(points)) if runs is None else np.asarray(runs) / np.median(runs)
        surface = _fitted(points, outputs, share)
        return surface if anchor is None else _anchored(surface, outputs, anchor)


def _anchored(surface: Emulator, outputs: Array, anchor: int) -> Emulator:
    """Return the surface as if one point had no noise.

    What it misses there is added, spread as its own doubt about that point is: none of it at points
    that are well known, hardly any far away.
    """
    missed = outputs[anchor] - surface(surface.points[[anchor]])[0]
    near = kernel(surface.points[[anchor]], surface.points, surface.lengths, surface.slope)[0]
    pull = surface.inverse[:, anchor]
    weights = np.column_stack([surface.weights, pull / (near @ pull)])
    return replace(surface, weights=weights, basis=np.vstack([surface.basis, missed]))


def _fitted(points: Array, outputs: Array, share: Array) -> Emulator:
    mean = outputs.mean(axis=0)
    left, size, basis = np.linalg.svd(outputs - mean, full_matrices=False)
    amounts = left * size
    tried = []
    for k in range(1, min(MOST, len(size)) + 1):
        surface = _through(points, amounts[:, :k], share)
        blind = amounts[:, :k] - surface[3] / np.diag(surface[4])[:, None]  # each left out
        wrong = outputs - mean - blind @ basis[:k]
        tried.append((float((share[:, None] * wrong**2).mean()), k, surface))
    _, k, (lengths, slope, noise, weights, inverse) = min(tried, key=lambda row: row[:2])
    return Emulator(points, lengths, slope, noise / share, weights, mean, basis[:k], inverse)


def _through(
    points: Array, amounts: Array, share: Array
) -> tuple[Array, float, float, Array, Array]:
    """Return lengths, slope, noise, weights and inverse of the likeliest surface."""
    from scipy.optimize import minimize

    levers = points.shape[1]
    scale = amounts.std() or 1.0
    start = np.r_[np.full(levers, 0.7), -1.0, -1.0]
    bounds = [LOG_LENGTHS] * levers + [LOG_SLOPES, LOG_NOISES]
    found = minimize(
        _unlikely,
        start,
        (points, amounts / scale, share),
        "L-BFGS-B",
        jac=True,
        bounds=bounds,
        options={"maxiter": 40},
    )
    lengths, slope, noise = _numbers(found.x)
    held = kernel(points, points, lengths, slope) + np.diag(noise / share)
    inverse = np.asarray(np.linalg.inv(held), dtype=np.float64)
    return lengths, slope, noise, inverse @ amounts, inverse


def _unlikely(theta: Array, points: Array, amounts: Array, share: Array) -> tuple[float, Array]:
    """Return minus the log likelihood a direction, each with its own best scale, and its slopes."""
    from scipy.linalg import cho_factor, cho_solve

    n = len(points)
    lengths, slope, noise = _numbers(theta)
    near, straight = _near(points, points, lengths), slope * (points @ points.T)
    factor = cho_factor(near + straight + np.diag(noise / share), lower=True)
    solved = cho_solve(factor, amounts)
    misfit = (amounts * solved).sum(axis=0) / n + 1e-12
    volume = 2.0 * np.log(np.diag(factor[0])).sum()
    unlikely = (n * np.log(misfit) + volume).mean() + SMOOTH * (theta[:-2] ** 2).sum()
    # what the sum gains from a little more of the kernel between two points
    gain = cho_solve(factor, np.eye(n)) - (solved / misfit) @ solved.T / amounts.shape[1]
    close = gain * near
    steps = close.sum(axis=1) @ points**2 - (points * (close @ points)).sum(axis=0)
    slopes = 2.0 * steps / lengths**2 + 2.0 * SMOOTH * theta[:-2]
    ends = [(gain * straight).sum(), (np.diag(gain) * noise / share).sum()]
    return float(unlikely), np.r_[slopes, ends]


def _numbers(theta: Array) -> tuple[Array, float, float]:
    return np.exp(theta[:-2]), float(np.exp(theta[-2])), float(np.exp(theta[-1]))
