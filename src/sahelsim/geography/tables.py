"""Reading the shipped tables; each has a provenance card of the same name beside it."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"

Row = dict[str, str]


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of ``data/NAME.csv``, every value as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def number(text: str, otherwise: float = 0.0) -> float:
    """Return a cell as a number; an empty cell gives ``otherwise``."""
    return float(text) if text.strip() else otherwise
