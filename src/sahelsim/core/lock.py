"""Who may write at a path: one process at a time, by a lock that ends with its process."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sahelsim.core.errors import ResultError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 60.0  # seconds for a short change by another process
REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full for this user",
    errno.EFBIG: "a file may not become so large here",
    errno.ENAMETOOLONG: "its name is too long",
}
_mine = threading.local()


class BusyError(ResultError):
    """Another process is writing there."""


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused, in plain words."""
    number = getattr(error, "errno", None)
    return REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error)


@contextlib.contextmanager
def claimed(path: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold a path for writing; who holds it already, in the same thread, may claim it again.

    Parameters
    ----------
    path : Path
        The file or folder that is written.
    wait : float
        Seconds to wait for another process.

    Raises
    ------
    BusyError
        If another process is writing there.
    """
    whole, held = path.absolute(), _mine.__dict__.setdefault("held", set())
    if whole in held:
        yield
        return
    name, new = beside(path, ".lock"), [p for p in path.parents if not p.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _locked(name, path, time.monotonic() + wait)
    except (OSError, ValueError) as error:
        raise ResultError(f"{path} cannot be written: {reason(error)}") from None
    held.add(whole)
    try:
        _sweep(path)
        yield
    finally:
        held.discard(whole)
        with contextlib.suppress(OSError):
            name.unlink()  # while it is held; on Windows it stays until it is closed
        file.close()
        with contextlib.suppress(OSError):  # a folder in which nothing was written goes too
            for folder in new:
                folder.rmdir()


@contextlib.contextmanager
def first_free(path: Path) -> Iterator[Path]:
    """Hold a path that is not there, or the first of PATH-2, PATH-3 … that is free."""
    number, name = 1, path
    with contextlib.ExitStack() as stack:
        while True:
            try:
                stack.enter_context(claimed(name))
                if not name.exists():
                    break
            except BusyError:
                pass
            number += 1
            name = path.with_name(f"{path.name}-{number}")
        yield name


def _locked(name: Path, path: Path, until: float) -> IO[str]:
    while True:
        file = name.open("a+", encoding="ascii")
        if _lock(file) and _is_still(file, name):
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            return file
        file.seek(0)
        with contextlib.suppress(OSError):
            who = file.read(20)
        file.close()
        if time.monotonic() >= until:
            told = f"process {who}" if who.isdigit() else "another process"
            raise BusyError(f"{path} is being written by {told}; wait for it, or name another")
        time.sleep(0.1)


def _lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_still(file: IO[str], name: Path) -> bool:
    """Tell whether the name leads to this file: who held it before has removed it otherwise."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), name.stat())
    except OSError:
        return False


def beside(path: Path, kind: str) -> Path:
    """Return a hidden name in the same folder that belongs to a path."""
    return path.parent / f".{path.name[:50]}{kind}"


def _sweep(path: Path) -> None:
    """Remove what a killed process left of this path."""
    for kind in ("building", "part", "probe"):
        for old in path.parent.glob(glob.escape(beside(path, "").name) + f".*.{kind}"):
            if old.is_dir() and not old.is_symlink():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.unlink(missing_ok=True)
