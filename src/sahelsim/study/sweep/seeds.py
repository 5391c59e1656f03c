"""Whose chance a run of a sweep meets: ``shared`` by all futures, or ``per_point``.

Under ``shared`` replicate 3 of every future draws the same random numbers, so that two futures
differ by their factors alone: for indices, effects and grids, where points are compared. But a
share or a mean over futures is then known from as many draws of chance as there are replicates.
Under ``per_point`` each future has chance of its own, so that every run tells something new: for
shares and means over futures. Policies meet the same chance at the same point in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sahelsim.study.sweep.sampling import DUMMY

Seeds = Literal["per_point", "shared"]
SEEDS = get_args(Seeds)
COMPARING = ("grid", "saltelli", "morris")  # designs that compare points
OTHER = 10_000  # run numbers from here on are other draws of chance: replicates are fewer
OWN = 10_000_000  # points are fewer
WHY = {
    "shared": "seeds shared: every future meets the same replicates, so that points can be compared",
    "per_point": "seeds per point: each future has chance of its own, so that every run adds to a"
    " share or a mean over futures",
}


def seeds_of(kind: str) -> str:
    """Return whose chance a kind of design asks for."""
    return "shared" if kind in COMPARING else "per_point"


def run_numbers(
    seeds: str, kind: str, table: Mapping[str, Any], point: NDArray[Any], replicate: NDArray[Any]
) -> NDArray[np.int64]:
    """Return the number of each run: with the seed, all that its chance depends on.

    Where ``dummy`` stands at another value than in the rows it is compared with, shared chance is
    another too: an input that moves nothing but chance shows what an index gives to chance.
    """
    if seeds == "per_point":
        return np.asarray((replicate + 1) * OWN + point, dtype=np.int64)
    moved = _moved(kind, table)
    other = moved[point] * OTHER if moved is not None else 0
    return np.asarray(replicate + other, dtype=np.int64)


def _moved(kind: str, table: Mapping[str, Any]) -> NDArray[np.bool_] | None:
    """Return at which points the inert factor has been moved, (points,); None if there is none."""
    if DUMMY not in table:
        return None
    column, factors = np.asarray(table[DUMMY]), len(table)
    if kind == "saltelli":
        return np.asarray(np.arange(len(column)) % (factors + 2) == factors)
    rows = column.reshape(-1, factors + 1)
    return np.asarray(rows != rows[:, :1]).ravel()
