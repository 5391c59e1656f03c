"""What stands around a long computation: a bar that says how far it is, a folder that is held."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sahelsim.core.lock import claimed
from sahelsim.core.save import check_writable

Tell = Callable[[int], None]


@contextmanager
def bar(total: int | None, shown: bool, unit: str = "replicate-week") -> Iterator[Tell | None]:
    """Give what counts further steps on a bar on standard error, or nothing if none is to be shown."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit=unit, unit_scale=True, delay=0.5, file=sys.stderr) as made:
        yield made.update


@contextmanager
def held(out: str | Path | None) -> Iterator[None]:
    """Hold a new folder while what goes into it is made; nothing is held without one.

    Raises
    ------
    ResultError
        If it exists, is being written, or cannot be.
    """
    if out is None:
        yield
        return
    with claimed(Path(out)):
        check_writable(Path(out))
        yield
