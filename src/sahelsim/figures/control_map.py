"""Map of control by cercle: filled polygons with a letter on each, for every month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sahelsim.figures.frame import layout
from sahelsim.geography.outlines import centres, outlines
from sahelsim.texts.translator import translator

HOLDS = 0.5  # share of control, mean over the runs, from which a cercle counts as held
DARK = "#1c2430"  # letters have a white rim, so they are dark by day and by night


def fills(result: Any) -> dict[str, Any]:
    """Return per month and place the strongest holder (index) and its share (percent)."""
    mean = np.asarray(result.control, dtype=float).mean(axis=0)
    return {
        "holder": mean.argmax(axis=1).tolist(),
        "share": np.rint(100 * mean.max(axis=1)).astype(int).tolist(),
        "dates": [result.dates[w].isoformat() for w in result.month_weeks],
        "deaths": np.rint(np.asarray(result.place_deaths).mean(axis=0)).astype(int).tolist(),
    }


def frame(fill: Sequence[str], said: Sequence[str]) -> dict[str, Any]:
    """Return the 50 outlines, in the order of ``outlines()``, filled and with their words.

    A letter stands on each, in a trace of its own after theirs: a dot until the page says whose
    (Plotly never draws what was empty at first).
    """
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
    east, north = zip(*centres().values(), strict=True)
    letters = {
        "x": list(east),
        "y": list(north),
        "mode": "text",
        "text": ["·"] * len(east),
        "textfont": {"size": 10, "color": DARK},
        "hoverinfo": "skip",
    }
    data.append(letters)
    shown = layout(
        height=430,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"visible": False, "scaleanchor": "x", "scaleratio": 1.05, "fixedrange": True},
        hovermode="closest",
    )
    return {"data": data, "layout": shown}


def sentence(result: Any) -> str:
    """Say how many cercles each party holds at the start and at the end."""
    words, drawn, parts = translator("en"), fills(result), []
    for month, when in ((0, "at the start"), (-1, "at the end")):
        held = [
            h for h, s in zip(drawn["holder"][month], drawn["share"][month], strict=True) if s >= 50
        ]
        count = {who: held.count(k) for k, who in enumerate(result.controllers)}
        told = ", ".join(f"{words.holder(w)} {n}" for w, n in count.items() if n)
        parts.append(f"{when} {told}")
    return f"Cercles of 50 in which one party holds half of control or more: {'; '.join(parts)}."


def table(result: Any) -> list[list[str]]:
    """Return every cercle's strongest holder at start, middle and end."""
    words, drawn = translator("en"), fills(result)
    months = (0, len(drawn["dates"]) // 2, len(drawn["dates"]) - 1)
    rows = [["Cercle", *[drawn["dates"][m] for m in months]]]
    for k, name in enumerate(result.place_names):
        cells = [
            f"{words.holder(result.controllers[drawn['holder'][m][k]])} {drawn['share'][m][k]}%"
            for m in months
        ]
        rows.append([name, *cells])
    return rows
