"""Finding parts by name: the name in the TOML is the name of the file. No registry."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import Any

from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.model.outside import class_name, outside

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def shipped(folder: str) -> tuple[str, ...]:
    """Return the package's parts of a folder, in alphabetical order."""
    return tuple(sorted(p.stem for p in (PACKAGE / folder).glob("*.py") if p.stem[0] != "_"))


def names(folder: str) -> tuple[str, ...]:
    """Return all parts of a kind (``mechanisms`` or ``actions``), in alphabetical order.

    Raises
    ------
    UsageError
        If a part from outside is called as one of the package.
    """
    others = outside(folder)
    if taken := others.keys() & set(shipped(folder)):
        raise UsageError(f"the package has '{min(taken)}' in {folder}: call yours otherwise")
    return tuple(sorted((*shipped(folder), *others))) if others else shipped(folder)


def load_class(folder: str, name: str) -> Any:
    """Return the class of one part: ``mechanisms/coup_risk.py`` holds ``CoupRisk``.

    An action's name may end with a target behind a dot.

    Raises
    ------
    UsageError
        If there is no such part; the error lists near names.
    """
    base = name.partition(".")[0]
    if base in (others := outside(folder)):
        return others[base]
    return _shipped_class(folder, base)


@cache
def _shipped_class(folder: str, name: str) -> Any:
    if name not in shipped(folder):
        raise UsageError(f"no {folder[:-1]} '{name}': {did_you_mean(name, names(folder))}")
    return getattr(importlib.import_module(f"sahelsim.{folder}.{name}"), class_name(name))
