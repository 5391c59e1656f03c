"""What ``flip`` says: where one class gives way to another, along a range or option by option."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sahelsim.analysis.crossed import ONE_REPLICATE
from sahelsim.figures import sweeps
from sahelsim.report.page import Chart, Section, Table
from sahelsim.report.sweep.numbers import plain

Found = Mapping[str, Any]
SURE = 0.9  # share of resamples in which a curve passes one half, from which it is said to


def flip(found: Found) -> Section:
    """Return where one class gives way to another."""
    names, (a, b) = found["factors"], found["between"]
    lines = [f"Share of '{b}' among runs that end as '{a}' or '{b}', under '{found['policy']}'."]
    if found.get("blind"):
        band = "" if found.get("options") else " The curve's band is over the futures alone."
        lines.append(f"{ONE_REPLICATE}{band}")
    if found.get("options"):
        return _by_option(found, lines)
    lines[1:1] = [_passing(names[0], one) for one in found.get("flips", [])]
    if len(names) == 1 and not found["flips"]:
        lines.insert(1, _no_flip(found, names[0]))
    if len(names) == 2:
        lines.append(f"Blue: '{a}' prevails; orange: '{b}'; grey: the 90 % band covers a half.")
    chart = Chart(
        "flip", "Where it flips", "share", " ".join(lines), sweeps.boundary(found, names), 340
    )
    cells = [[plain(row["at"]), *_counted(row)] for row in found.get("bins", [])]
    return Section(_title(found), lines, [chart], [_table(found, cells)] if cells else [])


def _title(found: Found) -> str:
    return "Flip: {} or {}".format(*found["between"])


def _table(found: Found, cells: list[list[str]]) -> Table:
    head = [found["factors"][0], f"share of {found['between'][1]}", "95 %: low", "high", "runs"]
    return Table("Counted in the sweep", head, cells)


def _counted(row: Mapping[str, Any]) -> list[str]:
    return [plain(row[k]) for k in ("share", "low", "high", "runs")]


def _by_option(found: Found, lines: list[str]) -> Section:
    """Return the shares under each option of a switch, which has no range to fit a curve over."""
    named = [found["options"][round(row["at"])] for row in found["bins"]]
    cells = [[name, *_counted(row)] for name, row in zip(named, found["bins"], strict=True)]
    rows = [row | {"factor": name} for name, row in zip(named, found["bins"], strict=True)]
    figure = sweeps.intervals(rows, "share", "low", "high")
    sure = all(row["low"] is not None for row in rows)
    chart = Chart("flip", "Option by option", "share", " ".join(lines), figure, 60 + 40 * len(rows))
    return Section(_title(found), lines, [chart] if sure else [], [_table(found, cells)])


def _passing(name: str, one: Mapping[str, Any]) -> str:
    """Say where the curve passes one half, and how sure that is."""
    unsure = (
        "" if one["seen"] >= SURE else " In the others it does not pass: that it does is unsure."
    )
    return (
        f"It passes one half at {name} = {one['at']:.3g} (90 %: {one['low']:.3g} to "
        f"{one['high']:.3g}; in {100 * one['seen']:.0f} % of resamples).{unsure}"
    )


def _no_flip(found: Found, name: str) -> str:
    """Say how far from one half a curve stays that does not pass it, and how sure that is."""
    ends = f"from {100 * found['share'][0]:.0f} to {100 * found['share'][-1]:.0f} % along {name}"
    rows = zip(found["grid"][0], found["low"], found["high"], strict=True)
    unsure = [x for x, low, high in rows if low <= 0.5 <= high]
    if not unsure:
        return f"It never passes one half in this range, and nor does its 90 % band: {ends}."
    return (
        f"The curve stays on one side of one half, {ends}, but its 90 % band covers one half between"
        f" {unsure[0]:.3g} and {unsure[-1]:.3g}: there it cannot be told from one half."
    )
