"""Where every shipped table comes from, and how far to trust it."""

from __future__ import annotations

import hashlib
import tomllib
from typing import Any

from sahelsim.geography.tables import DATA

FIELDS = (
    "title",
    "what",
    "source",
    "licence",
    "version",
    "date",
    "data_until",
    "made",
    "trust",
    "unverified",
    "file",
    "sha256",
)


def provenance() -> dict[str, dict[str, Any]]:
    """Return the card of every table, by name."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(DATA.glob("*.toml"))
    }


def content_hash(name: str) -> str:
    """Return the SHA-256 of a shipped file."""
    return hashlib.sha256((DATA / name).read_bytes()).hexdigest()
