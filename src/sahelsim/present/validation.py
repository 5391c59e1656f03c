"""The validation pages in plain words: where a naive forecast wins, they say so first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis.naive import ABOUT
from sahelsim.experiment.calibration.calibrate import Calibration
from sahelsim.experiment.hindcast import Hindcast
from sahelsim.experiment.outcomes import EVENTS
from sahelsim.present.figures import scoring
from sahelsim.present.report.page import Chart, Section, Table, write_plain
from sahelsim.world import history

KINDS = {"total": "All deaths", "state_based": "State-based", "other": "Non-state and one-sided"}
VARIANTS = {
    "baseline": "all actors free",
    "history": "decisions as taken",
    "no-deal": "no contract possible",
}
PLAIN = {
    "last_value": "the last month for ever",
    "zero": "no deaths at all",
    "climatology": "any month since 2012",
    "bootstrap_12": "any of the last 12 months",
    "bootstrap_36": "any of the last 36 months",
    "trend": "a trend of 60 months",
}
LAST_YEAR = 2022  # the last full year of the shipped record
LOST = "A naive forecast was better"
FIRST_LINE = "The model looked ahead from {origin} and was scored on {months} months."


def verdict(report: Mapping[str, Any]) -> list[str]:
    """Return the findings in words, losses first."""
    found: dict[str, list[str]] = {"lost": [], "open": [], "won": []}
    for variant, row in report["variants"].items():
        for kind, others in _sorted_out(row["skill"]).items():
            if others:
                found[kind].append(f"with {VARIANTS[variant]}, against {', '.join(others)}")
    words = {
        "lost": LOST,
        "open": "Better, but within chance",
        "won": "The model was better",
    }
    return [f"{words[kind]}: {'; '.join(pairs)}." for kind, pairs in found.items() if pairs]


def _sorted_out(skills: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"lost": [], "open": [], "won": []}
    for other, s in skills.items():
        if s["value"] is not None:
            kind = "lost" if s["value"] < 0 else "open" if s["low"] <= 0 else "won"
            found[kind].append(f"“{PLAIN[other]}”")
    return found


def skill_table(report: Mapping[str, Any]) -> Table:
    """Return skill against every naive forecast with its 90 % interval."""
    variants = report["variants"]
    rows = []
    for other in report["baselines"]:
        cells = [row["skill"][other] for row in variants.values()]
        rows.append([other, *(
            "undefined" if s["value"] is None else
            f"{100 * s['value']:+.0f} % ({100 * s['low']:+.0f} to {100 * s['high']:+.0f})"
            for s in cells
        )])  # fmt: skip
    title = "Skill on all deaths, 1 − CRPS/CRPS(naive), with 90 % block-bootstrap interval"
    return Table(title, ["Against", *variants], rows)


def score_table(report: Mapping[str, Any]) -> Table:
    """Return CRPS by type of everything, best first by all deaths."""
    rows = [
        (f"model: {name}", row["crps"], f"{100 * row['coverage50']:.0f} %",
         f"{100 * row['coverage90']:.0f} %", f"{row['log_score']['total']:.2f}")
        for name, row in report["variants"].items()
    ] + [
        (f"naive: {name}", row["crps_by_type"], "", "", "") for name, row in report["baselines"].items()
    ]  # fmt: skip
    rows.sort(key=lambda row: row[1]["total"])
    kinds = [k for k in KINDS if k in rows[0][1]]
    head = ["Forecast", *(f"CRPS, {KINDS[k].lower()}" for k in kinds), "In the 50 % band",
            "In the 90 % band", "Log score"]  # fmt: skip
    return Table(
        "Scores, best first (deaths a month; smaller is better)",
        head,
        [[name, *(f"{c[k]:.1f}" for k in kinds), *rest] for name, c, *rest in rows],
    )


def event_table(report: Mapping[str, Any]) -> Table:
    """Return probabilities and Brier scores of dated events."""
    happened = {e.name: e for e in EVENTS}
    rows = [
        [happened[name].label, "yes" if happened[name].happened else "no", variant,
         f"{100 * s['probability']:.0f} %", f"{s['brier']:.2f}"]
        for variant, row in report["variants"].items()
        for name, s in row["events"].items()
    ]  # fmt: skip
    head = ["Event", "Happened", "Variant", "Share of runs", "Brier score (0 best, 0.25 a coin)"]
    return Table("Dated events", head, rows)


def share_table(report: Mapping[str, Any]) -> Table:
    """Return yearly shares and stocks, medians with nine runs in ten."""
    rows, record = [], _yearly_record()
    for variant, row in report["variants"].items():
        for year, shares in row["shares"].items():
            for name, (low, middle, high) in shares.items():
                digits = ".2f" if high <= 1.5 else ",.0f"
                known = record.get((name, year))
                rows.append([f"{name.replace('_', ' ')}, {year}", variant,
                             "" if known is None else f"{known:{digits}}", f"{middle:{digits}}",
                             f"{low:{digits}} to {high:{digits}}"])  # fmt: skip
    head = ["What", "Variant", "Record", "Median", "9 runs in 10"]
    return Table("Shares and stocks by year", head, rows)


def _yearly_record() -> dict[tuple[str, str], float]:
    """Return what the shipped tables say of the yearly shares and stocks."""
    dyads = history.dyads(LAST_YEAR)
    found = {
        ("isgs_share", str(year)): d / (d + dyads.get((year, "jnim"), 0.0))
        for (year, who), d in dyads.items()
        if who == "isgs"
    }
    for name, stock in (
        ("displaced", history.displaced_at_year_end(LAST_YEAR)),
        ("refugees", history.refugees_at_year_end(LAST_YEAR)),
    ):
        found |= {(name, str(year)): people for year, people in stock.items()}
    return found


def told(report: Mapping[str, Any]) -> str:
    """Return the scores as text for a terminal."""
    lines = [FIRST_LINE.format(**report), "", *verdict(report), ""]
    for table in (score_table(report), skill_table(report), event_table(report)):
        lines += [table.title, *_columns([table.head, *table.rows]), ""]
    return "\n".join(lines).rstrip()


def write_page(found: Hindcast, folder: Path) -> None:
    """Write ``hindcast.html`` and ``scores.json`` into a new folder."""
    folder.mkdir(parents=True)
    report = found.report()
    text = json.dumps(report, indent=1, sort_keys=True, allow_nan=False)
    (folder / "scores.json").write_text(text + "\n", encoding="utf-8")
    sections = [
        Section("What the scores say", [FIRST_LINE.format(**report), *verdict(report)]),
        Section(
            "Month by month",
            ["The grey line with dots is the record; the axis is logarithmic."],
            charts=charts(found),
        ),
        Section(
            "Scores",
            [_naive_words()],
            tables=[score_table(report), skill_table(report), event_table(report)],
        ),
        Section("Where the truth fell in the bands", [PIT_WORDS], charts=_pits(report)),
        Section("Shares and stocks", [_share_words(LAST_YEAR)], tables=[share_table(report)]),
    ]
    write_plain(
        folder / "hindcast.html",
        title=f"Hindcast from {found.origin}",
        facts=f"{found.months[0]} to {found.months[-1]} · "
        f"{next(iter(found.samples.values()))['total'].shape[0]} runs a variant",
        sections=sections,
        command=f"sahelsim hindcast --origin {found.origin} --until {found.months[-1]}",
    )


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
    return "Naive forecasts: " + "; ".join(f"{k}: {v}" for k, v in ABOUT.items()) + "."


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
                f"{variant}: {VARIANTS[variant]}",
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
            f"pit-{variant}", f"{variant}: {VARIANTS[variant]}", "months",
            "Months by the place of the record in the ensemble, lowest fifth to highest fifth.",
            scoring.pit(row["pit"]), height=220,
        )
        for variant, row in report["variants"].items()
    ]  # fmt: skip


def told_fit(found: Calibration) -> str:
    """Return what a calibration found, for a terminal."""
    rows = [["Target", "Record", "Posterior", "9 in 10", "Inside"]]
    rows += [[t["label"], f"{t['value']:.2f}", f"{t['posterior_median']:.2f}",
              f"{t['posterior_q05']:.2f} to {t['posterior_q95']:.2f}", "yes" if t["inside"] else "NO"]
             for t in found.checks()]  # fmt: skip
    loose = [n["name"] for n in found.numbers() if not n["constrained"]]
    lines = _columns(rows)
    lines += ["", f"{len(loose)} of {len(found.priors)} numbers are not constrained by the record:"]
    return "\n".join(lines + [f"  {name}" for name in loose])


def write_fit(found: Calibration, folder: Path) -> None:
    """Write ``calibration.html``: prior, posterior and fit for every target."""
    checks, numbers = found.checks(), found.numbers()
    failed = [t["label"] for t in checks if not t["inside"]]
    said = f"Outside the posterior's 90 % band: {'; '.join(failed)}." if failed else ""
    targets = Chart(
        "targets", "Every target", "distance from the record, in tolerances",
        "Grey: before the fit; blue: after it, under fresh seeds; 0 is the record.",
        scoring.intervals([t["label"] for t in checks], *_scaled(checks)), height=30 * len(checks),
    )  # fmt: skip
    spread = Chart(
        "numbers", "Every free number", "quantile of the prior",
        "Nine draws in ten of the posterior; a bar across the whole width learnt nothing.",
        scoring.posterior([n["name"] for n in numbers], found.fit.quantiles), height=460,
    )  # fmt: skip
    write_plain(
        folder / "calibration.html",
        title=f"Calibration to {found.window.until}",
        facts=f"two waves of {found.points} points · seed {found.seed} · no month after "
        f"{found.window.until} was read",
        sections=[
            Section("How well it fits", [said or "Every target lies in the posterior's 90 % band."],
                    charts=[targets, spread]),
            Section("Targets", ["Logarithms for levels."], tables=[_dicts("Targets", checks)]),
            Section("Numbers", ["Unconstrained numbers keep the prior's spread."],
                    tables=[_dicts("Numbers", numbers)]),
        ],
        command=f"sahelsim calibrate --until {found.window.until} --points {found.points} "
        f"--seed {found.seed}",
    )  # fmt: skip


def _scaled(checks: Sequence[Mapping[str, Any]]) -> list[list[list[float]]]:
    return [
        [[(t[f"{which}_{q}"] - t["value"]) / t["tolerance"] for q in ("q05", "median", "q95")]
         for t in checks]
        for which in ("prior", "posterior")
    ]  # fmt: skip


def _dicts(title: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    cells = [[f"{v:.3g}" if isinstance(v, float) else str(v) for v in row.values()] for row in rows]
    return Table(title, [key.replace("_", " ") for key in rows[0]], cells)


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return ["  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
            for row in rows]  # fmt: skip
