"""Who chose what, when: the share of runs in which each action was taken, by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from sahelsim.analysis.causes import QUIET, inside
from sahelsim.figures.frame import layout, named, stacked
from sahelsim.figures.names import called

QUARTER = 12  # weeks
LARGEST = 15  # pixels: the square of an action that every run took


def by_quarter(result: Any) -> tuple[list[str], list[str], list[list[int]]]:
    """Return quarters, actions, and the percentage of runs that took the action in the quarter.

    An action that was forced on its actor says so, and whether always or at times.
    """
    quarters = max(1, -(-result.weeks // QUARTER))
    given: dict[tuple[str, str], Any] = {}
    forced: dict[tuple[str, str], set[bool]] = {}
    for d in result.decisions:
        for k, option in enumerate(d.options):
            if option in QUIET:
                continue
            grid = given.setdefault((d.actor, d.labels[k]), np.zeros((quarters, result.runs), bool))
            grid[d.week // QUARTER] |= d.chosen == k
            forced.setdefault((d.actor, d.labels[k]), set()).update(d.forced[d.chosen == k])
    kept = {key: grid for key, grid in given.items() if grid.any()}
    names = [
        f"{called(actor)}: {inside(label)}{_imposed(forced[actor, label])}" for actor, label in kept
    ]
    cells = [np.rint(100 * grid.mean(axis=1)).astype(int).tolist() for grid in kept.values()]
    return [f"{s:%b %Y}" for s in _starts(result, quarters)], names, cells


def _imposed(seen: set[bool]) -> str:
    """Say whether an action was forced, given what was seen each time that it was taken."""
    return "" if True not in seen else " (forced at times)" if False in seen else " (forced)"


def figure(result: Any) -> dict[str, Any]:
    """Return a grid of squares whose size is the share of runs (basic Plotly has no heat map)."""
    _, names, cells = by_quarter(result)
    days = _starts(result, len(cells[0]) if cells else 0)
    shown = layout(
        height=70 + 19 * len(names),
        margin={"l": 240, "r": 16, "t": 30, "b": 8},
        xaxis={"type": "date", "side": "top"},  # where the reading of so tall a chart begins
        yaxis=named(names) | {"tickfont": {"size": 11}},
        meta={"narrow": stacked(len(names))},
    )
    return {"data": [_squares(cells, days)], "layout": shown}


def _starts(result: Any, quarters: int) -> list[date]:
    return [result.start + timedelta(weeks=QUARTER * q) for q in range(quarters)]


def _squares(cells: Sequence[Sequence[int]], days: Sequence[date]) -> dict[str, Any]:
    """Return a square for each percentage above zero; its area is the percentage."""
    given = [
        (quarter, line, percent)
        for line, row in enumerate(cells)
        for quarter, percent in enumerate(row)
        if percent
    ]
    return {
        "x": [days[quarter].isoformat() for quarter, _, _ in given],
        "y": [line for _, line, _ in given],
        "customdata": [percent for _, _, percent in given],
        "mode": "markers",
        "marker": {
            "symbol": "square",
            "size": [round(3 + (LARGEST - 3) * (p / 100) ** 0.5, 1) for _, _, p in given],
            "color": "#0072b2",
            "opacity": 1,
            "line": {"width": 0},
        },
        "hovertemplate": "%{y}, %{x|%b %Y}: %{customdata}% of runs<extra></extra>",
    }


def sentence(result: Any) -> str:
    """Say which actions were taken in most runs."""
    _, names, cells = by_quarter(result)
    peak = sorted(zip((max(c) for c in cells), names, strict=True), reverse=True)[:3]
    told = "; ".join(f"{name} ({percent}% of runs in one quarter)" for percent, name in peak)
    return f"{result.label}: the most frequent actions were {told}."


def table(results: Sequence[Any]) -> list[list[str]]:
    """Return each action's share of runs by quarter."""
    rows: list[list[str]] = []
    for result in results:
        quarters, names, cells = by_quarter(result)
        rows.append([result.label, *quarters])
        rows += [[name, *[f"{c}%" for c in row]] for name, row in zip(names, cells, strict=True)]
    return rows
