"""A user's record of deaths for ``hindcast --truth``: read once, and refused in one clear line."""

from __future__ import annotations

from pathlib import Path

from sahelsim.core.errors import UsageError, shown
from sahelsim.core.tables import read_table

COLUMNS = {"total": "total_best", "state_based": "state_based", "other": "nonstate_plus_onesided"}
ROUNDING = 0.5  # deaths by which a total may lie below the sum of its parts
ABSURD, FEW = 2.0, 10.0  # a total above twice its parts and ten more deaths counts something else


def read_truth(path: Path) -> dict[str, dict[str, float]]:
    """Return a user's record by month and type.

    Raises
    ------
    UsageError
        If the file is no table with ``month`` and ``total_best``, a cell is no number, a month
        stands twice, or a total does not fit its parts.
    """
    table = read_table(path, "--truth", needs=("month", "total_best"), once="month")
    found: dict[str, dict[str, float]] = {}
    for row in table.rows:
        name = month(row["month"], "", f"{row.where}, month: ")
        given = {k: c for k, c in COLUMNS.items() if c in table.columns and row[c]}
        if "total" not in given:
            raise row.fault("total_best", "is empty")
        found[name] = {k: row.number(c, 0.0, what="number of deaths") for k, c in given.items()}
        _fits(found[name], name, f"{row.where}: ")
    return found


def _fits(deaths: dict[str, float], name: str, where: str) -> None:
    """Refuse a total below its parts or far above them; the shipped record's own rows may stand."""
    from sahelsim.study.hindcast import recorded

    parts = [deaths[k] for k in ("state_based", "other") if k in deaths]
    total, known = deaths["total"], sum(parts)
    if not parts or deaths == recorded(name).get(name):
        return
    if total < known - ROUNDING:
        raise UsageError(f"{where}total_best {total:g} is less than its parts ({known:g})")
    if len(parts) == 2 and total > ABSURD * known + FEW:
        raise UsageError(f"{where}total_best {total:g} is far above its parts ({known:g})")


def month(text: str, since: str, where: str = "--until ") -> str:
    """Return a month like ``2022-12``, not before ``since`` if that is given."""
    from datetime import date

    try:
        date.fromisoformat(f"{text}-01")
        good = len(text) == len("2021-11")
    except ValueError:
        good = False
    if not good:
        raise UsageError(f"{where}'{shown(text)}' is no month; write YYYY-MM, e.g. 2022-12")
    if since and not since <= text <= "2030-12":
        raise UsageError(f"{where}{text} must lie between {since} and 2030-12")
    return text
