"""Figures of a sweep: factors with intervals, the trade-off of boxes, where a class flips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sahelsim.present.figures.frame import INK, layout, short
from sahelsim.present.palette import SCENARIO_COLOURS, faded

BLUE, ORANGE = SCENARIO_COLOURS[0], SCENARIO_COLOURS[1]


def intervals(rows: Sequence[Mapping[str, Any]], key: str, low: str, high: str) -> dict[str, Any]:
    """Return a dot and its interval for each row's factor, first row on top."""
    middle = np.array([row[key] for row in rows], dtype=float)
    ends = np.array([[row[low], row[high]] for row in rows], dtype=float)
    bars = {"type": "data", "symmetric": False, "color": BLUE,
            "array": short(np.maximum(ends[:, 1] - middle, 0)),
            "arrayminus": short(np.maximum(middle - ends[:, 0], 0))}  # fmt: skip
    dots = {"x": short(middle), "y": list(range(len(rows))), "mode": "markers",
            "marker": {"color": BLUE, "size": 9}, "error_x": bars,
            "hovertemplate": "%{x}<extra></extra>"}  # fmt: skip
    names = [str(row["factor"]).replace(".", "<br>", 1) for row in rows]
    ticks = {"tickvals": list(range(len(rows))), "ticktext": names, "autorange": "reversed"}
    return {"data": [dots], "layout": layout(yaxis=ticks)}


def differences(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return paired differences of many outcomes, each in units of its interval's farther end."""
    scaled = []
    for name, row in rows.items():
        unit = max(abs(row["low"]), abs(row["high"]), 1e-12)
        scaled.append({"factor": name, **{k: row[k] / unit for k in ("mean", "low", "high")}})
    figure = intervals(scaled, "mean", "low", "high")
    figure["layout"]["xaxis"] |= {
        "range": [-1.1, 1.1], "zeroline": True, "zerolinecolor": INK, "tickvals": [-1, 0, 1],
        "ticktext": ["lower", "no difference", "higher"],
    }  # fmt: skip
    return figure


def runs_needed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return runs needed against precision, a line for each way to compare; both axes by tens."""
    data = []
    ways = (("runs", BLUE, "solid"), ("paired", ORANGE, "dash"), ("unpaired", INK, "dot"))
    for key, colour, dash in ways:
        if rows and key in rows[0]:
            data.append({"x": [100 * row["precision"] for row in rows], "name": key,
                         "y": [row[key] for row in rows], "mode": "lines+markers+text",
                         "text": [*[""] * (len(rows) - 1), key], "textposition": "top right",
                         "line": {"color": colour, "dash": dash},
                         "marker": {"color": colour}})  # fmt: skip
    return {"data": data, "layout": layout(
        xaxis={"type": "log", "title": {"text": "half-width, percent of the mean"},
               "tickvals": [1, 2, 5, 10], "range": [-0.05, 1.25]},
        yaxis={"type": "log", "dtick": 1, "title": {"text": "runs"}},
    )}  # fmt: skip


def trade_off(curve: Sequence[Mapping[str, Any]], chosen: int) -> dict[str, Any]:
    """Return density against coverage, for the points a box was made from and those held back."""
    data = []
    for key, colour, dash in (("made", BLUE, "solid"), ("held", ORANGE, "dash")):
        x = short([row[key]["coverage"] for row in curve])
        y = short([row[key]["density"] for row in curve])
        sizes = [12 if k == chosen else 5 for k in range(len(curve))]
        data.append({"x": x, "y": y, "mode": "lines+markers", "name": key,
                     "line": {"color": colour, "dash": dash},
                     "marker": {"color": colour, "size": sizes}})  # fmt: skip
    axis = {"range": [0, 1.03]}
    return {"data": data, "layout": layout(
        xaxis={**axis, "title": {"text": "coverage"}}, yaxis={**axis, "title": {"text": "density"}}
    )}  # fmt: skip


def boundary(found: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return the second class's share along one factor with its band, or over two as squares."""
    if len(names) == 2:
        return _plane(found, names)
    x = short(found["grid"][0])
    low, high = short(found["low"]), short(found["high"])
    data: list[dict[str, Any]] = [
        {"x": x + x[::-1], "y": low + high[::-1], "fill": "toself", "hoverinfo": "skip",
         "fillcolor": faded(BLUE, 0.2), "mode": "lines", "line": {"width": 0}},
        {"x": x, "y": short(found["share"]), "mode": "lines", "line": {"color": BLUE}},
        {"x": short([b["at"] for b in found["bins"]]),
         "y": short([b["share"] for b in found["bins"]]),
         "mode": "markers", "marker": {"color": INK, "size": 7}},
    ]  # fmt: skip
    half = {"type": "line", "x0": x[0], "x1": x[-1], "y0": 0.5, "y1": 0.5,
            "line": {"dash": "dot", "color": INK}}  # fmt: skip
    return {"data": data, "layout": layout(
        yaxis={"range": [0, 1]}, xaxis={"title": {"text": names[0]}}, shapes=[half]
    )}  # fmt: skip


def _plane(found: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Squares: one class, the other, or neither for sure (the band covers a half)."""
    x, y = np.meshgrid(*found["grid"], indexing="ij")
    low, high = np.array(found["low"]), np.array(found["high"])
    data = []
    kinds = ((high < 0.5, BLUE, "square"), (low > 0.5, ORANGE, "square"),
             ((low <= 0.5) & (high >= 0.5), "#9aa0a6", "cross-thin-open"))  # fmt: skip
    for keep, colour, symbol in kinds:
        data.append({"x": short(x.ravel()[keep]), "y": short(y.ravel()[keep]), "mode": "markers",
                     "marker": {"color": colour, "symbol": symbol, "size": 9},
                     "hoverinfo": "skip"})  # fmt: skip
    return {"data": data, "layout": layout(
        xaxis={"title": {"text": names[0]}}, yaxis={"title": {"text": names[1]}}
    )}  # fmt: skip
