"""Shares of the outcome classes with their Wilson intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sahelsim.analysis.classify import CLASSES
from sahelsim.figures.frame import layout, short
from sahelsim.figures.palette import SCENARIO_COLOURS

NAMESAKES = {"at-best": "entrenched", "at-worst": "rekindled"}


def figure(results: Sequence[Any]) -> dict[str, Any]:
    """Return horizontal bars, one group per class, one colour and pattern per scenario."""
    names = list(CLASSES)[::-1]
    patterns = ("", "/", ".", "x")
    data = []
    for k, result in reversed(list(enumerate(results))):
        rows = [result.shares[name] for name in names]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": result.label,
                "y": [CLASSES[name].split(" (")[0] for name in names],
                "x": short(r["share"] for r in rows),
                "marker": {
                    "color": SCENARIO_COLOURS[k],
                    "pattern": {"shape": patterns[k], "solidity": 0.25},
                },
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": short(r["high"] - r["share"] for r in rows),
                    "arrayminus": short(r["share"] - r["low"] for r in rows),
                    "color": "#7a7f87",
                },
                "hovertemplate": f"{result.label}: %{{x:.0%}}<extra></extra>",
            }
        )
    shown = layout(
        height=110 + 26 * len(names) * max(1, len(results) * 0.8),
        barmode="group",
        showlegend=len(results) > 1,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "reversed"},
        margin={"l": 130, "r": 24, "t": 36, "b": 36},
        xaxis={"range": [0, 1], "tickformat": ".0%"},
    )
    return {"data": data, "layout": shown}


def sentence(results: Sequence[Any]) -> str:
    """Say how most runs of each scenario end, and where one misses the outcome it is named for."""
    parts = []
    for result in results:
        name, row = max(result.shares.items(), key=lambda item: item[1]["share"])
        label = CLASSES[name].split(" (")[0].lower()
        text = f"Of {result.runs} runs of “{result.label}”, {row['share']:.0%} end in “{label}”"
        wanted = NAMESAKES.get(result.name)
        if wanted and name != wanted:
            text += f", and only {result.shares[wanted]['share']:.0%} in the one it is named after"
        parts.append(text)
    return ". ".join(parts) + "."


def table(results: Sequence[Any]) -> list[list[str]]:
    """Return the shares with their intervals."""
    rows = [["Outcome", *[r.label for r in results]]]
    for name, label in CLASSES.items():
        cells = []
        for r in results:
            s = r.shares[name]
            cells.append(f"{s['share']:.0%} ({s['low']:.0%} to {s['high']:.0%})")
        rows.append([label, *cells])
    return rows
