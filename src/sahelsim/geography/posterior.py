"""Posterior samples of the calibrated numbers, as shipped tables: one per last month of data."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sahelsim.geography.tables import DATA

HEAD = "posterior_"


def posterior_names() -> list[str]:
    """Return the last months of data to which a posterior was fitted, like ``2021-10``."""
    return sorted(path.stem.removeprefix(HEAD) for path in DATA.glob(f"{HEAD}*.csv"))


@cache
def posterior(name: str) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Return the names of the calibrated numbers and their draws, (draws, numbers)."""
    lines = (DATA / f"{HEAD}{name}.csv").read_text(encoding="utf-8").splitlines()
    rows = np.array([[float(cell) for cell in line.split(",")] for line in lines[1:]])
    return tuple(lines[0].split(",")), rows


def fitted(kind: str, name: str) -> str:
    """Return the table of ``targets`` or ``numbers`` of a shipped calibration, as CSV."""
    return (DATA / "calibration" / f"{kind}_{name}.csv").read_text(encoding="utf-8")
