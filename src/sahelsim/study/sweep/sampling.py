"""Where a design puts its points, as quantiles 0-1 of each factor's range.

``saltelli`` and ``morris`` carry one more column, an inert factor that the model never sees: what a
sensitivity index gives it is what the index gives to nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.errors import UsageError

Array = NDArray[np.float64]
Kind = Literal["grid", "latin_hypercube", "sobol_sequence", "saltelli", "morris", "csv"]
KINDS = get_args(Kind)
DUMMY = "dummy"
MORRIS_LEVELS = 4
MOST = 1_000_000  # points


def quantiles(kind: str, names: Sequence[str], points: int, seed: int, after: int = 0) -> Array:
    """Return a sampled design, (rows, factors).

    Parameters
    ----------
    kind : str
        ``latin_hypercube``, ``sobol_sequence`` (rounded up to a power of two), ``saltelli``
        (Saltelli's rows on a Sobol' sequence: points x (factors + 3) rows) or ``morris``
        (points trajectories of factors + 2 rows).
    names : sequence of str
        The factors; the last two kinds add ``dummy``.
    points : int
        Points, base rows or trajectories.
    seed : int
        The design's seed.
    after : int
        Points drawn before: the first two kinds then give more points of the same design.

    Notes
    -----
    Sampling by SciPy's ``qmc`` (hypercube, sequence) and SALib (Saltelli, Morris).
    """
    if kind == "latin_hypercube":
        from scipy.stats import qmc

        rng = np.random.default_rng([seed, 5, after] if after else [seed, 5])
        return np.asarray(qmc.LatinHypercube(len(names), rng=rng).random(points))
    rng = np.random.default_rng([seed, 5])
    if kind == "sobol_sequence":
        from scipy.stats import qmc

        sequence = qmc.Sobol(len(names), rng=rng)
        if after:
            return np.asarray(sequence.fast_forward(after).random(points))
        return np.asarray(sequence.random_base2(_power(points)))
    return _for_indices(kind, [*names, DUMMY], points, int(rng.integers(1, 2**31)))


def _for_indices(kind: str, names: Sequence[str], points: int, seed: int) -> Array:
    """Return SALib's rows; it takes a seed of 0 for none, so the caller gives 1 or more."""
    from SALib.sample import morris, sobol

    problem = unit_problem(names)
    if kind == "saltelli":
        base = 2 ** _power(points)
        return np.asarray(sobol.sample(problem, base, calc_second_order=False, seed=seed))
    return np.asarray(morris.sample(problem, points, num_levels=MORRIS_LEVELS, seed=seed))


def unit_problem(names: Sequence[str]) -> dict[str, object]:
    """Return SALib's description of factors that each run from 0 to 1."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def levels_grid(levels: Mapping[str, Sequence[float]]) -> Array:
    """Return every combination of levels, (points, factors).

    Raises
    ------
    UsageError
        If a factor has no levels, or the grid is too large.
    """
    for name, own in levels.items():
        if not own:
            raise UsageError(f"'{name}': a grid needs levels = [...]")
    size = int(np.prod([len(own) for own in levels.values()], dtype=float))
    if size > MOST:
        raise UsageError(f"the grid has {size:,} points; at most {MOST:,}")
    return np.array(list(itertools.product(*levels.values())))


def _power(points: int) -> int:
    return int(np.ceil(np.log2(points)))
