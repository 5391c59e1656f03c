"""Tables that a user gives, read once for every command: CSV as spreadsheets write it.

UTF-8 with a byte-order mark or none (or UTF-16 with one); commas, semicolons or tabs between cells;
decimal points, or decimal commas where cells are not parted by commas. Whatever else is in a table is
one line that names its row and its column.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sahelsim.core.errors import UsageError, shown

MOST_BYTES = 50_000_000
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column, and where it stands."""

    where: str
    cells: Mapping[str, str]
    comma: bool  # whether numbers may have decimal commas

    def __getitem__(self, column: str) -> str:
        """Return a cell's text."""
        return self.cells[column]

    def fault(self, column: str, text: str) -> UsageError:
        """Return an error that names this row and the column."""
        return UsageError(f"{self.where}, {shown(column)}: {text}")

    def number(
        self, column: str, low: float = -math.inf, high: float = math.inf, what: str = "number"
    ) -> float:
        """Return a cell as a finite number of a range.

        Raises
        ------
        UsageError
            If it is none, or lies outside.
        """
        text = self.cells[column]
        value = self._value(text)
        if not math.isfinite(value):
            raise self.fault(column, f"'{shown(text)}' is no {what}")
        if not low <= value <= high:
            bounds = f"{low:g} to {high:g}" if math.isfinite(high) else f"{low:g} or more"
            raise self.fault(column, f"'{shown(text)}' is outside {bounds}")
        return value

    def _value(self, text: str) -> float:
        if self.comma and text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        return float(text) if NUMBER.fullmatch(text) else math.nan


@dataclass(frozen=True)
class Table:
    """A table as it stands in a file."""

    where: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, what: str, needs: Sequence[str] = (), once: str = "") -> Table:
    """Return a user's table.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What an error calls it, like ``--truth``.
    needs : sequence of str
        Columns that must be there.
    once : str
        A column whose values must differ from row to row.

    Raises
    ------
    UsageError
        One line with the file, the row and the column.
    """
    where = f"{what} {path}"
    text = _text(path, where)
    head = _head(text)
    separator = max(SEPARATORS, key=head.count)
    lines = _lines(text, separator, where)
    names = _columns(next(lines, (1, []))[1], where)
    if missing := [name for name in needs if name not in names]:
        found = ", ".join(filter(None, names[:8])) or "nothing"
        raise UsageError(
            f"{where}: needs the columns {' and '.join(needs)}; {missing[0]} is not there "
            f"(found, between {SEPARATORS[separator]}: {shown(found)})"
        )
    rows = tuple(_row(names, cells, f"{where}, line {n}", separator) for n, cells in lines)
    if not rows:
        raise UsageError(f"{where}: there is no row under its head")
    if once:
        _apart(rows, once)
    return Table(where, tuple(filter(None, names)), rows)


def _text(path: Path, where: str) -> str:
    try:
        if not path.is_file():
            raise UsageError(f"{where}: {'is no file' if path.exists() else 'is not there'}")
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{where}: is larger than {MOST_BYTES // 10**6} MB")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is none"
        raise UsageError(f"{where}: cannot be read ({reason})") from None
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{where}, line {line}: is not UTF-8 (a spreadsheet's own encoding?); "
            "save it as 'CSV UTF-8'"
        ) from None


def _head(text: str) -> str:
    """Return the first line that says something, without what stands in quotes."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return re.sub(r'"[^"]*"', "", line)


def _lines(text: str, separator: str, where: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            cleaned = [cell.strip() for cell in cells]
            if any(cleaned):
                yield reader.line_num, cleaned
    except csv.Error as error:
        text = f"cannot be read as a CSV table ({error})"
        raise UsageError(f"{where}, line {reader.line_num}: {text}") from None


def _columns(names: list[str], where: str) -> list[str]:
    """Refuse a head that names a column twice; what has no name at its end is no column."""
    while names and not names[-1]:
        names.pop()
    if twice := [name for name in names if names.count(name) > 1]:
        told = (
            f"column '{shown(twice[0])}' stands there twice" if twice[0] else "columns have no name"
        )
        raise UsageError(f"{where}: {told}")
    return names


def _row(names: list[str], cells: list[str], where: str, separator: str) -> Row:
    while len(cells) > len(names) and not cells[-1]:
        cells.pop()
    if len(cells) != len(names):
        raise UsageError(f"{where}: {len(cells)} values for {len(names)} columns")
    return Row(where, dict(zip(names, cells, strict=True)), separator != ",")


def _apart(rows: Sequence[Row], column: str) -> None:
    seen: set[str] = set()
    for row in rows:
        if row[column] in seen:
            text = f"{shown(row[column])} stands here a second time; give each {column} once"
            raise row.fault(column, text)
        seen.add(row[column])
