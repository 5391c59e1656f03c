"""Who chose what, when: the share of runs in which each order was given, by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from sahelsim.analysis.causes import QUIET, inside
from sahelsim.present.figures.frame import layout

QUARTER = 12  # weeks


def by_quarter(result: Any) -> tuple[list[str], list[str], list[list[int]]]:
    """Return quarters, orders, and the percentage of runs that gave the order in the quarter.

    An order that was forced on its actor in some run says so.
    """
    quarters = max(1, -(-result.weeks // QUARTER))
    given: dict[tuple[str, str], Any] = {}
    forced = set()
    for d in result.decisions:
        for k, option in enumerate(d.options):
            if option in QUIET:
                continue
            grid = given.setdefault((d.actor, d.labels[k]), np.zeros((quarters, result.runs), bool))
            grid[d.week // QUARTER] |= d.chosen == k
            if (d.forced & (d.chosen == k)).any():
                forced.add((d.actor, d.labels[k]))
    kept = {key: grid for key, grid in given.items() if grid.any()}
    starts = [result.start + timedelta(weeks=QUARTER * q) for q in range(quarters)]
    names = [
        f"{actor}: {inside(label)}{' (forced)' if (actor, label) in forced else ''}"
        for actor, label in kept
    ]
    cells = [np.rint(100 * grid.mean(axis=1)).astype(int).tolist() for grid in kept.values()]
    return [f"{s:%b %Y}" for s in starts], names, cells


def figure(result: Any) -> dict[str, Any]:
    """Return a grid of squares whose size is the share of runs (basic Plotly has no heat map)."""
    quarters, names, cells = by_quarter(result)
    x, y, size, percents = [], [], [], []
    for line, row in enumerate(cells):
        for quarter, percent in enumerate(row):
            if percent:
                x.append(quarter)
                y.append(line)
                size.append(round(3 + 13 * (percent / 100) ** 0.5, 1))
                percents.append(percent)
    data = [
        {
            "x": x,
            "y": y,
            "customdata": percents,
            "mode": "markers",
            "marker": {"symbol": "square", "size": size, "color": "#0072b2", "opacity": 0.8},
            "hovertemplate": "%{y}, %{x}: %{customdata} % of runs<extra></extra>",
        }
    ]
    ticks = {"tickvals": list(range(len(names))), "ticktext": names}
    shown = layout(
        height=70 + 19 * len(names),
        margin={"l": 240, "r": 10, "t": 8, "b": 60},
        xaxis={"tickvals": list(range(len(quarters))), "ticktext": quarters, "tickangle": -45},
        yaxis={**ticks, "range": [len(names) - 0.4, -0.6], "tickfont": {"size": 11}},
    )
    return {"data": data, "layout": shown}


def sentence(result: Any) -> str:
    """Say which orders were given in most runs."""
    _, names, cells = by_quarter(result)
    peak = sorted(zip((max(c) for c in cells), names, strict=True), reverse=True)[:3]
    told = "; ".join(
        f"{name} ({percent} % of runs in its busiest quarter)" for percent, name in peak
    )
    return f"{result.label}: most given were {told}."


def table(results: Sequence[Any]) -> list[list[str]]:
    """Return each order's share of runs by quarter."""
    rows: list[list[str]] = []
    for result in results:
        quarters, names, cells = by_quarter(result)
        rows.append([result.label, *quarters])
        rows += [[name, *[f"{c} %" for c in row]] for name, row in zip(names, cells, strict=True)]
    return rows
