"""Where people died: a user's table of deaths by region, whose terms forbid shipping it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.core.tables import Row, read_table
from sahelsim.geography.mali import load_geography


def read_regions(path: Path, until: str) -> tuple[tuple[str, float], ...]:
    """Return each region's share of deaths in the last full year of a table ``year,REGION,...``.

    Raises
    ------
    UsageError
        If the table cannot be read, or has no row for that year.
    """
    year = str(int(until[:4]) - (until[5:] != "12"))
    table = read_table(path, "--regions", needs=("year",), once="year")
    row = next((row for row in table.rows if row["year"] == year), None)
    if row is None:
        raise UsageError(f"{table.where}: needs a row for {year} under 'year,REGION,...'")
    return _shares(row, [name for name in table.columns if name != "year"])


def _shares(row: Row, names: Sequence[str]) -> tuple[tuple[str, float], ...]:
    known = {plain_name(r): r for r in load_geography().regions}
    deaths = dict.fromkeys(known.values(), 0.0)
    for name in names:
        home = known.get(plain_name(ALIASES.get(name, name)))
        if home is None:
            raise row.fault(name, f"unknown region: {did_you_mean(name, known.values())}")
        deaths[home] += row.number(name, 0.0, what="number of deaths")
    total = sum(deaths.values())
    if not total:
        raise UsageError(f"{row.where}: counts no death, so no region has a share")
    return tuple((home, count / total) for home, count in deaths.items())


ALIASES = {"Taoudenit": "Tombouctou"}


def plain_name(text: str) -> str:
    """Return a name without accents, in small letters."""
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in split if not unicodedata.combining(c))
