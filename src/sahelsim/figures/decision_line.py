"""Decision line: who decided something new, and when; one row an actor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sahelsim.figures.frame import layout
from sahelsim.figures.palette import SCENARIO_COLOURS

ROW = 26  # pixels an actor
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "star", "pentagon", "hexagon")


def figure(points: Sequence[tuple[str, str, str, bool]]) -> dict[str, Any]:
    """Return the chart; each point carries its number, so that a page can open what it stands for.

    Parameters
    ----------
    points : sequence of (date, actor, text, forced)
        In the order of time; a forced one is hollow.
    """
    actors = list(dict.fromkeys(actor for _, actor, _, _ in points))
    trace = {
        "x": [day for day, _, _, _ in points],
        "y": [actor for _, actor, _, _ in points],
        "text": [text for _, _, text, _ in points],
        "customdata": list(range(len(points))),
        "mode": "markers",
        "marker": {
            "size": [15 if forced else 11 for _, _, _, forced in points],  # a ring round another
            "color": SCENARIO_COLOURS[0],
            "symbol": [
                SHAPES[actors.index(a) % len(SHAPES)] + ("-open" if forced else "")
                for _, a, _, forced in points
            ],
            "line": {"width": 2, "color": SCENARIO_COLOURS[0]},
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
