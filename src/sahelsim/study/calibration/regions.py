"""Where people died: a user's table of deaths by region, whose terms forbid shipping it."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

from sahelsim.core.errors import UsageError
from sahelsim.geography.mali import load_geography


def read_regions(path: Path, until: str) -> tuple[tuple[str, float], ...]:
    """Return each region's share of deaths in the last full year of a table ``year,REGION,...``.

    Raises
    ------
    UsageError
        If the table cannot be read, or has no row for that year.
    """
    year = str(int(until[:4]) - (until[5:] != "12"))
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("year") == year]
        counts = {k: float(v) for k, v in rows[0].items() if k != "year"}
    except (OSError, UnicodeDecodeError, csv.Error, ValueError, IndexError, TypeError):
        text = f"--regions {path}: needs a row for {year} under 'year,REGION,...'"
        raise UsageError(text) from None
    known = {plain_name(r): r for r in load_geography().regions}
    shares = dict.fromkeys(known.values(), 0.0)
    for name, deaths in counts.items():
        home = known.get(plain_name(ALIASES.get(name, name)))
        if home is None:
            raise UsageError(f"--regions {path}: unknown region '{name}'")
        shares[home] += deaths / max(sum(counts.values()), 1.0)
    return tuple(shares.items())


ALIASES = {"Taoudenit": "Tombouctou"}


def plain_name(text: str) -> str:
    """Return a name without accents, in small letters."""
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in split if not unicodedata.combining(c))
