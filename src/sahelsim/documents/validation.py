"""``docs/validation.md``: three sentences first, then every score, rival and failed pattern.

``python -m sahelsim.documents.validation docs/validation.md`` tells the kept scores from every
origin (``python -m sahelsim.documents.hindcasts NAME`` makes them) and runs the last origin anew.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis.curve import Curve
from sahelsim.documents.hindcasts import kept
from sahelsim.figures.svg import intervals, plot
from sahelsim.geography.posterior import fitted, posterior_names
from sahelsim.report.page import Table
from sahelsim.report.validation.fit import TARGETS_SAID, plain_target
from sahelsim.report.validation.misses import missed
from sahelsim.report.validation.page import (
    LOST,
    event_table,
    score_table,
    share_table,
    skill_table,
    verdict_without,
)
from sahelsim.report.validation.page import findings as said
from sahelsim.report.validation.pooled import summary, tables
from sahelsim.scenario import factors, load_scenario
from sahelsim.study.hindcast import Hindcast, hindcast
from sahelsim.study.patterns import Pattern, patterns

HEAD = """\
# Validation

Written by `make validation`. A what-if, not a forecast: these pages count deaths, and each was a
person.
"""
RULES = """
**No number was fitted to data after October 2021** (`sahelsim calibrate`; a test watches which rows
it reads). History after 2022 is kept back: whoever holds it can score the model with
`sahelsim hindcast --until YYYY-MM --truth FILE.csv`, which tells scores and coverage and no month of
it.

**Rivals are fixed beforehand**, know only what came before an origin, and no seed touches them. The
verdict is against their mean; the best of them is picked in hindsight and shown beside it. An
interval that holds 0 tells neither way. *What the true model would get* is the skill if one of the
model's own runs were the record: where even that may fall below 0, these months cannot tell.

**What is known in hindsight.** Control at the origins before November 2021 is judgement, set later
on indicators published before each date, spread to cercles by the places with deadly events in the
three years before, and varied in its range from run to run. Beside it stands the start with the
control of November 2021, as scored before. People, identities, incentives and the numbers of the
mechanisms are November 2021's at every origin. Ratios of other wars' levels come from data to
October 2021. `history` is forced to the decisions that were taken: it is conditional on them and
stands outside the verdict.

Two choices were made after their author had seen scores of 2022, though their reasons are older:
clash rates were centred on the record of November 2020 to October 2021 anew, and the regional trend
was made as likely to grow as to shrink by the same factor (of nine yearly changes up to 2021 six
went up). What came after December 2022 is the only test that nobody here has looked at.

The posteriors to 2017-12 and 2021-10 were fitted to version 1 of the country-months, which left out
events that cross a month's end, and to regional counts that may not be passed on; those to 2018-12
and 2019-12 to version 2 and UCDP's regions. All are fitted anew when the model changes. Types of
deaths by month are shipped from 2018 on: before, simple forecasts split totals as the year's deaths
were.
"""
SHIPPED = "src/sahelsim/report/static/validation.json"
LATER = re.compile(r"202[2-9]|2021-1[12]|2021-2[2-9]")
FIGURES = "figures"
RUNS = 200
YES_NO = {"True": "yes", "False": "no"}
HEADS = {
    "label": "Target",
    "value": "Record",
    "inside": "Inside",
    "q05": "5 in 100 below",
    "q95": "5 in 100 above",
    "posterior_q05": "5 in 100 below",
    "posterior_median": "Median",
    "posterior_q95": "5 in 100 above",
}


def text(runs: int, seed: int, folder: Path) -> tuple[str, list[str]]:
    """Return the page, and the short findings that reports carry; write figures into a folder."""
    scored = kept()
    findings = summary(list(scored.values())[-1])
    parts = [HEAD, "## In three sentences\n", *(f"* {line}" for line in findings), RULES]
    for name, report in scored.items():
        parts += _pooled(name, report)
    months, failed = _months(runs, seed, folder)
    parts += months
    checks = patterns(runs=runs // 2, seed=seed)
    failed += [
        f"Pattern missed: {p.label}: {p.value:.2f}, {p.expected}." for p in checks if not p.holds
    ]
    parts += ["\n## Patterns\n", markdown(_patterns(checks))]
    parts += [
        _figure(f"pattern-{p.name}", plot(_title(p), p.axes, p.curves), folder) for p in checks
    ]
    for name in sorted(posterior_names(), reverse=True):
        failed += _missed(name)
        parts += [f"\n## What was fitted to {name}\n", *_fitted(name)]
        parts.append(_figure(f"targets-{name}", _targets(name), folder))
    parts += ["\n## What else it misses\n", *(f"* {line}" for line in failed)]
    parts += ["\n## Numbers set by hand with later events in mind\n", *_later()]
    return "\n".join(parts) + "\n", findings


def _pooled(name: str, report: dict[str, Any]) -> list[str]:
    """Return the kept scores of one model from every origin."""
    head = (
        f"\n## The {name} model from {len(report['months'])} origins\n\n"
        f"{report['runs'] * len(report['seeds'])} runs a variant and origin "
        f"({', '.join(report['months'])}); model `{report['model']}`.\n"
    )
    said = [f"* {line}" for line in summary(report)]
    return [head, *said, "", *(markdown(table) for table in tables(report))]


def _months(runs: int, seed: int, folder: Path) -> tuple[list[str], list[str]]:
    """Return the last origin month by month, and what it holds against the model."""
    found = hindcast(runs=runs, seed=seed)
    report = found.report()
    parts = [f"\n## Month by month from {found.origin}: {report['months']} months, {runs} runs\n"]
    parts += [f"* {line}" for line in (*said(report), *verdict_without(report))]
    parts += [_figure(f"months-{found.origin}-{n}", s, folder) for n, s in bands(found).items()]
    shown = (score_table, skill_table, event_table, share_table)
    parts += ["\n" + markdown(table(report)) for table in shown]
    lost = [line for line in said(report) if line.startswith(LOST)]
    return parts, [f"From {found.origin}: {line}" for line in (*lost, *missed(report))]


def _missed(name: str) -> list[str]:
    rows = [plain_target(r) for r in csv.DictReader(fitted("targets", name).splitlines())]
    return [
        f"Fitted to {name}, and missed: {r['label']} (record {r['value'] or 'not shipped'}, "
        f"posterior {r['posterior_q05']} to {r['posterior_q95']}"
        f"{'; deaths a month' if r['unit'] == 'deaths a month' else ''})."
        for r in rows
        if r["inside"] == "NO"
    ]


def _figure(name: str, drawn: str, folder: Path) -> str:
    """Write a figure beside the page and return the line that shows it."""
    (folder / FIGURES).mkdir(exist_ok=True)
    path = f"{FIGURES}/validation-{name}.svg"
    (folder / path).write_text(drawn, encoding="utf-8", newline="\n")
    return f"![{name.replace('-', ' ')}]({path})"


def bands(found: Hindcast) -> dict[str, str]:
    """Return a figure a variant: the record in the ensemble's 90 % band, month by month."""
    x = np.arange(1.0, len(found.months) + 1.0)
    drawn = {}
    for name, sample in found.samples.items():
        low, middle, high = np.quantile(sample["total"], [0.05, 0.5, 0.95], axis=0)
        curves = [
            Curve("", x, low),
            Curve("", x, high),
            Curve("median", x, middle),
            Curve("record", x, found.truth["total"], dots=True),
        ]
        axes = (f"months from {found.origin}", "deaths a month")
        drawn[name] = plot(f"{name}: record and 90 % band", axes, curves, bands=1)
    return drawn


def _targets(name: str) -> str:
    """Return the figure of prior, posterior and record of every target."""
    rows = list(csv.DictReader(fitted("targets", name).splitlines()))

    def scaled(row: Mapping[str, str], which: str) -> Any:
        tail = ("q05", "median", "q95")
        at = np.array([float(row[f"{which}_{q}"]) for q in tail])
        return (at - float(row["value"])) / float(row["tolerance"])

    shown = [row for row in rows if row["value"]]
    groups = [[scaled(row, which) for row in shown] for which in ("prior", "posterior")]
    title = f"Targets to {name}: before the fit (grey) and after it (blue), fresh seeds"
    axis = "distance from the record, in tolerances; 0 is the record"
    return intervals(title, axis, [row["label"] for row in shown], groups)


def markdown(table: Table) -> str:
    """Return a table in Markdown under its title."""
    lines = [f"**{table.title}**", "", "| " + " | ".join(table.head) + " |"]
    lines.append("|" + "---|" * len(table.head))
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in table.rows]) + "\n"


def _title(pattern: Pattern) -> str:
    return pattern.name.replace("_", " ").capitalize()


def _patterns(checks: Sequence[Pattern]) -> Table:
    rows = [[p.label, f"{p.value:.2f}", p.expected, "yes" if p.holds else "NO"] for p in checks]
    return Table("Patterns of the literature", ["Pattern", "Value", "Expected", "Holds"], rows)


def _fitted(name: str) -> list[str]:
    found = [TARGETS_SAID, ""]
    targets = (
        "label",
        "unit",
        "value",
        "posterior_q05",
        "posterior_median",
        "posterior_q95",
        "inside",
    )
    numbers = ("name", "prior_low", "prior_high", "q05", "median", "q95", "constrained")
    for kind, keys in (("targets", targets), ("numbers", numbers)):
        rows = [dict(r) for r in csv.DictReader(fitted(kind, name).splitlines())]
        if kind == "targets":
            cells = [[plain_target(r)[k] for k in keys] for r in rows]
        else:
            cells = [[YES_NO.get(r[k]) or _cell(r[k]) for k in keys] for r in rows]
        head = [HEADS.get(k, k.replace("_", " ").capitalize()) for k in keys]
        found.append(markdown(Table(kind.capitalize(), head, cells)))
    return found


def _cell(text: str) -> str:
    try:
        return f"{float(text):.3g}"
    except ValueError:
        return text


def _later() -> list[str]:
    """List numbers whose reason names a later time: they were not fitted, but not blind either."""
    named = [f for f in factors(load_scenario("baseline")) if LATER.search(f.why)]
    if not named:
        return ["None: every reason rests on what was known by October 2021, or is an assumption."]
    return ["A reader should discount for them.", "", *(f"* `{f.name}`: {f.why}" for f in named)]


def main(words: Sequence[str]) -> int:
    """Write the page with its figures, and the findings that every report shows."""
    target = Path(words[0])
    page, findings = text(RUNS, 1, target.parent)
    target.write_text(page, encoding="utf-8")
    Path(SHIPPED).write_text(json.dumps(findings, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
