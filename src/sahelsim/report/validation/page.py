"""One origin month by month, in plain words: where a simple forecast wins, that comes first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from sahelsim.analysis.rivals import ABOUT
from sahelsim.figures import scoring
from sahelsim.geography import history
from sahelsim.report.page import Chart, Section, Table, plain_page
from sahelsim.report.validation.misses import (
    LAST_YEAR,
    LEAST_MONTHS,
    LEAST_RUNS,
    heaviest,
    leaning,
    turning,
    without,
    yearly_rows,
)
from sahelsim.report.validation.words import (
    PLAIN,
    SHARES,
    VARIANTS,
    columns,
    counted,
    month_name,
    variant_name,
)
from sahelsim.study.hindcast import Hindcast
from sahelsim.study.outcomes import EVENTS
from sahelsim.texts.numbers import signed

KINDS = {"total": "All deaths", "state_based": "State-based", "other": "Non-state and one-sided"}
IMPOSED = "imposed, not scored"
LOST = "A simple forecast was better"
FIRST_LINE = "The model looked ahead from {origin}; months scored: {months}."


def verdict(report: Mapping[str, Any]) -> list[str]:
    """Return the findings in words, losses first; too few runs or months find nothing."""
    thin = too_thin(report)
    if thin:
        return [thin]
    found: dict[str, list[str]] = {"lost": [], "open": [], "won": []}
    for variant, row in report["variants"].items():
        for kind, others in _sorted_out(row["skill"]).items():
            if others:
                found[kind].append(f"with {VARIANTS[variant]}, against {', '.join(others)}")
    words = {
        "lost": LOST,
        "open": "The two cannot be told apart",
        "won": "The model was better",
    }
    return [f"{words[kind]}: {'; '.join(pairs)}." for kind, pairs in found.items() if pairs]


def findings(report: Mapping[str, Any]) -> list[str]:
    """Return the verdict with what it turns on: the heaviest month and the lean."""
    more = [leaning(report)] if "record" not in report else [turning(report), leaning(report)]
    return [line for line in (*verdict(report), *more) if line]


def verdict_without(report: Mapping[str, Any]) -> list[str]:
    """Return the verdict as it would be without the month that carries most of the score."""
    if report["months"] < 2 or "record" not in report or too_thin(report):
        return []
    month = heaviest(report)[0]
    rest = verdict(without(report, month))
    if rest == verdict(report):
        return [f"Without {month_name(month)} every comparison comes out the same way."]
    return [f"Without {month_name(month)}: {line}" for line in rest]


def too_thin(report: Mapping[str, Any]) -> str:
    """Return why nothing can be concluded from these scores, or nothing."""
    runs, months = report["runs"], report["months"]
    if runs >= LEAST_RUNS and months >= LEAST_MONTHS:
        return ""
    return (
        f"Nothing can be concluded from {counted(runs, 'run')} a variant and "
        f"{counted(months, 'month')}; it takes {LEAST_RUNS} runs and {LEAST_MONTHS} months at least."
    )


def _sorted_out(skills: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """Sort simple forecasts by who won; an interval that holds 0 tells neither way."""
    found: dict[str, list[str]] = {"lost": [], "open": [], "won": []}
    for other, s in skills.items():
        if s["value"] is not None:
            kind = "lost" if s["high"] < 0 else "won" if s["low"] > 0 else "open"
            found[kind].append(f"“{PLAIN[other]}”")
    return found


def skill_table(report: Mapping[str, Any]) -> Table:
    """Return skill against every simple forecast with its 90 % interval."""
    variants = report["variants"]
    rows = []
    for other in report["baselines"]:
        rows.append([PLAIN[other], *(_skill(row["skill"][other]) for row in variants.values())])
    title = (
        "Skill on all deaths, 1 − CRPS/CRPS(simple forecast), with 90 % block-bootstrap interval"
    )
    return Table(title, ["Against", *(variant_name(v) for v in variants)], rows)


def _skill(s: Mapping[str, Any]) -> str:
    if s["value"] is None:
        return "undefined"
    value, low, high = (signed(100 * s[k], 0) for k in ("value", "low", "high"))
    return f"{value} % ({low} to {high})"


def score_table(report: Mapping[str, Any]) -> Table:
    """Return CRPS by type of everything, best first by all deaths."""
    rows = [
        (
            f"Model: {variant_name(name)}",
            row["crps"],
            f"{100 * row['coverage50']:.0f} %",
            f"{100 * row['coverage90']:.0f} %",
            f"{row['log_score']['total']:.2f}",
        )
        for name, row in report["variants"].items()
    ]
    for name, row in report["baselines"].items():
        rows.append((f"Simple: {PLAIN[name]}", row["crps_by_type"], "", "", ""))
    rows.sort(key=lambda row: row[1]["total"])
    kinds = [k for k in KINDS if k in rows[0][1]]
    head = [
        "Forecast",
        *(f"CRPS, {KINDS[k].lower()}" for k in kinds),
        "In the 50 % band",
        "In the 90 % band",
        "Log score",
    ]
    return Table(
        "Scores, best first (deaths a month; smaller is better)",
        head,
        [[name, *(f"{c[k]:.1f}" for k in kinds), *rest] for name, c, *rest in rows],
    )


def event_table(report: Mapping[str, Any]) -> Table:
    """Return probabilities and Brier scores of dated events; imposed ones carry no score."""
    happened = {e.name: e for e in EVENTS}
    rows = [
        [
            happened[name].label,
            "yes" if happened[name].happened else "no",
            variant_name(variant),
            f"{100 * s['probability']:.0f} %",
            IMPOSED if name in row["imposed"] else f"{s['brier']:.2f}",
        ]
        for variant, row in report["variants"].items()
        for name, s in row["events"].items()
    ]
    head = ["Event", "Happened", "Variant", "Share of runs", "Brier score (0 best, 0.25 a coin)"]
    return Table("Dated events", head, rows)


def share_table(report: Mapping[str, Any]) -> Table:
    """Return yearly shares and stocks, medians with nine runs in ten."""
    rows = []
    for y in yearly_rows(report):
        digits = ".2f" if y.high <= 1.5 else ",.0f"
        known = "" if y.record is None else f"{y.record:{digits}}"
        out = "" if y.record is None else "NO" if y.missed else "yes"
        rows.append(
            [
                f"{SHARES[y.name]}, {y.year}",
                variant_name(y.variant),
                known,
                f"{y.median:{digits}}",
                f"{y.low:{digits}} to {y.high:{digits}}",
                out,
            ]
        )
    head = ["What", "Variant", "Record", "Median", "9 runs in 10", "Record inside"]
    return Table("Shares and stocks by year", head, rows)


def told(report: Mapping[str, Any]) -> str:
    """Return the scores as text for a terminal."""
    lines = [FIRST_LINE.format(**report), "", *findings(report), ""]
    for table in (score_table(report), skill_table(report), event_table(report)):
        lines += [table.title, *columns([table.head, *table.rows]), ""]
    return "\n".join(lines).rstrip()


def page_files(found: Hindcast) -> dict[str, str]:
    """Return what a folder of scores holds: ``hindcast.html`` and ``scores.json``."""
    report = found.report()
    text = json.dumps(report, indent=1, sort_keys=True, allow_nan=False)
    return {"hindcast.html": _page(found, report), "scores.json": text + "\n"}


def _page(found: Hindcast, report: Mapping[str, Any]) -> str:
    sections = [
        Section(
            "What the scores say",
            [FIRST_LINE.format(**report), *findings(report), *verdict_without(report)],
        ),
        *_by_month(found),
        Section(
            "Scores",
            [_naive_words()],
            tables=[score_table(report), skill_table(report), event_table(report)],
        ),
        Section("Where the truth fell in the bands", [PIT_WORDS], charts=_pits(report)),
        Section("Shares and stocks", [_share_words(LAST_YEAR)], tables=[share_table(report)]),
    ]
    return plain_page(
        title=f"Hindcast from {found.origin}",
        facts=f"{found.months[0]} to {found.months[-1]} · "
        f"{next(iter(found.samples.values()))['total'].shape[0]} runs a variant",
        sections=sections,
        command=f"sahelsim hindcast --origin {found.origin} --until {found.months[-1]}",
    )


def _by_month(found: Hindcast) -> list[Section]:
    """Return the months' charts; an aggregate shows none."""
    said = "The grey line with dots is the record; the axis is logarithmic."
    return [] if found.aggregate else [Section("Month by month", [said], charts=charts(found))]


PIT_WORDS = (
    "If the bands are right, the record falls anywhere in them equally often: flat bars. A pile on "
    "the right says that the war was deadlier than the model thought possible."
)


def _share_words(year: int) -> str:
    """Return the record of one year, from the shipped tables."""
    dyads = {g: d for (y, g), d in history.dyad_deaths(year).items() if y == year}
    share = dyads.get("IS", 0.0) / max(sum(dyads.values()), 1.0)
    moved = history.displaced_at_year_end(year)[year]
    return (
        f"Record for {year}: ISGS's share of deaths between state and jihadists {share:.2f} "
        f"(UCDP), displaced inside Mali {moved:,.0f} (UNHCR)."
    )


def _naive_words() -> str:
    return (
        "Simple forecasts, fixed beforehand: "
        + "; ".join(f"“{PLAIN[k]}”: {v}" for k, v in ABOUT.items())
        + "."
    )


def charts(found: Hindcast) -> list[Chart]:
    """Return one chart a variant: the months in their bands, with the record."""
    drawn = []
    for variant, sample in found.samples.items():
        q = np.quantile(sample["total"], [0.05, 0.25, 0.5, 0.75, 0.95], axis=0)
        truth = found.truth["total"]
        inside = int(((truth >= q[0]) & (truth <= q[4])).sum())
        drawn.append(
            Chart(
                f"months-{variant}",
                variant_name(variant),
                "deaths a month",
                f"The record lies in the 90 % band in {inside} of {len(truth)} months.",
                scoring.months(found.months, q, truth),
                head=["Month", "Record", "Median", "9 runs in 10"],
                rows=[
                    [m, f"{truth[k]:,.0f}", f"{q[2, k]:,.0f}", f"{q[0, k]:,.0f} to {q[4, k]:,.0f}"]
                    for k, m in enumerate(found.months)
                ],
            )
        )
    return drawn


def _pits(report: Mapping[str, Any]) -> list[Chart]:
    return [
        Chart(
            f"pit-{variant}",
            variant_name(variant),
            "months",
            "Months by the place of the record in the ensemble, lowest fifth to highest fifth.",
            scoring.pit(row["pit"]) if "record" in report else scoring.fifths(row["pit"]),
            height=220,
        )
        for variant, row in report["variants"].items()
    ]
