"""``docs/validation.md``: every target, score, baseline and failed pattern, written by the code.

``python -m sahelsim.present.validation_page docs/validation.md`` runs both hindcasts anew.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sahelsim.experiment.hindcast import ORIGINS, hindcast
from sahelsim.experiment.patterns import patterns
from sahelsim.present.report.page import Table
from sahelsim.present.validation import event_table, score_table, skill_table, verdict
from sahelsim.scenario import factors, load_scenario
from sahelsim.world.posterior import fitted

HEAD = """\
# Validation

Written by `make validation`. A what-if, not a forecast: these pages count deaths, and each was a
person. **No number was fitted to data after October 2021** (`sahelsim calibrate`; a test watches
which rows it reads). History after 2022 is kept back: whoever holds it can score the model with
`sahelsim hindcast --until YYYY-MM --truth FILE.csv`.

With a table of deaths by region (its terms forbid shipping it; `sahelsim calibrate --regions`) the
shares of Gao, Ségou and Tombouctou fit, and Mopti's comes out less than half of the record's: the
model spreads the war of the centre too widely.
"""
SHIPPED = "src/sahelsim/present/report/static/validation.json"
LATER = "2022"


def text(runs: int, seed: int) -> tuple[str, list[str]]:
    """Return the page, and the short findings that reports carry."""
    parts, findings = [HEAD], []
    for origin in sorted(ORIGINS, reverse=True):
        report = hindcast(origin, runs=runs, seed=seed).report()
        lines = verdict(report)
        if origin == "2021-11":
            findings = lines
        parts.append(f"## Hindcast from {origin}: {report['months']} months, {runs} runs\n")
        parts += [f"* {line}" for line in lines]
        for table in (score_table(report), skill_table(report), event_table(report)):
            parts.append("\n" + markdown(table))
    parts += ["\n## Patterns\n", markdown(_patterns(runs, seed))]
    for name in ("2021-10", "2017-12"):
        parts += [f"\n## What was fitted to {name}\n", *_fitted(name)]
    parts += ["\n## Numbers set by hand with later events in mind\n", *_later()]
    return "\n".join(parts) + "\n", findings


def markdown(table: Table) -> str:
    """Return a table in Markdown under its title."""
    lines = [f"**{table.title}**", "", "| " + " | ".join(table.head) + " |"]
    lines.append("|" + "---|" * len(table.head))
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in table.rows]) + "\n"


def _patterns(runs: int, seed: int) -> Table:
    rows = [
        [p.label, f"{p.value:.2f}", p.expected, "yes" if p.holds else "NO"]
        for p in patterns(runs=runs, seed=seed)
    ]
    return Table("Patterns of the literature", ["Pattern", "Value", "Expected", "Holds"], rows)


def _fitted(name: str) -> list[str]:
    found = []
    for kind, columns in (
        (
            "targets",
            ("label", "value", "posterior_q05", "posterior_median", "posterior_q95", "inside"),
        ),
        ("numbers", ("name", "prior_low", "prior_high", "q05", "median", "q95", "constrained")),
    ):
        rows = list(csv.DictReader(fitted(kind, name).splitlines()))
        head = [c.replace("_", " ") for c in columns]
        found.append(
            markdown(Table(kind.capitalize(), head, [[_cell(r[c]) for c in columns] for r in rows]))
        )
    return found


def _cell(text: str) -> str:
    try:
        return f"{float(text):.3g}"
    except ValueError:
        return text


def _later() -> list[str]:
    """List numbers whose reason names a later year: they were not fitted, but not blind either."""
    lines = ["They describe the deal itself or its start; a reader should discount for them.", ""]
    return lines + [
        f"* `{f.name}`: {f.why}" for f in factors(load_scenario("baseline")) if LATER in f.why
    ]


def main(words: Sequence[str]) -> int:
    """Write the page, and the findings that every report shows."""
    page, findings = text(runs=400, seed=1)
    Path(words[0]).write_text(page, encoding="utf-8")
    Path(SHIPPED).write_text(json.dumps(findings, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
