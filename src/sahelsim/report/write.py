"""Writing the report: figures, sentences and tables into one self-contained page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelsim.analysis.indicators import GROUPS, INDICATORS, STABILITY_WEIGHTS
from sahelsim.figures import choices, class_shares, control_map, fan_chart, opinion, paired
from sahelsim.figures.palette import PARTIES, party_colour
from sahelsim.geography.outlines import centres, outlines
from sahelsim.report import expected
from sahelsim.report.article import article
from sahelsim.report.assumed import told
from sahelsim.report.page import in_script, packed, scripts, static, template
from sahelsim.report.story import (
    bound,
    calendars,
    flagged,
    headline,
    ledger_tables,
    shares_draws,
    span,
    tiles,
    told_run,
)
from sahelsim.texts.translator import translator

_english = translator("en")
FIRST = (
    "stability",
    "total_deaths",
    "state_control_share",
    "accord_health",
    "coup_hazard",
    "displaced",
)


class Page:
    """Collects figures by name while the template asks for them."""

    def __init__(self) -> None:
        self.figures: dict[str, Any] = {}

    def add(self, name: str, figure: dict[str, Any]) -> str:
        """Keep a figure and return its name."""
        self.figures[name] = figure
        return name


def write_report(
    results: Sequence[Any],
    differences: Mapping[str, Any],
    path: Path,
    *,
    command: str,
    version: str,
) -> Path:
    """Write the report of one to four ensembles; the same input gives the same bytes.

    Parameters
    ----------
    results : sequence of Result
        Ensembles under common seeds.
    differences : mapping
        Pair name to ``contrast`` of later results from the first.
    path : Path
        The HTML file.
    command, version : str
        How to run it again, and with which version.
    """
    page = Page()
    blocks = _blocks(page, results, differences)
    text = template("report.html").render(
        results=results,
        one=results[0],
        blocks=blocks,
        **_words(results),
        validation=json.loads(static("validation.json")),
        command=command,
        version=version,
        data=_data(page, results),
        plotly=packed("plotly-basic.min.js.gz"),
        style=static("report.css"),
        watch=static("watch.js"),
        script=scripts("report.js"),
    )
    path.write_text(text, encoding="utf-8")
    return path


def _blocks(page: Page, results: Sequence[Any], differences: Mapping[str, Any]) -> dict[str, Any]:
    """Return every figure of the page with its sentence and table."""
    shares = class_shares.sentence(results), class_shares.table(results)
    return {
        "shares": _block(page, "shares", class_shares.figure(results), *shares),
        "first": [_fan(page, results, name) for name in FIRST],
        "groups": _groups(page, results),
        "maps": [_map(r, k) for k, r in enumerate(results)],
        "opinion": [_opinion(page, results, topic) for topic in opinion.TOPICS],
        "paired": [
            _paired(page, _pair(pair, results), rows, k, shares_draws(results))
            for k, (pair, rows) in enumerate(differences.items())
        ],
        "choices": [_choices(page, r, k) for k, r in enumerate(results)],
    }


def _words(results: Sequence[Any]) -> dict[str, Any]:
    """Return everything that the page says outside its figures."""
    return {
        "headline": headline(results),
        "flagged": flagged(results),
        "article": article(results),
        "assumed": told(results),
        "tiles": tiles(results),
        "typical_runs": [told_run(r) for r in results],
        "ledger": [(r.label, ledger_tables(r)) for r in results],
        "assumptions": _assumptions(results),
        "expected": expected.told(results),
        "span": span(results),
        "shares_draws": shares_draws(results),
        "calendars": calendars(results),
        "bound": bound(results),
        "weights": STABILITY_WEIGHTS,
        "controllers": [
            (_english.letter(who), _english.holder(who), party_colour(who)) for who in PARTIES
        ],
    }


def _shared_axes(figures: dict[str, Any]) -> list[list[Any]]:
    """Replace long x axes, which most charts share, by their number in one list."""
    axes: list[list[Any]] = []
    for figure in figures.values():
        for trace in figure["data"]:
            x = trace.get("x")
            if isinstance(x, list) and len(x) > 12 and isinstance(x[0], str):
                if x not in axes:
                    axes.append(x)
                trace["x"] = axes.index(x)
    return axes


def _data(page: Page, results: Sequence[Any]) -> str:
    """Return everything the page draws, as JSON that cannot end a script early."""
    axes = _shared_axes(page.figures)
    content = {
        "axes": axes,
        "figures": page.figures,
        "maps": [control_map.fills(r) for r in results],
        "colours": [party_colour(name) for name in results[0].controllers],
        "labels": [_english.holder(name) for name in results[0].controllers],
        "letters": [_english.letter(name) for name in results[0].controllers],
        "places": list(results[0].place_names),
        "order": [results[0].place_ids.index(place) for place in outlines()],
        "outlines": list(outlines().values()),
        "centres": list(centres().values()),
        "components": _components(results),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return in_script(text)


def _components(results: Sequence[Any]) -> dict[str, Any]:
    """Return medians of the stability components by month, for weights moved in the page."""
    import numpy as np

    from sahelsim.analysis.indicators import stability_components

    found: dict[str, Any] = {"weights": dict(STABILITY_WEIGHTS), "scenarios": []}
    for result in results:
        parts = stability_components(result.series)
        weeks = list(range(0, result.weeks + 1, 4))
        lines = {
            name: [float(f"{v:.3g}") for v in np.median(values[:, weeks], axis=0)]
            for name, values in parts.items()
        }
        dates = [result.dates[w].isoformat() for w in weeks]
        found["scenarios"].append({"label": result.label, "dates": dates, "parts": lines})
    return found


def _block(
    page: Page,
    name: str,
    figure: dict[str, Any],
    sentence: str,
    table: list[list[str]],
    title: str = "",
) -> dict[str, Any]:
    return {
        "id": page.add(name, figure),
        "height": int(figure["layout"]["height"]),
        "sentence": sentence,
        "table": table,
        "title": title,
    }


def _fan(page: Page, results: Sequence[Any], name: str) -> dict[str, Any]:
    about = INDICATORS[name]
    block = _block(
        page,
        f"fan-{name}",
        fan_chart.figure(results, name),
        fan_chart.sentence(results, name),
        fan_chart.table(results, name),
        about.label,
    )
    return block | {"definition": about.definition, "unit": fan_chart.unit(name)}


def _groups(page: Page, results: Sequence[Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    found = []
    for number, label in GROUPS.items():
        names = [n for n, i in INDICATORS.items() if i.group == number and n not in FIRST]
        if names:
            found.append((label, [_fan(page, results, name) for name in names]))
    return found


def _map(result: Any, k: int) -> dict[str, Any]:
    """Return a map's place in the page; its polygons are drawn from the shared outlines."""
    return {
        "id": f"map-{k}",
        "title": result.label,
        "sentence": control_map.sentence(result),
        "table": control_map.table(result),
    }


def _opinion(page: Page, results: Sequence[Any], topic: str) -> dict[str, Any]:
    return _block(
        page,
        f"opinion-{topic}",
        opinion.figure(results, topic),
        opinion.sentence(results, topic),
        opinion.table(results, topic),
        f"Approval: {opinion.TOPICS[topic]}",
    )


def _pair(pair: str, results: Sequence[Any]) -> str:
    """Return what was subtracted from what, in the labels that the page uses."""
    first = results[0]
    labels = {f"{r.name} - {first.name}": f"{r.label} minus {first.label}" for r in results[1:]}
    return labels.get(pair, pair)


def _paired(page: Page, pair: str, rows: Mapping[str, Any], k: int, shared: bool) -> dict[str, Any]:
    rows = rows["indicators"]
    said = paired.sentence(pair, rows), paired.table(rows, shared), pair
    return _block(page, f"paired-{k}", paired.figure(rows), *said) | {
        "note": paired.GAIN if shared else ""
    }


def _choices(page: Page, result: Any, k: int) -> dict[str, Any]:
    sentence = choices.sentence(result)
    figure, table = choices.figure(result), choices.table([result])
    return _block(page, f"choices-{k}", figure, sentence, table, result.label)


def _assumptions(results: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the first scenario's numbers, marked where a later scenario differs."""
    others = [{row["name"]: row["value"] for row in r.assumptions} for r in results[1:]]
    rows = []
    for row in results[0].assumptions:
        values = [_short(row["value"]), *[_short(o.get(row["name"], "-")) for o in others]]
        shown = values[0] if len(set(values)) == 1 else " / ".join(values)
        bounds = f"{row['low']:g} to {row['high']:g}"
        source = row["source"] if row["source"] != "assumed" else f"assumed: {row['why']}"
        rows.append(
            {
                "name": row["name"],
                "value": shown,
                "unit": row["unit"],
                "bounds": bounds,
                "source": source,
                "differs": len(set(values)) > 1,
            }
        )
    return sorted(rows, key=lambda r: (not r["differs"],))


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
