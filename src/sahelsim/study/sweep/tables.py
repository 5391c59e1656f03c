"""Files of a sweep's folder, read or refused in one line that says what to do."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sahelsim.core.errors import ResultError, SahelsimError


@contextlib.contextmanager
def readable(path: Path, remedy: str = "") -> Iterator[None]:
    """Turn whatever a damaged file raises into one line.

    Parameters
    ----------
    path : Path
        The file that is read.
    remedy : str
        What to do about it; by default, to verify its folder.

    Raises
    ------
    ResultError
        If anything is raised but an error that says what to do itself.
    """
    try:
        yield
    except (SahelsimError, MemoryError):
        raise
    except Exception:  # readers of tables have a dozen kinds of their own
        raise unreadable(path, remedy) from None


def unreadable(path: Path, remedy: str = "") -> ResultError:
    """Return the error of a file that is not what a sweep wrote."""
    remedy = remedy or f"run `sahelsim verify {path.parent}`"
    return ResultError(f"{path} cannot be read: written by another program or cut off; {remedy}")


def read_frame(path: Path, remedy: str = "", **options: Any) -> Any:
    """Return a table of a sweep's folder."""
    import pandas as pd

    with readable(path, remedy):
        return pd.read_parquet(path, **options)


def read_runs(folder: Path, **options: Any) -> Any:
    """Return a sweep's table of runs; a run's class was headed ``class`` in older folders."""
    frame = read_frame(folder / "runs.parquet", **options)
    return frame.rename(columns={"class": "outcome_class"})
