"""A folder run again: which values differ from those that it holds, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.study.frames import tables
from sahelsim.study.result import Result
from sahelsim.study.sweep.tables import read_frame

TOLERANCE = 1e-9  # relative: what another build of a library may move in the last digits


def differences(folder: Path, results: Sequence[Result]) -> list[str]:
    """Return a line for every column of a folder's tables in which runs made again differ.

    Parameters
    ----------
    folder : Path
        A result folder.
    results : sequence of Result
        Some or all of its scenarios, run again.

    Raises
    ------
    ResultError
        If a table cannot be read.
    """
    names = [result.name for result in results]
    found: list[str] = []
    for name, new in tables(results):
        old = read_frame(folder / f"{name}.parquet")
        if "scenario" not in old:
            return [f"{name}: has no column 'scenario'"]
        old = old[old["scenario"].isin(names)].reset_index(drop=True)
        found += [f"{name}: {line}" for line in _table(old, new)]
    return found


def _table(old: Any, new: Any) -> list[str]:
    """Return how a table differs from another."""
    lost = [name for name in old if name not in new]
    added = [name for name in new if name not in old]
    lines = [
        f"columns {', '.join(names)} {how}"
        for names, how in ((lost, "are no more"), (added, "are new"))
        if names
    ]
    if len(old) != len(new):
        return [*lines, f"{len(new):,} rows, and {len(old):,} before"]
    told = ((name, _column(old[name], new[name])) for name in old if name in new)
    return [*lines, *(f"{name} {said}" for name, said in told if said)]


def _column(old: Any, new: Any) -> str:
    """Return in how many rows a column differs, and by how much at most."""
    from pandas.api.types import is_numeric_dtype

    if is_numeric_dtype(old) and is_numeric_dtype(new):
        was, now = old.to_numpy(dtype=float), new.to_numpy(dtype=float)
        apart = ~np.isclose(now, was, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True)
        by = f", by up to {np.nanmax(np.abs(now - was)):.3g}" if apart.any() else ""
    else:
        apart, by = old.astype(str).to_numpy() != new.astype(str).to_numpy(), ""
    return f"differs in {int(apart.sum()):,} of {len(old):,} rows{by}" if apart.any() else ""
