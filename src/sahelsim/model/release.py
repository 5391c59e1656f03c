"""Letting a finished model go: Mesa 3.3 keeps every model alive in a class dictionary."""

from __future__ import annotations

from typing import Any

import mesa


def release(model: Any) -> None:
    """Forget a model in Mesa's class-level table of agent numbers, where that table exists."""
    numbers: Any = getattr(mesa.Agent, "_ids", None)
    if numbers is not None and hasattr(numbers, "pop"):
        numbers.pop(model, None)
