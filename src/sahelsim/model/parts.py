"""Finding parts by name: the name in the TOML is the name of the file. No registry."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from sahelsim.core.errors import UsageError, did_you_mean

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def names(folder: str) -> tuple[str, ...]:
    """Return the parts of a folder (``mechanisms`` or ``actions``), in alphabetical order."""
    return tuple(sorted(p.stem for p in (PACKAGE / folder).glob("*.py") if p.stem[0] != "_"))


@cache
def load_class(folder: str, name: str) -> Any:
    """Return the class of one part: ``mechanisms/coup_risk.py`` holds ``CoupRisk``.

    Raises
    ------
    UsageError
        If the folder has no such file; the error lists near names.
    """
    if name not in names(folder):
        raise UsageError(f"no {folder[:-1]} '{name}': {did_you_mean(name, names(folder))}")
    module = importlib.import_module(f"sahelsim.{folder}.{name}")
    return getattr(module, "".join(word.capitalize() for word in name.split("_")))
