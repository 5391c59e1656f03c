"""The one way in which anything is written: by one process at a time, whole or not at all.

A path is claimed by a lock that ends with its process. What is made stands beside the path under a
name of its own and takes the path's name in one move; what a killed process left is swept away by the
next that claims the same path.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from sahelsim.core.errors import ResultError
from sahelsim.core.lock import PATIENCE, beside, claimed, reason
from sahelsim.core.names import is_reserved


class Folder:
    """A folder in the making; of every file it keeps the hash of what was meant to be in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: dict[str, str] = {}

    def put(self, name: str, content: str | bytes) -> None:
        """Write one file.

        Raises
        ------
        ResultError
            If another file's name differs by case only: some systems keep one of the two.
        """
        data = encoded(content)
        with self._new(name).open("xb") as file:
            _write(file, data)
        self.files[name] = hashlib.sha256(data).hexdigest()

    def let(self, name: str, write: Callable[[Path], object]) -> None:
        """Let somebody write one file to the path that he is given."""
        target = self._new(name)
        write(target)
        self.files[name] = file_hash(target)

    def _new(self, name: str) -> Path:
        if twin := next((n for n in self.files if n.casefold() == name.casefold()), ""):
            raise ResultError(f"'{name}' and '{twin}' are one name where case does not count")
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def file_hash(path: Path) -> str:
    """Return the SHA-256 of what a file holds now; one that cannot be read has none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def encoded(content: str | bytes) -> bytes:
    """Return what a file holds; what is no text of Unicode (a part of a file's name) is escaped."""
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def check_writable(path: Path) -> None:
    """Refuse a path that exists, or that cannot be made, before anything is computed.

    Raises
    ------
    ResultError
        One line that says what to do.
    """
    try:
        _check_name(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        probe = beside(path, f".{os.getpid()}.probe")
        probe.mkdir()
        probe.rmdir()
    except (OSError, ValueError) as error:
        raise ResultError(f"{path} cannot be written: {reason(error)}") from None


def _check_name(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise ResultError(f"{path} exists; give another name with --out, or remove it")
    if is_reserved(path.name):
        raise ResultError(f"{path}: '{path.name}' is a reserved name on Windows; give another")
    if above := next((above for above in path.parents if above.is_file()), None):
        raise ResultError(f"{path} cannot be written: {above} is a file, not a folder")
    if path.parent.is_dir():
        low = path.name.casefold()
        if twin := next((o.name for o in path.parent.iterdir() if o.name.casefold() == low), ""):
            raise ResultError(f"{path} and '{twin}' differ by case only; give another name")


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[Folder]:
    """Give a folder that takes its name once all is in it; if anything is raised, nothing is left.

    Raises
    ------
    ResultError
        If the path exists, is being written, or cannot be.
    """
    with claimed(path):
        check_writable(path)
        made = beside(path, f".{os.getpid()}.building")
        try:
            made.mkdir()
            yield Folder(made)
            _settle(made)
            made.rename(path)
            _settle(path.parent)
        except OSError as error:
            raise ResultError(
                f"{path} was not written: {reason(error)}; nothing was left behind"
            ) from None
        finally:
            shutil.rmtree(made, ignore_errors=True)


def write_file(path: Path, content: str | bytes, *, replace: bool = False) -> str:
    """Write one file, whole or not at all; return the hash of what it was meant to hold.

    Parameters
    ----------
    path : Path
        Where; it must not exist, unless ``replace``.
    content : str or bytes
        What.
    replace : bool
        Whether it may take another's place, and wait for who is writing there.

    Raises
    ------
    ResultError
        If it exists, is being written, or cannot be.
    """
    with claimed(path, wait=PATIENCE if replace else 0.0):
        if not replace:
            check_writable(path)
        data, part = encoded(content), beside(path, f".{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                _write(file, data)
            part.replace(path)
            _settle(path.parent)
        except OSError as error:
            raise ResultError(f"{path} was not written: {reason(error)}") from None
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    return hashlib.sha256(data).hexdigest()


def _write(file: IO[bytes], data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the system keep a folder's names too, where it can be asked to."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems cannot
            os.fsync(number)
    finally:
        os.close(number)
