"""Charts of ensembles in the reader's language: figure, sentence and table, always together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.indicators import INDICATORS, one_number, stability
from sahelsim.figures import class_shares, control_map, fan_chart
from sahelsim.figures.palette import PARTIES, party_colour
from sahelsim.geography.mali import load_geography
from sahelsim.geography.outlines import outlines
from sahelsim.scenario import Scenario
from sahelsim.study.result import Result
from sahelsim.texts.sentences import (
    class_sentence,
    ends_sentence,
    fan_sentence,
    told_when,
    when_first,
)
from sahelsim.texts.translator import Translator

Rows = Sequence[Sequence[str]]
PERCENT = "$.0%"  # with what the page's locale gives as currency: a percent sign and its space
CIVILIANS = "one_sided_deaths"
SIDES = ("state", "jihadist", "militia", "cma")  # who kills civilians, each an indicator


@dataclass(frozen=True)
class Drawn:
    """A chart with what it says in words and in numbers; the first row is the table's head."""

    figure: Mapping[str, Any]
    sentence: str
    rows: Rows


def finished(words: Translator, figure: dict[str, Any], sentence: str, rows: Rows) -> Drawn:
    """Return a chart; what Plotly writes on axes and at the pointer is set as the language sets it."""
    if words.lang == "fr":
        for axis in ("xaxis", "yaxis"):
            if figure["layout"][axis].get("tickformat") == ".0%":
                figure["layout"][axis]["tickformat"] = PERCENT
        for trace in figure["data"]:
            if "hovertemplate" in trace:
                told = trace["hovertemplate"].replace(": %{", f"{words.colon}%{{")
                trace["hovertemplate"] = told.replace(":.0%}", f":{PERCENT}}}")
    return Drawn(figure, sentence, rows)


def weighted(result: Result, weights: Mapping[str, float]) -> Result:
    """Return the result with the reader's own weights in its stability index."""
    if not weights or sum(weights.values()) <= 0:
        return result
    series = {**result.series, "stability": stability(result.series, weights)}
    return dataclasses.replace(result, series=series)


def fan(
    words: Translator,
    results: Sequence[Result],
    labels: Sequence[str],
    name: str,
    horizon: Scenario,
    ghost: Result | None = None,
) -> Drawn:
    """Draw one indicator's fan; the time axis spans the whole story while the band still grows.

    A ghost is the median of what the reader started from: a dotted line, without a band.
    """
    named = [dataclasses.replace(r, label=s) for r, s in zip(results, labels, strict=True)]
    figure = fan_chart.figure(named, name)
    figure["layout"]["xaxis"]["range"] = _span(horizon)
    if len(named) == 1:
        figure["layout"]["annotations"] = []
        figure["layout"]["margin"]["r"] = 16
    so_far = _so_far(results)
    said = fan_sentence(words, results, labels, name, so_far)  # these keep their summary
    if ghost is not None:
        dates, q = fan_chart.monthly(ghost, name)
        figure["data"].append(fan_chart.ghost(dates, q[2], words("dashboard.preset")))
        median = words.number(ghost.summary[name]["median"], INDICATORS[name].unit)
        said += " " + words("dashboard.preset_said", median=median)
    return finished(words, figure, said, _fan_rows(words, named, labels, name))


def sides(words: Translator, result: Result, horizon: Scenario) -> Drawn:
    """Draw who killed civilians: for each side the median, and half of the runs around it."""
    labels, killed = (
        [words(f"dashboard.side.{side}") for side in SIDES],
        result.series["total_deaths"],
    )
    parts = [
        dataclasses.replace(
            result,
            label=label,
            series={CIVILIANS: result.series[f"one_sided_{side}"], "total_deaths": killed},
        )
        for side, label in zip(SIDES, labels, strict=True)
    ]
    figure = fan_chart.figure(parts, CIVILIANS)
    # four pale bands on one another would hide the lines; names stand above, for a phone's sake
    figure["data"] = [
        trace | {"showlegend": "name" in trace} for k, trace in enumerate(figure["data"]) if k % 3
    ]
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "itemclick": False}
    figure["layout"] |= {"annotations": [], "showlegend": True, "legend": legend}
    figure["layout"]["margin"] |= {"r": 16, "t": 36}
    figure["layout"]["xaxis"]["range"] = _span(horizon)
    rows = [result.summary[f"one_sided_{side}"] for side in SIDES]
    said = ends_sentence(words, rows, labels, CIVILIANS, _so_far([result]))
    table = _fan_rows(words, parts, labels, CIVILIANS)
    return finished(words, figure, f"{said} {words('dashboard.sides_note')}", table)


def _span(horizon: Scenario) -> list[str]:
    return [horizon.start.isoformat(), horizon.end.isoformat()]


def _day(words: Translator, day: str) -> str:
    return words.date(date.fromisoformat(day))


def _so_far(results: Sequence[Result]) -> date | None:
    """Return the day up to which all have lived while some still grow."""
    grow = [r.dates[-1] for r in results if r.weeks < r.scenario.get("weeks", r.weeks)]
    return min(grow, default=None)


def two_runs(
    words: Translator,
    pair: tuple[Result, Result],
    labels: tuple[str, str],
    name: str,
    story: Scenario,
) -> Drawn:
    """Draw one run lived twice: two lines without bands, and where each ends, class included."""
    named = [dataclasses.replace(r, label=s) for r, s in zip(pair, labels, strict=True)]
    figure = fan_chart.figure(named, name)
    figure["data"] = [trace for trace in figure["data"] if "fill" not in trace]
    figure["layout"]["xaxis"]["range"] = _span(story)
    unit, rows = INDICATORS[name].unit, [[words("dashboard.date"), *labels]]
    ends = [
        f"{label} {words.number(r.summary[name]['median'], unit)} ({words.outcome_in_short(str(r.classes[0]))})"
        for r, label in zip(pair, labels, strict=True)
    ]
    drawn = [fan_chart.monthly(r, name) for r in pair]
    for k in range(0, len(drawn[0][0]), 3):
        rows.append(
            [_day(words, drawn[0][0][k]), *(words.number(float(q[2][k]), unit) for _, q in drawn)]
        )
    said = f"{when_first(words, name)}{words.colon}{words.listed(ends)}."
    return finished(words, figure, said, rows)


def _fan_rows(
    words: Translator, results: Sequence[Result], labels: Sequence[str], name: str
) -> Rows:
    unit = INDICATORS[name].unit
    told = f"{words.colon}{words('dashboard.median')} ({words('dashboard.band')})"
    rows = [[words("dashboard.date"), *(f"{label}{told}" for label in labels)]]

    def cell(bands: Any) -> str:
        if bands is None:
            return "–"
        middle, low, high = (words.number(float(bands[j]), unit) for j in (2, 0, 4))
        return f"{middle} ({low} – {high})"

    for day, bands in fan_chart.and_last(fan_chart.by_date(results, name), 3):
        rows.append([_day(words, day), *map(cell, bands)])
    if INDICATORS[name].summary != "end":
        when = when_first(words, name, _so_far(results))
        rows.append([when, *map(cell, fan_chart.over_all(results, name))])
    return rows


def shares(words: Translator, results: Sequence[Result], labels: Sequence[str]) -> Drawn:
    """Draw the outcome classes of ensembles with their intervals."""
    named = [dataclasses.replace(r, label=s) for r, s in zip(results, labels, strict=True)]
    return class_shares_of(words, named, labels)


def class_shares_of(words: Translator, named: Sequence[Any], labels: Sequence[str]) -> Drawn:
    """Draw whatever has ``shares`` by class, ``label``, ``name`` and ``runs``."""
    figure = class_shares.figure(named)
    for trace in figure["data"]:
        trace["y"] = [words.outcome_in_short(name) for name in reversed(CLASSES)]
    rows = [
        [
            words("dashboard.outcome"),
            *(f"{s}{words.colon}{words('dashboard.share')}" for s in labels),
        ]
    ]
    for name in CLASSES:
        cells = [
            [words.percent(r.shares[name][k]) for k in ("share", "low", "high")] for r in named
        ]
        rows.append([words.outcome(name), *(f"{s} ({low} – {high})" for s, low, high in cells)])
    return finished(words, figure, class_sentence(words, named, labels), rows)


def blank_map() -> dict[str, Any]:
    """Return the map before anything is known: 50 outlines in the colour of nobody."""
    fill = [party_colour("nobody")] * len(outlines())
    found = control_map.frame(fill, list(load_geography().place_names))
    del found["layout"]["height"]  # the page's style knows how much room there is; a phone has less
    found["layout"]["margin"] |= {"l": 6, "r": 6}
    return found


def map_words(words: Translator) -> dict[str, Any]:
    """Return what the page's script needs to colour the map and to say what a cercle is."""
    geography = load_geography()
    return {
        "colours": [party_colour(c) for c in PARTIES],
        "labels": [words.holder(c) for c in PARTIES],
        "letters": [words.letter(c) for c in PARTIES],
        "places": list(geography.place_names),
        "said": words("dashboard.map_said"),
        "as_of": words("dashboard.map_as_of"),
        "order": [geography.place_ids.index(place) for place in outlines()],
    }


def map_sentence(words: Translator, result: Result) -> str:
    """Say how many cercles each party holds at the start and by now."""
    drawn, parts = control_map.fills(result), []
    for month in (0, -1):
        pairs = zip(drawn["holder"][month], drawn["share"][month], strict=True)
        held = [h for h, s in pairs if s >= 100 * control_map.HOLDS]
        count = {name: held.count(k) for k, name in enumerate(result.controllers)}
        told = ", ".join(f"{words.holder(w)} {n}" for w, n in count.items() if n)
        parts.append(f"{drawn['dates'][month]}{words.colon}{told}")
    return words("sentence.cercles_held", held=words.listed(parts))


def map_rows(words: Translator, result: Result) -> Rows:
    """Return every cercle's strongest holder at start, middle and now."""
    drawn = control_map.fills(result)
    months = sorted({0, len(drawn["dates"]) // 2, len(drawn["dates"]) - 1})
    rows = [[words("dashboard.cercle"), *(drawn["dates"][m] for m in months)]]
    for k, place in enumerate(result.place_names):
        cells = [(result.controllers[drawn["holder"][m][k]], drawn["share"][m][k]) for m in months]
        rows.append(
            [place, *(f"{words.holder(who)} {words.percent(share / 100)}" for who, share in cells)]
        )
    return rows


def difference(
    words: Translator,
    pair: tuple[Result, Result],
    labels: tuple[str, str],
    name: str,
    story: Scenario,
) -> Drawn:
    """Draw the second ensemble less the first, run by run."""
    first, second = pair
    n, weeks = min(first.runs, second.runs), min(first.weeks, second.weeks) + 1
    gap = second.series[name][:n, :weeks] - first.series[name][:n, :weeks]
    label = f"{labels[1]} − {labels[0]}"
    apart = dataclasses.replace(first, runs=n, label=label, series={name: gap, "total_deaths": gap})
    figure = fan_chart.figure([apart], name)
    figure["layout"] |= {"annotations": []}
    figure["layout"]["margin"]["r"] = 16
    figure["layout"]["yaxis"] |= {"zeroline": True, "zerolinecolor": "#7a7f87", "zerolinewidth": 2}
    figure["layout"]["xaxis"]["range"] = _span(story)
    whole = one_number(name, gap)
    low, mid, high = (words.gap(q, name) for q in np.quantile(whole, [0.05, 0.5, 0.95]))
    said = words(
        "dashboard.difference_sentence",
        a=labels[0],
        b=labels[1],
        low=low,
        median=mid,
        high=high,
        share=words.percent(float(np.mean(whole > 0))),
        when=told_when(words, name),
    )
    return finished(words, figure, said, _fan_rows(words, [apart], [label], name))
