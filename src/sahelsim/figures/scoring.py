"""Figures of validation: months against the record, PIT bars, prior and posterior intervals."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.figures.frame import INK, layout, short
from sahelsim.figures.palette import SCENARIO_COLOURS, faded

BLUE, GREY = SCENARIO_COLOURS[0], "#8a8f96"
FIFTHS = ("0-20 %", "20-40 %", "40-60 %", "60-80 %", "80-100 %")


def months(
    names: Sequence[str], q: NDArray[np.float64], truth: NDArray[np.float64]
) -> dict[str, Any]:
    """Return bands (5, months) with the record as a line; the axis is logarithmic."""
    q, truth = np.maximum(q, 1.0), np.maximum(truth, 1.0)
    dates = [f"{name}-15" for name in names]
    data: list[dict[str, Any]] = [
        {
            "x": dates + dates[::-1],
            "y": short(q[low]) + short(q[high][::-1]),
            "fill": "toself",
            "fillcolor": faded(BLUE, shade),
            "mode": "lines",
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
        for low, high, shade in ((0, 4, 0.15), (1, 3, 0.28))
    ]
    data.append(_line(dates, q[2], BLUE, "median"))
    data.append(_line(dates, truth, "#111111", "record") | {"mode": "lines+markers"})
    data[-1]["line"] = {"color": INK, "width": 2}
    return {"data": data, "layout": layout(yaxis=log_axis(q, truth))}


def log_axis(*values: NDArray[np.float64]) -> dict[str, Any]:
    """Return a logarithmic axis whose marks are whole numbers: 1, 2, 5, 10, 20, not 2 and 5 alone."""
    top = max(float(v.max()) for v in values)
    ticks = [m * 10**k for k in range(int(np.log10(top)) + 2) for m in (1, 2, 5)]
    return {
        "type": "log",
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{t:,}" for t in ticks],
    }


def pit(values: Sequence[float]) -> dict[str, Any]:
    """Return bars: how many months fell into each fifth of the ensemble."""
    return fifths(np.histogram(values, bins=np.linspace(0, 1, 6))[0].tolist())


def fifths(counts: Sequence[int]) -> dict[str, Any]:
    """Return bars of counts by fifth of the ensemble, with the even share as a line."""
    each = sum(counts) / 5
    bars = {"type": "bar", "x": list(FIFTHS), "y": list(counts), "marker": {"color": BLUE}}
    even = {
        "type": "line",
        "x0": -0.5,
        "x1": 4.5,
        "y0": each,
        "y1": each,
        "line": {"dash": "dot", "color": INK},
    }
    return {"data": [bars], "layout": layout(shapes=[even])}


def intervals(
    labels: Sequence[str], prior: Sequence[Sequence[float]], posterior: Sequence[Sequence[float]]
) -> dict[str, Any]:
    """Return two horizontal intervals (low, median, high) a row."""
    data = []
    for rows, colour, name, shift in (
        (prior, GREY, "prior", 0.15),
        (posterior, BLUE, "posterior", -0.15),
    ):
        at = [k + shift for k in range(len(labels))]
        data.append(_whiskers(np.asarray(rows), at, colour, name))
    ticks = {
        "tickvals": list(range(len(labels))),
        "ticktext": ["<br>".join(wrap(label, 26)) for label in labels],
        "autorange": "reversed",
    }
    zero = {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": -0.5,
        "y1": len(labels) - 0.5,
        "line": {"dash": "dot", "color": INK},
    }
    return {"data": data, "layout": layout(yaxis=ticks, shapes=[zero])}


def posterior(labels: Sequence[str], quantiles: NDArray[np.float64]) -> dict[str, Any]:
    """Return the posterior's interval of each number on the scale of its prior."""
    rows = np.quantile(quantiles, [0.05, 0.5, 0.95], axis=0).T
    short_labels = [label.removeprefix("mechanisms.").replace(".", "<br>") for label in labels]
    ticks = {
        "tickvals": list(range(len(labels))),
        "ticktext": short_labels,
        "autorange": "reversed",
    }
    trace = _whiskers(rows, list(range(len(labels))), BLUE, "posterior")
    return {"data": [trace], "layout": layout(yaxis=ticks, xaxis={"range": [0, 1]})}


def _whiskers(
    rows: NDArray[np.float64], at: Sequence[float], colour: str, name: str
) -> dict[str, Any]:
    return {
        "x": short(rows[:, 1]),
        "y": list(at),
        "mode": "markers",
        "name": name,
        "marker": {"color": colour, "size": 8},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": short(rows[:, 2] - rows[:, 1]),
            "arrayminus": short(rows[:, 1] - rows[:, 0]),
            "color": colour,
        },
        "hovertemplate": name + ": %{x}<extra></extra>",
    }


def _line(dates: list[str], y: NDArray[np.float64], colour: str, name: str) -> dict[str, Any]:
    return {
        "x": dates,
        "y": short(y),
        "mode": "lines",
        "line": {"color": colour, "width": 2},
        "name": name,
        "hovertemplate": name + ": %{y}<extra></extra>",
    }
