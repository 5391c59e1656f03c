"""Figures of a sweep: factors with intervals, the trade-off of boxes, where a class flips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sahelsim.figures.frame import INK, layout, short
from sahelsim.figures.palette import SCENARIO_COLOURS, faded

BLUE, ORANGE = SCENARIO_COLOURS[0], SCENARIO_COLOURS[1]


def intervals(rows: Sequence[Mapping[str, Any]], key: str, low: str, high: str) -> dict[str, Any]:
    """Return a dot and its interval for each row's factor, first row on top."""
    middle = np.array([row[key] for row in rows], dtype=float)
    ends = np.array([[row[low], row[high]] for row in rows], dtype=float)
    bars = {
        "type": "data",
        "symmetric": False,
        "color": BLUE,
        "array": short(np.maximum(ends[:, 1] - middle, 0)),
        "arrayminus": short(np.maximum(middle - ends[:, 0], 0)),
    }
    dots = {
        "x": short(middle),
        "y": list(range(len(rows))),
        "mode": "markers",
        "marker": {"color": BLUE, "size": 9},
        "error_x": bars,
        "hovertemplate": "%{x}<extra></extra>",
    }
    names = [_label(str(row["factor"])) for row in rows]
    ticks = {"tickvals": list(range(len(rows))), "ticktext": names, "autorange": "reversed"}
    return {"data": [dots], "layout": layout(yaxis=ticks)}


def _label(name: str) -> str:
    """Return a dotted name on two lines, without the head that says what kind of part it is."""
    head, _, rest = name.partition(".")
    plain = name if head in ("initial", "switches") else rest or name
    return plain.replace(".", "<br>", 1)


def differences(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return paired differences of many outcomes, each in units of its interval's farther end."""
    scaled = []
    for name, row in rows.items():
        unit = max(abs(row["low"]), abs(row["high"]), 1e-12)
        scaled.append({"factor": name, **{k: row[k] / unit for k in ("mean", "low", "high")}})
    figure = intervals(scaled, "mean", "low", "high")
    figure["layout"]["xaxis"] |= {
        "range": [-1.1, 1.1],
        "zeroline": True,
        "zerolinecolor": INK,
        "tickvals": [-1, 0, 1],
        "ticktext": ["lower", "no difference", "higher"],
    }
    return figure


def runs_needed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return runs needed against precision, a line for each way to compare; both axes by tens."""
    data = []
    ways = (
        ("runs", "alone", BLUE, "solid"),
        ("paired", "paired", ORANGE, "dash"),
        ("unpaired", "unpaired", INK, "dot"),
    )
    for key, said, colour, dash in ways:
        if rows and key in rows[0]:
            data.append(
                {
                    "x": [100 * row["precision"] for row in rows],
                    "name": said,
                    "y": [row[key] for row in rows],
                    "mode": "lines+markers+text",
                    "text": [*[""] * (len(rows) - 1), said],
                    "textposition": "top right",
                    "line": {"color": colour, "dash": dash},
                    "marker": {"color": colour},
                }
            )
    return {
        "data": data,
        "layout": layout(
            xaxis={
                "type": "log",
                "title": {"text": "half-width, percent of the mean"},
                "tickvals": [1, 2, 5, 10],
                "range": [-0.05, 1.4],
            },
            yaxis={"type": "log", "dtick": 1, "title": {"text": "runs"}},
        ),
    }


def trade_off(curve: Sequence[Mapping[str, Any]], chosen: int) -> dict[str, Any]:
    """Return density against coverage, for the points a box was made from and those held back."""
    data = []
    for key, colour, dash in (("made", BLUE, "solid"), ("held", ORANGE, "dash")):
        x = short([row[key]["coverage"] for row in curve])
        y = short([row[key]["density"] for row in curve])
        sizes = [12 if k == chosen else 5 for k in range(len(curve))]
        data.append(
            {
                "x": x,
                "y": y,
                "mode": "lines+markers",
                "name": key,
                "line": {"color": colour, "dash": dash},
                "marker": {"color": colour, "size": sizes},
            }
        )
    axis = {"range": [0, 1.03]}
    return {
        "data": data,
        "layout": layout(
            xaxis={**axis, "title": {"text": "coverage"}},
            yaxis={**axis, "title": {"text": "density"}},
        ),
    }


def boundary(found: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return the second class's share along one factor with its band, or over two as squares."""
    if len(names) == 2:
        return _plane(found, names)
    x = short(found["grid"][0])
    low, high = short(found["low"]), short(found["high"])
    data: list[dict[str, Any]] = [
        {
            "x": x + x[::-1],
            "y": low + high[::-1],
            "fill": "toself",
            "hoverinfo": "skip",
            "fillcolor": faded(BLUE, 0.2),
            "mode": "lines",
            "line": {"width": 0},
        },
        {"x": x, "y": short(found["share"]), "mode": "lines", "line": {"color": BLUE}},
        {
            "x": short([b["at"] for b in found["bins"]]),
            "y": short([b["share"] for b in found["bins"]]),
            "mode": "markers",
            "marker": {"color": INK, "size": 7},
        },
    ]
    half = {
        "type": "line",
        "x0": x[0],
        "x1": x[-1],
        "y0": 0.5,
        "y1": 0.5,
        "line": {"dash": "dot", "color": INK},
    }
    return {
        "data": data,
        "layout": layout(
            yaxis={"range": [0, 1]}, xaxis={"title": {"text": names[0]}}, shapes=[half]
        ),
    }


def _plane(found: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Tiles: one class, the other, or neither for sure (the band covers a half)."""
    x, y = (np.array(grid) for grid in found["grid"])
    low, high = (np.array(found[key]).reshape(len(x), len(y)) for key in ("low", "high"))
    kind = np.where(high < 0.5, 0, np.where(low > 0.5, 1, 2))
    wide, tall = float(x[1] - x[0]), float(y[1] - y[0])
    data = []
    for k, colour in enumerate((BLUE, ORANGE, "#b9bec4")):
        tiles = [
            (x[i], y[first], last - first)
            for i in range(len(x))
            for first, last in _stretches(kind[i] == k)
        ]
        data.append(
            {
                "type": "bar",
                "x": short([t[0] for t in tiles]),
                "width": wide * 1.02,
                "base": short([t[1] - tall / 2 for t in tiles]),
                "y": short([t[2] * tall for t in tiles]),
                "hoverinfo": "skip",
                "marker": {"color": colour, "line": {"width": 0}},
            }
        )
    ends = [float(x[0]) - wide / 2, float(x[-1]) + wide / 2]
    return {
        "data": data,
        "layout": layout(
            barmode="overlay",
            xaxis={"title": {"text": names[0]}, "range": short(ends)},
            yaxis={
                "title": {"text": names[1]},
                "range": short([float(y[0]) - tall / 2, float(y[-1]) + tall / 2]),
            },
        ),
    }


def _stretches(where: Any) -> list[tuple[int, int]]:
    """Return (first, one past the last) of each unbroken stretch of true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], where.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
