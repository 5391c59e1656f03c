"""Letting a finished model go, and with it a hundred megabytes of arrays.

Mesa 3.3 keeps every model alive in a class dictionary, and every model and its agents refer to each
other, so that they would stay until the next garbage collection.
"""

from __future__ import annotations

from typing import Any

import mesa


def release(model: Any) -> None:
    """Forget a model, here and in Mesa's table of agent numbers; it cannot be used afterwards."""
    numbers: Any = getattr(mesa.Agent, "_ids", None)
    if numbers is not None and hasattr(numbers, "pop"):
        numbers.pop(model, None)
    vars(model).clear()
