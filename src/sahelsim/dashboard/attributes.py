"""Attributes of HTML whose names are no names in Python, such as ``aria-label``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def attributes(given: Mapping[str, str]) -> dict[str, Any]:
    """Return attributes as an element takes them, ``**attributes({"aria-label": "close"})``."""
    return dict(given)
