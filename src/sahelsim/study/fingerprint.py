"""A name for the model of today: what is measured of one model is stale for another."""

from __future__ import annotations

import hashlib

from sahelsim.model.parts import PACKAGE

ROOMS = ("model", "mechanisms", "actions", "actors", "geography/data")


def model_hash() -> str:
    """Return twelve hexadecimal digits that name the model's code, cards and tables."""
    found = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*")):
            if path.suffix in (".py", ".toml", ".csv"):
                found.update(path.read_bytes())
    return found.hexdigest()[:12]
