"""Rank correlations of factors with an outcome, beside what chance alone reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelsim.figures.frame import INK, layout, short
from sahelsim.figures.palette import SCENARIO_COLOURS

MOST = 20


def figure(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return bars, strongest on top; what lies between the dotted lines has shown nothing."""
    chance = next((r["rho"] for r in rows if r["factor"] == "chance"), 0.0)
    shown = [r for r in rows if r["factor"] != "chance"][:MOST][::-1]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": short((r["rho"] for r in shown), 3),
        "y": [r["factor"].replace("actors.", "").replace(".incentives.", ": ") for r in shown],
        "marker": {
            "color": [SCENARIO_COLOURS[0] if abs(r["rho"]) > chance else INK for r in shown]
        },
        "hovertemplate": "%{y}: %{x}<extra></extra>",
    }
    lines = [
        {
            "type": "line",
            "x0": x,
            "x1": x,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"dash": "dot", "color": INK},
        }
        for x in (-chance, chance)
    ]
    drawn = layout(
        height=80 + 22 * len(shown),
        shapes=lines,
        margin={"l": 10, "r": 16, "t": 8, "b": 36},
        xaxis={"range": [-1, 1]},
    )
    return {"data": [bars], "layout": drawn}
