"""The quiet frame that every figure shares, and rounding for small files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

INK = "#7a7f87"
GRID = "rgba(128,128,128,0.25)"


def layout(**more: Any) -> dict[str, Any]:
    """Return a transparent layout that reads on white and on black."""
    base: dict[str, Any] = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13},
        "margin": {"l": 56, "r": 16, "t": 8, "b": 40},
        "showlegend": False,
        "hoverlabel": {"font": {"size": 12}},
        "xaxis": {"gridcolor": GRID, "zeroline": False, "automargin": True, "ticklabelstandoff": 5},
        "yaxis": {"gridcolor": GRID, "zeroline": False, "automargin": True, "ticklabelstandoff": 5},
        "dragmode": False,
    }
    for key, value in more.items():
        base[key] = {**base[key], **value} if isinstance(base.get(key), dict) else value
    return base


def short(values: Iterable[float], digits: int = 4) -> list[float]:
    """Round to significant digits, so that a page stays small."""
    return [float(f"{v:.{digits}g}") for v in values]
