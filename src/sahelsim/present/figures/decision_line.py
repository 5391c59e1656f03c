"""Decision line: who decided something new, and when; one row an actor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sahelsim.present.figures.frame import layout
from sahelsim.present.palette import SCENARIO_COLOURS

ROW = 26  # pixels an actor
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "star", "pentagon", "hexagon")


def figure(points: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """Return the chart; each point carries its number, so that a page can open what it stands for.

    Parameters
    ----------
    points : sequence of (date, actor, text)
        In the order of time.
    """
    actors = list(dict.fromkeys(actor for _, actor, _ in points))
    trace = {
        "x": [day for day, _, _ in points],
        "y": [actor for _, actor, _ in points],
        "text": [text for _, _, text in points],
        "customdata": list(range(len(points))),
        "mode": "markers",
        "marker": {
            "size": 11,
            "color": SCENARIO_COLOURS[0],
            "symbol": [SHAPES[actors.index(a) % len(SHAPES)] for _, a, _ in points],
        },
        "hovertemplate": "%{x|%d %b %Y}: %{text}<extra></extra>",
    }
    return {
        "data": [trace],
        "layout": layout(
            height=60 + ROW * max(3, len(actors)),
            hovermode="closest",
            yaxis={"categoryorder": "array", "categoryarray": actors[::-1], "type": "category"},
            xaxis={"type": "date"},
        ),
    }
