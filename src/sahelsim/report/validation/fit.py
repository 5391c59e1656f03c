"""What a calibration found: its targets back on the scale they were counted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from typing import Any

from sahelsim.figures import scoring
from sahelsim.report.page import Chart, Section, Table, plain_page
from sahelsim.report.validation.words import columns
from sahelsim.study.calibration.calibrate import Calibration
from sahelsim.study.calibration.statistics import FEW

UNITS = {
    "log deaths": "deaths a month",
    "log": "ratio",
    "share": "share",
    "factor": "times",
    "share of runs": "share of runs",
    "1": "correlation",
}
LEVELS = tuple(
    f"{head}_{tail}" for head in ("prior", "posterior") for tail in ("q05", "median", "q95")
)
TARGETS_SAID = (
    "Deaths are fitted by their logarithm and shown as deaths: civilians between two counts are the "
    "geometric middle of both."
)


def plain_target(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a target as text: deaths where the fit used their logarithm, nothing where unknown."""
    unit = str(row["unit"])
    found = {"label": str(row["label"]), "unit": UNITS.get(unit, unit)}
    for key in ("value", *LEVELS):
        if key in row:
            found[key] = "" if row[key] in ("", None) else _counted(float(row[key]), unit)
    found |= {"source": str(row["source"])} if "source" in row else {}
    return found | {"inside": "yes" if str(row["inside"]) == "True" else "NO"}


def _counted(value: float, unit: str) -> str:
    if unit.startswith("log"):
        value = max(exp(value) - (FEW if unit == "log deaths" else 0.0), 0.0)
    return f"{value:,.0f}" if value >= 100.0 else f"{value:.3g}"


def told_fit(found: Calibration) -> str:
    """Return what a calibration found, for a terminal."""
    shown = [plain_target(t) for t in found.checks()]
    rows = [["Target", "Unit", "Record", "Posterior", "9 in 10", "Inside"]]
    rows += [
        [
            t["label"],
            t["unit"],
            t["value"],
            t["posterior_median"],
            f"{t['posterior_q05']} to {t['posterior_q95']}",
            t["inside"],
        ]
        for t in shown
    ]
    loose = [n["name"] for n in found.numbers() if not n["constrained"]]
    lines = columns(rows)
    lines += ["", f"{len(loose)} of {len(found.priors)} numbers are not constrained by the record:"]
    return "\n".join(lines + [f"  {name}" for name in loose])


def fit_page(found: Calibration) -> str:
    """Return the page of a fit: prior, posterior and fit for every target."""
    checks, numbers = found.checks(), found.numbers()
    failed = [t["label"] for t in checks if not t["inside"]]
    said = f"Outside the posterior's 90 % band: {'; '.join(failed)}." if failed else ""
    return plain_page(
        title=f"Calibration to {found.window.until}",
        facts=f"two waves of {found.points} points · seed {found.seed} · no month after "
        f"{found.window.until} was read",
        sections=[
            Section(
                "How well it fits",
                [said or "Every target lies in the posterior's 90 % band."],
                charts=_charts(found, checks, [n["name"] for n in numbers]),
            ),
            Section(
                "Targets",
                [TARGETS_SAID],
                tables=[_dicts("Targets", [plain_target(t) for t in checks])],
            ),
            Section(
                "Numbers",
                ["Unconstrained numbers keep the prior's spread."],
                tables=[_dicts("Numbers", numbers)],
            ),
        ],
        command=f"sahelsim calibrate --until {found.window.until} --points {found.points} "
        f"--seed {found.seed}",
    )


def _charts(found: Calibration, checks: list[dict[str, Any]], names: list[str]) -> list[Chart]:
    """Return every target with its band, and what the fit learnt of every free number."""
    targets = Chart(
        "targets",
        "Every target",
        "distance from the record, in tolerances",
        "Grey: before the fit; blue: after it, under fresh seeds; 0 is the record.",
        scoring.intervals([t["label"] for t in checks], *_scaled(checks)),
        height=30 * len(checks),
    )
    spread = Chart(
        "numbers",
        "Every free number",
        "quantile of the prior",
        "Nine draws in ten of the posterior; a bar across the whole width learnt nothing.",
        scoring.posterior(names, found.fit.quantiles),
        height=460,
    )
    return [targets, spread]


def _scaled(checks: Sequence[Mapping[str, Any]]) -> list[list[list[float]]]:
    return [
        [
            [(t[f"{which}_{q}"] - t["value"]) / t["tolerance"] for q in ("q05", "median", "q95")]
            for t in checks
        ]
        for which in ("prior", "posterior")
    ]


def _dicts(title: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    cells = [[f"{v:.3g}" if isinstance(v, float) else str(v) for v in row.values()] for row in rows]
    return Table(title, [key.replace("_", " ") for key in rows[0]], cells)
