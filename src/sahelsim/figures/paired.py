"""Paired differences between scenarios, scaled so that all fit one axis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.figures.frame import layout, named, short, stacked
from sahelsim.texts.translator import translator

gap = translator("en").gap_of
GAIN = (
    "Gain of common random numbers: how many times as many runs the same precision would need if each run "
    "had its own random numbers instead of those of the same run of the other scenario; "
    "below 1, sharing was no gain."
)


def figure(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a dot and a 95 % interval per indicator, in interval half-widths around zero."""
    names = [n for n in INDICATORS if rows[n]["low"] is not None]
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
            "y": list(range(len(names))),
            "mode": "markers",
            "marker": {
                "size": 9,
                "color": [_colour(rows[n]) for n in names],
                "symbol": ["circle" if clear(rows[n]) else "circle-open" for n in names],
            },
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
        yaxis=named([INDICATORS[n].label for n in names]),
        meta={"narrow": stacked(len(names))},
    )
    return {"data": data, "layout": shown}


def clear(row: Mapping[str, Any]) -> bool:
    """Say whether a difference's interval leaves out zero."""
    return not row["low"] <= 0 <= row["high"]


def _colour(row: Mapping[str, Any]) -> str:
    """Grey where the interval covers zero, and hollow, for those who see no colours."""
    return "#0072b2" if clear(row) else "#7a7f87"


def told(name: str, row: Mapping[str, Any]) -> str:
    """Return one difference in words."""
    unit = INDICATORS[name].unit
    bounds = f"{gap(row['low'], unit)} to {gap(row['high'], unit)}"
    return f"{INDICATORS[name].label}: {gap(row['mean'], unit)} ({bounds})"


def sentence(pair: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Say how many indicators differ beyond chance."""
    known = [r for n, r in rows.items() if r["low"] is not None and n in INDICATORS]
    sure = sum(clear(r) for r in known)
    return (
        f"{pair}: {sure} of {len(known)} indicators differ by more than chance explains "
        "(the 95% interval excludes zero)."
    )


def table(rows: Mapping[str, Mapping[str, Any]], shared: bool = True) -> list[list[str]]:
    """Return mean, interval and, where chance was shared, its gain (see ``GAIN``)."""
    head = ["Indicator", "Difference", "95 % interval", "Unit"]
    found = [[*head, "Gain of common random numbers"] if shared else head]
    for name, about in INDICATORS.items():
        row = rows[name]
        if row["low"] is None:
            continue
        gain = "-" if row["reduction"] is None else f"{row['reduction']:.1f} x"
        bounds = f"{gap(row['low'], about.unit)} to {gap(row['high'], about.unit)}"
        cells = [about.label, gap(row["mean"], about.unit), bounds, about.unit]
        found.append([*cells, gain] if shared else cells)
    return found
