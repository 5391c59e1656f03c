"""Options that commands share, and the words around a run."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from sahelsim.core.errors import UsageError
from sahelsim.core.lock import claimed, first_free
from sahelsim.core.save import check_writable

NOTICE = "What-if, not a forecast. Behind these numbers stand real people."


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, like all of sahelsim's."""

    def error(self, message: str) -> NoReturn:
        """Raise in place of argparse's three lines of usage."""
        raise UsageError(f"{message}; see '{self.prog} --help'")


def parser(command: str, about: str, examples: str) -> Parser:
    """Return a parser with its examples."""
    return Parser(
        prog=f"sahelsim {command}",
        description=about,
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_run_options(words: argparse.ArgumentParser, runs: int) -> None:
    """Add runs, seed, weeks, out, set, json, plain and quiet."""
    words.add_argument("--runs", type=int, default=runs, help=f"runs per scenario ({runs})")
    words.add_argument("--seed", type=int, default=1, help="seed of all chance, 0 or more (1)")
    words.add_argument("--weeks", type=int, help="horizon, 1 to 520 weeks (the scenario's)")
    words.add_argument("--out", type=Path, help="result folder, which must not exist yet")
    words.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", dest="settings",
        help="change any number or switch by its dotted name; repeatable",
    )  # fmt: skip
    words.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    words.add_argument("--plain", action="store_true", help="no progress bar, plain ASCII")
    words.add_argument("-q", "--quiet", action="store_true", help="print only where the report is")


@contextlib.contextmanager
def claimed_folder(out: Path | None, base: str, there: bool = False) -> Iterator[Path]:
    """Hold the folder that is asked for, or the first of out/BASE, out/BASE-2 … that is free.

    It may be ``there`` already where something is gone on with.
    """
    with contextlib.ExitStack() as stack:
        if out is None:
            out = stack.enter_context(first_free(Path("out") / base))
        else:
            stack.enter_context(claimed(out))
        if not there:
            check_writable(out)
        yield out


def progress_bar(
    total: int, quiet: bool, unit: str = "replicate-week"
) -> tuple[Callable[[int], None], Callable[[], None]]:
    """Return (tell, close) of a progress bar on stderr, counted in replicate-weeks or runs."""
    if quiet or not sys.stderr.isatty():
        return (lambda _: None), (lambda: None)
    from tqdm import tqdm

    bar = tqdm(total=total, unit=unit, unit_scale=True, delay=0.5, file=sys.stderr)
    return bar.update, bar.close
