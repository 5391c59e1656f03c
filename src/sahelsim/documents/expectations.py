"""Estimating what actors expect, and the page that shows it beside what comes of it.

``python -m sahelsim.documents.expectations make 2021-11`` estimates an origin's sizes anew (offline,
some half an hour), ``... page docs/expectations.md`` writes the page from the shipped tables.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelsim.geography.origins import LANDED
from sahelsim.geography.posterior import posterior_names
from sahelsim.model.payoffs import INTRINSIC, kind_of
from sahelsim.model.sizes import OTHERWISE, TABLES, expected
from sahelsim.scenario import load_scenario
from sahelsim.scenario.origins import ORIGINS, at_origin
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.expectations import table
from sahelsim.study.expectations.check import calibration, effects, shares
from sahelsim.study.expectations.estimate import (
    RUNS,
    STATES,
    Estimate,
    estimate,
    mean_expected,
    nothing,
)
from sahelsim.study.expectations.yardstick import yardsticks

SEED, FRESH, STICKS = 11, 12, 1
YARD_RUNS = 60
CHECKS = TABLES / "checks"
Row = Mapping[str, Any]


def baseline_at(origin: str, uncertainty: str = "") -> Scenario:
    """Return the baseline at an origin, with the posterior that knew nothing later."""
    moved = at_origin(load_scenario("baseline"), origin)
    before = [name for name in posterior_names() if name < origin]
    chosen = uncertainty or (moved.uncertainty if origin == LANDED else max(before, default="none"))
    return dataclasses.replace(moved, uncertainty=chosen)


def make(origin: str, uncertainty: str = "", runs: int = RUNS, states: int = STATES) -> None:
    """Estimate an origin's table from two starting points, check it on fresh seeds, keep it."""
    scenario = baseline_at(origin, uncertainty)
    sticks = yardsticks(scenario, seed=STICKS, runs=YARD_RUNS)

    def tell(text: str) -> None:
        sys.stderr.write(f"{origin}: {text}\n")

    first, second = (
        estimate(scenario, sticks, seed=SEED, start=start, runs=runs, states=states, tell=tell)
        for start in ({}, nothing())
    )
    laws = calibration(scenario, sticks, first.sizes, seed=FRESH, runs=runs)
    keep(origin, scenario, sticks, first, second, laws)


def keep(
    origin: str,
    scenario: Scenario,
    sticks: Mapping[tuple[str, str], float],
    first: Estimate,
    second: Estimate,
    laws: Sequence[Row],
) -> None:
    """Write the table of sizes, its card, the effects and law LL4."""
    said = {
        "title": f"What actors expect, from the model at {origin}",
        "model": table.model_hash(),
        "origin": origin,
        "posterior": scenario.uncertainty,
        "source": f"make expectations ORIGIN={origin}",
        "states": max(int(row["states"]) for row in first.rows),
        "moves": [round(move, 4) for move in first.moves],
        "settled": first.settled,
        "moves_from_nothing": [round(move, 4) for move in second.moves],
        "settled_from_nothing": second.settled,
        "apart": round(apart(scenario, first, second), 4),
        "written": sorted(set(first.few)),
        "swings": {f"{role} {k}": round(stick, 3) for (role, k), stick in sorted(sticks.items())},
    }
    table.write(origin, first.rows, said)
    CHECKS.mkdir(exist_ok=True)
    rows = effects(scenario, first.forked, sticks, first.sizes)
    (CHECKS / f"effects_{origin}.csv").write_text(as_csv(rows), encoding="utf-8")
    (CHECKS / f"laws_{origin}.csv").write_text(as_csv(laws), encoding="utf-8")


def apart(scenario: Scenario, first: Estimate, second: Estimate) -> float:
    """Return how far mean expectations from the two starting points lie apart (swings, rms)."""
    gaps = []
    for (name, actor), sample in first.forked.samples.items():
        card = scenario.cards[actor]
        key = (name.partition(".")[0], kind_of(card))
        if key in first.sizes and key in second.sizes:
            one, other = (expected(found.sizes, name, card).of for found in (first, second))
            gaps += [
                mean_expected(one, sample, k) - mean_expected(other, sample, k)
                for k in sample.gains
            ]
    return float((sum(gap**2 for gap in gaps) / max(1, len(gaps))) ** 0.5)


def as_csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV, numbers to four digits."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {k: f"{v:.4g}" if isinstance(v, float) else v for k, v in r.items()} for r in rows
    )
    return text.getvalue()


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a kept check."""
    text = (CHECKS / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def page(origin: str = LANDED) -> str:
    """Return the page: how sizes are made, what contradicted, law LL4, every action's effects."""
    said, found, laws = table.card(origin), read(f"effects_{origin}"), read(f"laws_{origin}")
    cards = load_scenario("baseline").cards
    wrong = [row for row in found if row["finding"] == "wrong sign"]
    empty = [
        f"{row['action']}: {row['incentive']}"
        for row in found
        if row["finding"] == "comes to nothing"
    ]
    counts = shares([dict(row) for row in laws])
    parts = [HEAD.format(otherwise=OTHERWISE, **_told(said)), CONTRADICTED.format(count=len(wrong))]
    parts.append(_table(wrong, EFFECTS))
    parts.append(EMPTY.format(count=len(empty), named="; ".join(empty)))
    parts.append(LAW.format(**{key.replace(" ", "_"): n for key, n in counts.items()}))
    parts.append(_table(laws, LAWS))
    parts.append(TASTES)
    parts += [f"* {role}, {k}: {why}." for (role, k), why in INTRINSIC.items()]
    parts.append("\n## Every action\n")
    for actor in dict.fromkeys(row["actor"] for row in found):
        own = [row for row in found if row["actor"] == actor]
        parts.append(f"### {cards[actor].label}\n\n{_table(own, EFFECTS)}")
    return "\n".join(parts)


def _told(said: Mapping[str, Any]) -> dict[str, Any]:
    settled = "settled" if said["settled"] else "did NOT settle"
    return {
        "model": said["model"],
        "posterior": said["posterior"],
        "states": said["states"],
        "settled": settled,
        "moves": ", ".join(f"{move:g}" for move in said["moves"]),
        "apart": f"{said['apart']:g}",
        "written": ", ".join(f"`{name}`" for name in said["written"]) or "none",
    }


EFFECTS = {
    "actor": "actor",
    "action": "action",
    "incentive": "incentive",
    "written": "written",
    "expected": "expected",
    "realised": "realised",
    "low": "5 %",
    "high": "95 %",
    "states": "forks",
    "finding": "finding",
}
LAWS = {
    "actor": "actor",
    "incentive": "incentive",
    "points": "points",
    "spread": "spread",
    "slope": "slope",
    "r": "r",
    "slope_written": "slope, written",
    "r_written": "r, written",
    "verdict": "verdict",
}


def _table(rows: Iterable[Row], columns: Mapping[str, str]) -> str:
    lines = ["| " + " | ".join(columns.values()) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(_cell(row[key]) for key in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Return a number with two decimals and a true minus sign, words as they are."""
    try:
        value = float(text)
    except ValueError:
        return str(text)
    if math.isnan(value):
        return "–"
    said = text if text.isdigit() else f"{value:.2f}"
    return said.replace("-0.00", "0.00").replace("-", "−")


HEAD = """# What actors expect, and what comes of it

*Written by `make expectations` from the tables in `src/sahelsim/geography/data/expectations`.*

An action's file says *why* its giver takes it: reasons by incentive, as shapes that depend on what the
actor sees. *How large* each reason is, is not assumed: it is estimated from the model. From states
of the baseline every action is forced for half a year, and in another future with the same chance
the first open posture of that decision is held. The difference in the actor's own pay-off
(`model/payoffs.py`), by incentive, is regressed on the shapes: a reason keeps its sign, and what no
reason says is a term of its own, "{otherwise}". Actors then expect these sizes, the baseline is run
anew, and so on, each round half way to the new estimate.

One **swing** is the distance between the worst and the best twentieth of half-years in the baseline
as written, at least a tenth of a measure's scale. Pay-offs are means over the half year.

Model `{model}`, posterior `{posterior}`, {states} states for an action at most. From the written sizes the rounds moved mean expectations by
{moves} swings (root mean square; below 0.02 they stop) and {settled}; from actors who at first
expect nothing they end {apart} swings away. Too seldom open for an estimate, so that their own sizes
count (assumed): {written}.
"""
CONTRADICTED = """
## What contradicted

{count} effects that were written by hand had the wrong sign, beyond the 90 % interval of what the
model does (both of more than 0.02 swings). No misperception is declared: with
`expectations = "estimated"`, the default, actors expect what the model does; with
`"written"` they expect what stands under *written*.
"""
EMPTY = """
Of {count} more, less than a tenth of what was written comes within half a year: {named}.
"""
LAW = """
## Law LL4: calibration

Realised against expected change over actions and states, from fresh seeds and states, each point the
mean of sixteen futures, on the measures' own scale. Asked where what is expected has a spread of
0.02 or more: slope 0.5 to 1.5 and r of 0.3 or more. {pass} pass, {fail} fail, {not_asked} are not
asked. The last columns are those of the written sizes, on the same forks.
"""
TASTES = """
## Tastes

What no variable of the state can show keeps the size that its action wrote:
"""


def main(words: Sequence[str]) -> int:
    """Make tables (``make ORIGIN|all [UNCERTAINTY]``) or write the page (``page FILE``)."""
    if words[0] == "page":
        Path(words[1]).write_text(page(), encoding="utf-8")
        return 0
    wanted = ORIGINS if words[1] == "all" else (words[1],)
    for origin in wanted:
        make(origin, words[2] if words[2:] else "")
    return 0


__all__ = ["baseline_at", "main", "make", "page"]

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
