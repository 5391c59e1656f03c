"""Map of control by cercle: filled polygons, the month chosen with a slider."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sahelsim.model.axes import CONTROLLERS
from sahelsim.present.figures.frame import layout
from sahelsim.present.palette import CONTROLLER_COLOURS, CONTROLLER_LABELS, faded
from sahelsim.world.outlines import outlines

HOLDS = (
    0.5  # share of control, mean over the runs, at which a cercle takes its holder's full colour
)


def fills(result: Any) -> dict[str, Any]:
    """Return per month and place the strongest holder (index) and its share (percent)."""
    mean = np.asarray(result.control, dtype=float).mean(axis=0)
    return {
        "holder": mean.argmax(axis=1).tolist(),
        "share": np.rint(100 * mean.max(axis=1)).astype(int).tolist(),
        "dates": [result.dates[w].isoformat() for w in result.month_weeks],
        "deaths": np.rint(np.asarray(result.place_deaths).mean(axis=0)).astype(int).tolist(),
    }


def shade(holder: int, share: int) -> str:
    """Return a cercle's colour: its strongest holder, paler the weaker the hold."""
    name = CONTROLLERS[holder]
    return faded(CONTROLLER_COLOURS[name], round(0.12 + 0.88 * min(1.0, share / 90) ** 2, 2))


def figure(result: Any, month: int = -1) -> dict[str, Any]:
    """Return the map of one month; the report recolours it as its slider moves."""
    drawn = fills(result)
    fill, said = [], []
    for place in outlines():
        position = result.place_ids.index(place)
        holder, share = drawn["holder"][month][position], drawn["share"][month][position]
        fill.append(shade(holder, share))
        said.append(text(result.place_names[position], holder, share))
    return frame(fill, said)


def frame(fill: Sequence[str], said: Sequence[str]) -> dict[str, Any]:
    """Return the 50 outlines, in the order of ``outlines()``, filled and with their words."""
    data = [
        {
            "x": line["x"],
            "y": line["y"],
            "mode": "lines",
            "fill": "toself",
            "fillcolor": fill[k],
            "line": {"width": 0.7, "color": "rgba(120,120,120,0.8)"},
            "hoveron": "fills",
            "text": said[k],
            "hoverinfo": "text",
            "name": str(k),
        }
        for k, line in enumerate(outlines().values())
    ]
    shown = layout(
        height=430,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"visible": False, "scaleanchor": "x", "scaleratio": 1.05, "fixedrange": True},
        hovermode="closest",
    )
    return {"data": data, "layout": shown}


def text(place: str, holder: int, share: int) -> str:
    """Return what a cercle says when pointed at."""
    return f"{place}: {CONTROLLER_LABELS[CONTROLLERS[holder]]} {share} %"


def sentence(result: Any) -> str:
    """Say how many cercles each party holds at the start and at the end."""
    drawn = fills(result)
    parts = []
    for month, when in ((0, "at the start"), (-1, "at the end")):
        held = [
            h for h, s in zip(drawn["holder"][month], drawn["share"][month], strict=True) if s >= 50
        ]
        count = {who: held.count(k) for k, who in enumerate(CONTROLLERS)}
        told = ", ".join(f"{CONTROLLER_LABELS[w]} {n}" for w, n in count.items() if n)
        parts.append(f"{when} {told}")
    return f"Cercles of 50 in which one party holds half of control or more: {'; '.join(parts)}."


def table(result: Any) -> list[list[str]]:
    """Return every cercle's strongest holder at start, middle and end."""
    drawn = fills(result)
    months = (0, len(drawn["dates"]) // 2, len(drawn["dates"]) - 1)
    rows = [["Cercle", *[drawn["dates"][m] for m in months]]]
    for k, name in enumerate(result.place_names):
        cells = [
            f"{CONTROLLER_LABELS[CONTROLLERS[drawn['holder'][m][k]]]} {drawn['share'][m][k]} %"
            for m in months
        ]
        rows.append([name, *cells])
    return rows
