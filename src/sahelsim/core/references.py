"""Keys and short citations of ``references.bib``, in the package or the repository root."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def entries() -> dict[str, dict[str, str]]:
    """Return every entry's fields by key; the file is regular: one field a line."""
    shipped = PACKAGE / "_references.bib"
    path = shipped if shipped.exists() else PACKAGE.parent.parent / "references.bib"
    found: dict[str, dict[str, str]] = {}
    key = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if start := re.match(r"@\w+\{(\w+),", line):
            key = start.group(1)
            found[key] = {}
        elif field := re.match(r"\s+(\w+) = \{(.*)\},?$", line):
            found[key][field.group(1)] = field.group(2)
    return found


def citation(key: str) -> str:
    """Return author, year and title of a key.

    Examples
    --------
    >>> citation("bennett_2008")
    'Bennett, D. Scott (2008). Governments, civilians, and the evolution of insurgency'
    """
    entry = entries()[key]
    title = f". {entry['title']}" if "title" in entry else ""
    return f"{entry['author']} ({entry['year']}){title}"
