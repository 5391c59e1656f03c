"""The quiet frame that every figure shares, and rounding for small files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def named(labels: Sequence[str]) -> dict[str, Any]:
    """Return a y axis with a labelled row for each whole number, the first on top."""
    rows = len(labels)
    return {
        "tickvals": list(range(rows)),
        "ticktext": list(labels),
        "range": [rows - 0.4, -0.6],
    }


def stacked(rows: int) -> dict[str, Any]:
    """Return what a chart of many labelled rows changes on a phone, where they fill its width.

    It belongs into the layout's ``meta`` under ``narrow``; Plotly keeps it, and the page applies
    it and writes each label of the y axis above its row instead of beside it.
    """
    return {
        "height": 60 + 38 * rows,
        "margin": {"l": 18, "r": 24},
        "yaxis": {"showticklabels": False, "range": [rows - 0.4, -1.1]},
    }


def short(values: Iterable[float], digits: int = 4) -> list[float]:
    """Round to significant digits, so that a page stays small."""
    return [float(f"{v:.{digits}g}") for v in values]
