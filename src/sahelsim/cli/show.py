"""How answers reach the terminal: lines, tables, JSON, and where a result was written."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.core.lock import claimed, first_free

if TYPE_CHECKING:
    from sahelsim.api.answer import Answer

WIDE = 160  # letters of a table that is not shown in a terminal


def say(lines: str) -> None:
    """Print to standard output."""
    sys.stdout.write(lines + "\n")


def warn(line: str) -> None:
    """Print a line to standard error."""
    sys.stderr.write(f"sahelsim: {line}\n")


def as_json(value: Any) -> None:
    """Print one JSON object."""
    say(json.dumps(value, allow_nan=False, ensure_ascii=False))


def answer(found: Answer, json: bool, *, notice: bool = False) -> None:
    """Print an answer whole, or as JSON."""
    if json:
        as_json(found.to_dict())
        return
    from sahelsim.report.summary import NOTICE

    say(f"{NOTICE}\n\n{found.text()}" if notice else found.text())


def table(head: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Print a table as wide as the terminal; where nobody looks, wide enough to break no name."""
    from rich.console import Console
    from rich.table import Table

    made = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    for k, name in enumerate(head):
        made.add_column(name, overflow="fold", no_wrap=k == 0)
    for row in rows:
        made.add_row(*row)
    shown = io.StringIO()
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDE
    Console(file=shown, width=width, highlight=False, markup=False, emoji=False).print(made)
    say("\n".join(line.rstrip() for line in shown.getvalue().splitlines()))


def number(value: Any) -> str:
    """Return a value as short as it can be read back."""
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def span(row: Mapping[str, Any]) -> str:
    """Return a parameter's range."""
    return f"{row['low']:g} to {row['high']:g}"


@contextlib.contextmanager
def claimed_folder(out: Path | None, base: str) -> Iterator[Path]:
    """Hold the folder that is asked for, or the first of out/BASE, out/BASE-2 … that is free."""
    if out is None:
        with first_free(Path("out") / base) as free:
            yield free
        return
    with claimed(out):
        yield out
