"""Opinion by region: approval of junta, France and Russia, start and end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sahelsim.figures.frame import layout, named, short
from sahelsim.figures.palette import SCENARIO_COLOURS

TOPICS = {
    "approval_junta": "the junta",
    "approval_france": "French forces",
    "approval_russia": "Russia",
}

SPREAD = 0.22  # of a row, by which the outer scenarios stand off its middle


def figure(results: Sequence[Any], topic: str) -> dict[str, Any]:
    """Return a dot per region: hollow at the start, filled at the end, one colour a scenario.

    Scenarios stand a little above one another, for they often end at nearly the same share.
    """
    rows = np.arange(len(results[0].regions))
    apart = np.linspace(-SPREAD, SPREAD, len(results)) if len(results) > 1 else np.zeros(1)
    symbols = ("circle", "diamond", "square", "triangle-up")
    data = []
    for k, result in enumerate(results):
        values = np.median(result.region_series[topic], axis=0)
        for week, mark, when in ((0, "-open", "start"), (-1, "", "end")):
            if when == "start" and k:
                continue
            data.append(
                {
                    "x": short(values[week], 3),
                    "y": short(rows + (0.0 if when == "start" else apart[k])),
                    "text": list(result.regions),
                    "mode": "markers",
                    "marker": {
                        "symbol": symbols[k] + mark,
                        "size": 9,
                        "color": "#7a7f87" if when == "start" else SCENARIO_COLOURS[k],
                    },
                    "name": "start" if when == "start" else f"{result.label}, end",
                    "hovertemplate": "%{text}: %{x:.0%}<extra></extra>",
                }
            )
    shown = layout(
        height=400,
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "font": {"size": 11}},
        margin={"l": 90, "r": 24, "t": 40, "b": 30},
        xaxis={"range": [0, 1], "tickformat": ".0%"},
        yaxis=named(results[0].regions),
    )
    return {"data": data, "layout": shown}


def sentence(results: Sequence[Any], topic: str) -> str:
    """Say which regions lie furthest apart at the end."""
    parts = []
    for result in results:
        end = np.median(result.region_series[topic], axis=0)[-1]
        low, high = result.regions[int(end.argmin())], result.regions[int(end.argmax())]
        parts.append(f"{result.label}: from {end.min():.0%} in {low} to {end.max():.0%} in {high}")
    return f"Approval of {TOPICS[topic]} at the end. {'; '.join(parts)}."


def table(results: Sequence[Any], topic: str) -> list[list[str]]:
    """Return start and end by region."""
    rows = [["Region", "Start", *[f"{r.label}, end" for r in results]]]
    medians = [np.median(r.region_series[topic], axis=0) for r in results]
    for k, region in enumerate(results[0].regions):
        cells = [f"{m[-1][k]:.0%}" for m in medians]
        rows.append([region, f"{medians[0][0][k]:.0%}", *cells])
    return rows
