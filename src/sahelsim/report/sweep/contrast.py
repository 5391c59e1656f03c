"""What ``contrast`` says: policies over the same futures, how they differ and how robust each is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sahelsim.analysis.crossed import ONE_REPLICATE
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.analysis.robust import holm
from sahelsim.figures import sweeps
from sahelsim.report.page import Chart, Section, Table
from sahelsim.report.sweep import numbers as told_of
from sahelsim.report.sweep.numbers import plain, span

Found = Mapping[str, Any]


def contrast(found: Found) -> Section:
    """Return paired differences with the gain of common random numbers, and the table of robustness."""
    over = "the chance that all of them share" if found.get("shared", True) else "each one's chance"
    lines = [
        "Policies over the same futures with common random numbers. Intervals are 95 %, over the"
        f" futures and over {over}; each stands by itself, as does its p: of many, one in twenty"
        " misses. Effect: the mean in standard deviations of the first policy's runs. Ratio: of"
        " geometric means, where all runs are above 0 and the means are not next to nothing."
        " Gain: how many times more runs independent random numbers would need; below 1, sharing costs.",
        *(_after_looks(*item) for item in found["differences"].items()),
    ]
    if found.get("blind"):
        lines = ["Policies over the same futures with common random numbers.", ONE_REPLICATE]
    lines += [f"Every run of {name} failed: it is left out." for name in found.get("lost", ())]
    tables = pairs(found)
    tables += [_robust(*item) for item in found["robustness"].items() if item[1]["rows"]]
    charts = [
        Chart(
            f"contrast-{k}",
            pair,
            "",
            f"{pair}: each difference in units of its interval's "
            "farther end; what covers the middle is not told apart from nothing.",
            sweeps.differences({told_of.called(n): row for n, row in rows.items()}),
            60 + 40 * len(rows),
        )
        for k, (pair, rows) in enumerate(found["differences"].items())
        if all(row["low"] is not None for row in rows.values())
    ]
    return Section("Policies over the futures", lines, charts, tables)


def _after_looks(pair: str, rows: Mapping[str, Any]) -> str:
    """Say which differences are still told apart from 0 when so many are looked at (Holm)."""
    left = holm({n: row["p"] for n, row in rows.items() if row["p"] is not None})
    named = [told_of.called(n) for n, p in left.items() if p < 0.05]
    said = ", ".join(named) or "none"
    return f"{pair}: told apart from 0 with all {len(rows)} looks counted (Holm): {said}."


def _robust(outcome: str, held: Mapping[str, Any]) -> Table:
    """Return how well each policy does over all futures, and which of them would satisfy."""
    rows = [
        [
            row["policy"],
            _with(told_of.value, outcome, row, "mean"),
            told_of.value(outcome, row["worst"]),
            _with(told_of.loss, outcome, row, "regret"),
            told_of.loss(outcome, row["regret_max"]),
            _with(_percent, outcome, row, "satisfied"),
        ]
        for row in held["rows"]
    ]
    way = "more" if INDICATORS[outcome].good > 0 else "less"
    level = f"{told_of.value(outcome, held['level'])} or {way}"
    whose = "" if held.get("asked") else f", the median of {rows[0][0]}"
    head = [
        "Policy",
        "Mean (95 %)",
        "Worst seen",
        "Mean regret (95 %)",
        "Largest seen",
        "Runs satisfied (95 %)",
    ]
    return Table(f"{told_of.called(outcome)}: satisfied at {level}{whose}", head, rows)


def _with(told: Callable[[str, Any], str], outcome: str, row: Mapping[str, Any], key: str) -> str:
    """Return a number and its interval as one cell."""
    middle, low, high = (told(outcome, row.get(k)) for k in (key, f"{key}_low", f"{key}_high"))
    return middle if told_of.NONE in (low, high) else f"{middle} ({low} to {high})"


def _percent(_: str, share: float | None) -> str:
    return told_of.NONE if share is None else f"{100 * share:.0f} %"


def pairs(found: Found) -> list[Table]:
    """Return a table of paired differences for each policy after the first."""
    return [
        Table(
            f"{pair}: differences",
            ["Outcome", "Mean", "95 %", "p", "Effect", "Ratio", "95 %", "Gain"],
            [_difference(*item) for item in rows.items()],
        )
        for pair, rows in found["differences"].items()
    ]


def _difference(name: str, row: Mapping[str, Any]) -> list[str]:
    ratio = span(row, "ratio_low", "ratio_high")
    return [
        told_of.called(name),
        told_of.difference(name, row["mean"]),
        told_of.interval(name, row),
        plain(row["p"]),
        plain(row.get("effect")),
        plain(row.get("ratio")),
        ratio,
        plain(row["reduction"]),
    ]
