"""Paired differences between scenarios, scaled so that all fit one axis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.present.figures.frame import layout, short
from sahelsim.present.numbers import gap


def figure(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a dot and a 95 % interval per indicator, in interval half-widths around zero."""
    names = [n for n in INDICATORS if rows[n]["low"] is not None][::-1]
    middle, half, words = [], [], []
    for name in names:
        row = rows[name]
        scale = max(abs(row["low"]), abs(row["high"]), 1e-12)
        middle.append(row["mean"] / scale)
        half.append((row["high"] - row["low"]) / 2 / scale)
        words.append(told(name, row))
    data = [
        {
            "x": short(middle, 3),
            "y": [INDICATORS[n].label for n in names],
            "mode": "markers",
            "marker": {"size": 9, "color": [_colour(rows[n]) for n in names]},
            "error_x": {"type": "data", "array": short(half, 3), "color": "#7a7f87"},
            "text": words,
            "hoverinfo": "text",
        }
    ]
    shown = layout(
        height=60 + 21 * len(names),
        margin={"l": 190, "r": 16, "t": 8, "b": 30},
        xaxis={
            "range": [-1.1, 1.1],
            "zeroline": True,
            "zerolinecolor": "#7a7f87",
            "tickvals": [-1, 0, 1],
            "ticktext": ["lower", "no difference", "higher"],
        },
    )
    return {"data": data, "layout": shown}


def _colour(row: Mapping[str, Any]) -> str:
    """Grey where the interval covers zero."""
    return "#9aa0a6" if row["low"] <= 0 <= row["high"] else "#0072b2"


def told(name: str, row: Mapping[str, Any]) -> str:
    """Return one difference in words."""
    unit = INDICATORS[name].unit
    bounds = f"{gap(row['low'], unit)} to {gap(row['high'], unit)}"
    return f"{INDICATORS[name].label}: {gap(row['mean'], unit)} ({bounds})"


def sentence(pair: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Say how many indicators differ beyond chance."""
    known = [r for n, r in rows.items() if r["low"] is not None and n in INDICATORS]
    clear = sum(not r["low"] <= 0 <= r["high"] for r in known)
    return f"{pair}: {clear} of {len(known)} indicators differ beyond their 95 % interval."


def table(rows: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Return mean, interval and the gain of common seeds."""
    found = [["Indicator", "Difference", "95 % interval", "Unit", "Gain of common seeds"]]
    for name, about in INDICATORS.items():
        row = rows[name]
        if row["low"] is None:
            continue
        gain = "-" if row["reduction"] is None else f"{row['reduction']:.1f} x"
        bounds = f"{gap(row['low'], about.unit)} to {gap(row['high'], about.unit)}"
        found.append([about.label, gap(row["mean"], about.unit), bounds, about.unit, gain])
    return found
