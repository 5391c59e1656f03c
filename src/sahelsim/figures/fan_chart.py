"""Fan chart: median, half of the runs, nine runs in ten, for one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import numpy as np

from sahelsim.analysis.indicators import INDICATORS, indicator, one_number
from sahelsim.figures.frame import INK, layout, short
from sahelsim.figures.palette import SCENARIO_COLOURS, SCENARIO_DASHES, faded
from sahelsim.texts.numbers import amount

MONTH = 4
LETTERS = 16  # of a scenario's label on a line beside its curve
BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)
WHEN = {"end": "At the end", "total": "Over all weeks", "mean": "Mean of all weeks"}


def monthly(result: Any, name: str) -> tuple[list[str], Any]:
    """Return dates and quantiles (5, months); weekly flows become sums of four weeks."""
    weeks = list(range(0, result.weeks + 1, MONTH))
    if INDICATORS[name].summary == "total":
        weeks = weeks[1 : result.weeks // MONTH + 1]
    dates = [result.dates[w].isoformat() for w in weeks]
    return dates, np.quantile(monthly_runs(result, name), BANDS, axis=0)


def monthly_runs(result: Any, name: str) -> Any:
    """Return every run's value by month, (runs, months), as it is drawn."""
    values = result.series[name]
    if INDICATORS[name].summary != "total":
        return values[:, 0 : result.weeks + 1 : MONTH]
    sums = np.add.reduceat(values[:, 1:], range(0, max(1, result.weeks), MONTH), axis=1)
    return sums[:, : result.weeks // MONTH]


def unit(name: str) -> str:
    """Return the unit as drawn: flows are drawn per four weeks."""
    about = INDICATORS[name]
    return f"{about.unit} in 4 weeks" if about.summary == "total" else about.unit


def figure(results: Sequence[Any], name: str) -> dict[str, Any]:
    """Return the chart of one indicator for one or more ensembles.

    Raises
    ------
    UsageError
        If there is no such indicator; near names are suggested.
    """
    name = indicator(name).name
    data: list[dict[str, Any]] = []
    labels = []
    for k, result in enumerate(results):
        colour, dash = SCENARIO_COLOURS[k], SCENARIO_DASHES[k]
        dates, q = monthly(result, name)
        for low, high, shade in ((0, 4, 0.15), (1, 3, 0.28)):
            data.append(_band(dates, q[low], q[high], faded(colour, shade)))
        data.append(
            {
                "x": dates,
                "y": short(q[2]),
                "mode": "lines",
                "line": {"color": colour, "width": 2.5, "dash": dash},
                "name": result.label,
                "hovertemplate": f"{result.label}: %{{y}}<extra></extra>",
            }
        )
        labels.append((float(q[2][-1]) if len(dates) else 0.0, result.label, colour))
    span = [float(v) for trace in data for v in trace["y"]]
    return {"data": data, "layout": _layout(labels, span, name)}


def ghost(dates: list[str], middle: Any, label: str) -> dict[str, Any]:
    """Return a dotted line to compare with."""
    return {
        "x": dates,
        "y": short(middle),
        "mode": "lines",
        "line": {"color": INK, "width": 2, "dash": "dot"},
        "name": label,
        "hovertemplate": f"{label}: %{{y}}<extra></extra>",
    }


def _band(dates: list[str], low: Any, high: Any, colour: str) -> dict[str, Any]:
    return {
        "x": dates + dates[::-1],
        "y": short(low) + short(high[::-1]),
        "fill": "toself",
        "fillcolor": colour,
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _layout(labels: list[tuple[float, str, str]], span: list[float], name: str) -> dict[str, Any]:
    """Label the lines at their ends, pushed apart so that they never overlap."""
    top, bottom = max(span, default=1.0), min([0.0, *span])
    labels = sorted(labels)
    lines = [wrap(label, LETTERS) or [""] for _, label, _ in labels]
    tall = [(top - bottom or 1.0) * (0.02 + 0.07 * len(text)) for text in lines]
    places = _apart([value for value, _, _ in labels], top, tall)
    notes = [
        {
            "x": 1,
            "xref": "paper",
            "y": place,
            "align": "left",
            "text": f"<b>{'<br>'.join(text)}</b>",
            "font": {"color": colour, "size": 12},
            "showarrow": False,
            "xanchor": "left",
            "xshift": 6,
        }
        for place, text, (_, _, colour) in zip(places, lines, labels, strict=True)
    ]
    widest = max((len(line) for text in lines for line in text), default=8)
    about = INDICATORS[name]
    percent = about.unit.startswith(("share", "probability"))
    return layout(
        height=280,
        annotations=notes,
        margin={"l": 56, "r": 16 + 8 * widest, "t": 8, "b": 36},
        yaxis={"rangemode": "tozero", "tickformat": ".0%" if percent else ",.9~g"},
        hovermode="x unified",
    )


def _apart(values: Sequence[float], top: float, tall: Sequence[float]) -> list[float]:
    """Return rising places for labels so tall, none over the top or another, each near its value."""
    places: list[float] = []
    floor = -np.inf
    for value, own in zip(values, tall, strict=True):
        places.append(max(value, floor + own / 2))
        floor = places[-1] + own / 2
    ceiling = top + max(tall, default=0.0) / 2
    for k in reversed(range(len(places))):
        places[k] = min(places[k], ceiling - tall[k] / 2)
        ceiling = places[k] - tall[k] / 2
    return places


def sentence(results: Sequence[Any], name: str) -> str:
    """Say where each scenario's median ends."""
    parts = []
    for result in results:
        row, about = result.summary[name], INDICATORS[name]
        band = f"{amount(row['q05'], about.unit)} to {amount(row['q95'], about.unit)}"
        parts.append(f"{result.label} {amount(row['median'], about.unit)} (9 in 10: {band})")
    return f"{WHEN[INDICATORS[name].summary]}: {'; '.join(parts)}."


def table(results: Sequence[Any], name: str) -> list[list[str]]:
    """Return the numbers behind the chart: a row per half year, the last date, a sum or mean."""
    rows = [["Date", *[f"{r.label}: median (90 %)" for r in results]]]
    for day, bands in and_last(by_date(results, name), 6):
        rows.append([day, *(_cell(one, name) for one in bands)])
    if (rule := INDICATORS[name].summary) != "end":
        rows.append([WHEN[rule], *(_cell(one, name) for one in over_all(results, name))])
    return rows


def over_all(results: Sequence[Any], name: str) -> list[Any]:
    """Return the quantiles of each result's sum or mean over all its weeks."""
    return [np.quantile(one_number(name, r.series[name]), BANDS) for r in results]


def and_last(rows: Sequence[Any], every: int) -> list[Any]:
    """Return every so many rows, and the last."""
    left = (len(rows) - 1) % every
    return [*rows[::every], *(rows[-1:] if left else [])]


def by_date(results: Sequence[Any], name: str) -> list[tuple[str, list[Any]]]:
    """Return each date's quantiles by result; None where a scenario has not begun or has ended."""
    drawn = [dict(zip(dates, q.T, strict=True)) for dates, q in (monthly(r, name) for r in results)]
    days = sorted({day for lived in drawn for day in lived})
    return [(day, [lived.get(day) for lived in drawn]) for day in days]


def _cell(bands: Any, name: str) -> str:
    """Return one date's numbers, or a dash."""
    if bands is None:
        return "–"
    low, middle, high = (amount(float(bands[k]), INDICATORS[name].unit) for k in (0, 2, 4))
    return f"{middle} ({low} to {high})"
