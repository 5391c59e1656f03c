"""Actions and mechanisms from outside the package: installed ones, and a folder somebody trusts.

An installed distribution offers them by an entry point of the group ``sahelsim.actions`` or
``sahelsim.mechanisms``, ``name = "module:Class"``. A folder with files in ``actions`` and
``mechanisms`` is read after ``trust`` alone, whose hash belongs into the manifest of what was run:
nothing is ever taken from a folder of results or from a page.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from sahelsim.core.errors import UsageError

KINDS = ("mechanisms", "actions")


@dataclass(frozen=True)
class Trusted:
    """A folder whose code is run, and a hash of that code."""

    folder: Path
    sha256: str


_trusted: dict[Path, Trusted] = {}


def trust(folder: Path | str) -> Trusted:
    """Let parts come from a folder's ``mechanisms`` and ``actions`` for the rest of the process.

    Parameters
    ----------
    folder : path
        Where the files lie; each holds one class of its name, as in the package.

    Returns
    -------
    Trusted
        The folder, and the SHA-256 of all its files of parts with their names.

    Raises
    ------
    UsageError
        If there is no such folder or it holds no parts.
    """
    place = Path(folder).resolve()
    files = [path for kind in KINDS for path in _files(place, kind)]
    if not files:
        raise UsageError(
            f"{folder}: no *.py in mechanisms/ or actions/; name the folder above them"
        )
    found = hashlib.sha256()
    for path in files:
        found.update(f"{path.relative_to(place).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    _trusted[place] = Trusted(place, found.hexdigest())
    outside.cache_clear()
    return _trusted[place]


def trusted() -> tuple[Trusted, ...]:
    """Return the folders that are trusted in this process, with their hashes."""
    return tuple(_trusted.values())


def distrust() -> None:
    """Forget every trusted folder."""
    _trusted.clear()
    outside.cache_clear()


@cache
def outside(kind: str) -> dict[str, Any]:
    """Return the classes of one kind from outside, by name.

    Raises
    ------
    UsageError
        If two come under one name, or a file lacks the class that its name promises.
    """
    offered = [(point.name, point) for point in entry_points(group=f"sahelsim.{kind}")]
    found = {name: point.load() for name, point in offered}
    for place in _trusted:
        for path in _files(place, kind):
            if path.stem in found:
                raise UsageError(f"{path}: there is another of {kind} called '{path.stem}'")
            found[path.stem] = _class(path)
    return found


def class_name(name: str) -> str:
    """Return the class that a file holds: ``coup_risk`` holds ``CoupRisk``."""
    return "".join(word.capitalize() for word in name.split("_"))


def _files(place: Path, kind: str) -> list[Path]:
    return sorted(p for p in (place / kind).glob("*.py") if p.stem[0] != "_")


def _class(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"sahelsim_trusted.{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not hasattr(module, class_name(path.stem)):
        raise UsageError(f"{path}: no class '{class_name(path.stem)}' in it")
    return getattr(module, class_name(path.stem))
