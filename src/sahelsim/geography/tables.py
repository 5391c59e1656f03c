"""Reading the shipped tables; each has a provenance card of the same name beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sahelsim.core import tables

DATA = Path(__file__).resolve().parent / "data"

Row = Mapping[str, str]


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of ``data/NAME.csv``, every value as text."""
    table = tables.read_table(DATA / f"{name}.csv", "the shipped table")
    return tuple(row.cells for row in table.rows)


def number(text: str, otherwise: float = 0.0) -> float:
    """Return a cell as a number; an empty cell gives ``otherwise``."""
    return float(text) if text.strip() else otherwise
