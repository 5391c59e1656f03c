"""What several origins say together: three sentences first, then every score behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from sahelsim.analysis.rivals import ABOUT
from sahelsim.report.page import Section, Table, plain_page
from sahelsim.report.validation.words import PLAIN, columns
from sahelsim.study.hindcast.events import DATED
from sahelsim.study.hindcast.origins import Hindcasts
from sahelsim.study.hindcast.pooled import MEAN, MEASURES, interval
from sahelsim.texts.numbers import signed

Row = Mapping[str, Any]
Report = Mapping[str, Any]

FORECASTS = {
    "baseline": "all actors free",
    "landed": "all actors free, control of November 2021",
    "history": "decisions as taken (conditional on them)",
    "no-deal": "no contract possible",
}
PLAINLY = {
    "log_total": "how deadly each month is",
    "level": "how deadly the whole time is",
    "region": "where people die",
}
FEW_RUNS, FEW_ORIGINS = 50, 2  # below these the sentences say that nothing can be concluded
CONDITIONAL = "conditional on the decisions taken: no forecast, outside the verdict"


def summary(report: Report) -> list[str]:
    """Return three sentences: what the model does better, what worse, what it cannot tell."""
    if report["runs"] * len(report["seeds"]) < FEW_RUNS or len(report["months"]) < FEW_ORIGINS:
        return [
            f"Nothing can be concluded from {report['runs']} runs and {len(report['months'])} "
            f"origins: it takes {FEW_RUNS} runs and {FEW_ORIGINS} origins at least."
        ]
    found: dict[str, dict[str, list[str]]] = {"better": {}, "worse": {}, "open": {}}
    for row in _against_mean(report):
        plain = found[_kind(row["low"], row["high"])].setdefault(PLAINLY[row["measure"]], [])
        plain.append(str(row["horizon"]))
    said = {
        kind: [f"{what}, {' and '.join(ahead)} months ahead" for what, ahead in by.items()]
        for kind, by in found.items()
    }
    for label, (low, high) in _events(report).items():
        said[_kind(low, high)].append(f"the date of “{label}”")
    return [
        _sentence("Better than the mean of simple forecasts", said["better"]) + _best(report),
        _sentence("Worse than the mean of simple forecasts", said["worse"]),
        _sentence("Not to be told apart yet", said["open"]) + _powerless(report),
    ]


def _best(report: Report) -> str:
    """Return where the model surely beats even the best rival, picked in hindsight."""
    sure = [
        f"{PLAINLY[r['measure']]} at {r['horizon']} months"
        for r in (_hardest(report, m["measure"], m["horizon"]) for m in _against_mean(report))
        if r["low"] > 0
    ]
    return f" Surely better than the best of them (picked in hindsight): {_listed(sure)}."


def _hardest(report: Report, measure: str, horizon: int) -> Row:
    """Return the skill over the rival that leaves least."""
    wanted = (measure, horizon, "baseline")
    rows = [
        r
        for r in report["skills"]
        if (r["measure"], r["horizon"], r["forecast"]) == wanted and r["rival"] != MEAN
    ]
    return min(rows, key=lambda row: row["value"])


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts) if parts else "nothing"


def _kind(low: float, high: float) -> str:
    return "better" if low > 0 else "worse" if high < 0 else "open"


def _sentence(head: str, parts: Sequence[str]) -> str:
    return f"{head}: {_listed(parts)}."


def _against_mean(report: Report) -> list[Row]:
    return [
        row
        for row in report["skills"]
        if (row["forecast"], row["rival"]) == ("baseline", MEAN)
        and row["horizon"] >= 12
        and row["measure"] in ("log_total", "level", "region")
    ]


def _events(report: Report) -> dict[str, tuple[float, float]]:
    """Return the interval of each event's skill over its base rate, origins resampled."""
    found = {}
    for event in DATED:
        rows = [r for r in report["events"] if r["event"] == event.name]
        ours, base = ([np.array([r[k]]) for r in rows] for k in ("score", "base_score"))
        if rows:
            found[event.label] = interval(ours, base, 1)
    return found


def _powerless(report: Report) -> str:
    """Return where even a true model would not surely beat the mean of the rivals."""
    weak = [
        f"{PLAINLY[r['measure']]} at {r['horizon']} months"
        for r in _against_mean(report)
        if r.get("power_low", 1.0) <= 0
    ]
    lacks = [o for o, n in report["months"].items() if n < 24]
    told = f" These months are too few even for a true model to be sure of: {_listed(weak)}."
    short = f" Skill at 24 months lacks the origin {', '.join(lacks)}." if lacks else ""
    return (told if weak else "") + short


def _percent(row: Row) -> str:
    value, low, high = (signed(100 * row[k], 0) for k in ("value", "low", "high"))
    return f"{value} %, {low} to {high}"


def skill_table(report: Report, forecast: str = "baseline") -> Table:
    """Return pooled skill over the mean, the best in hindsight and each rival, with its power line."""
    rows = []
    mine = [r for r in report["skills"] if r["forecast"] == forecast]
    for measure in MEASURES:
        for horizon in report["horizons"]:
            here = {
                r["rival"]: r for r in mine if (r["measure"], r["horizon"]) == (measure, horizon)
            }
            if here:
                rows.append(_skill_cells(measure, horizon, here))
    head = [
        "Score of",
        "Months ahead",
        "Over the mean of rivals",
        "The true model would get",
        "Over the best rival (picked in hindsight)",
        *(PLAIN[r] for r in ABOUT),
    ]
    note = f" ({CONDITIONAL})" if forecast == "history" else ""
    title = f"Skill with {FORECASTS[forecast]}{note}: 1 − score/score(rival), 90 % interval"
    return Table(title, head, rows)


def _skill_cells(measure: str, horizon: int, here: Mapping[str, Row]) -> list[str]:
    best = min((here[r] for r in ABOUT if r in here), key=lambda row: row["value"])
    mean = here[MEAN]
    line = ""
    if "power" in mean:
        value, low, high = (signed(100 * mean[k], 0) for k in ("power", "power_low", "power_high"))
        line = f"{value} % ({low} to {high})"
    each = [f"{signed(100 * here[r]['value'], 0)} %" if r in here else "" for r in ABOUT]
    return [
        MEASURES[measure],
        str(horizon),
        _percent(mean),
        line,
        f"{PLAIN[best['rival']]}: {_percent(best)}",
        *each,
    ]


def origin_table(report: Report) -> Table:
    """Return skill over the mean of rivals by origin, own start beside the landed one."""
    rows = [
        [
            MEASURES[r["measure"]],
            str(r["horizon"]),
            FORECASTS[r["forecast"]],
            *(
                "" if r["origins"].get(o) is None else f"{signed(100 * r['origins'][o], 0)} %"
                for o in report["months"]
            ),
        ]
        for r in report["skills"]
        if r["rival"] == MEAN and r["measure"] in ("log_total", "level", "region")
    ]
    return Table(
        "Skill over the mean of rivals, origin by origin",
        ["Score of", "Months ahead", "Model", *report["months"]],
        rows,
    )


def mixture_table(report: Report) -> Table:
    """Return whether half a model makes a rival better."""
    rows = [
        [PLAIN[r["rival"]], MEASURES[r["measure"]], str(r["horizon"]), _percent(r)]
        for r in report["skills"]
        if r["forecast"].startswith("half_") and r["measure"] in ("log_total", "level")
    ]
    return Table(
        "Half model, half rival, over the rival alone",
        ["Rival", "Score of", "Months ahead", "Skill"],
        rows,
    )


def coverage_table(report: Report) -> Table:
    """Return the share of months in the bands, with intervals over origins, and the PIT by fifths."""
    rows = [
        [
            FORECASTS[r["forecast"]],
            str(r["horizon"]),
            _band(r["coverage50"]),
            _band(r["coverage90"]),
            " · ".join(map(str, r["pit"])),
        ]
        for r in report["coverage"]
    ]
    return Table(
        "Months in the model's bands, and where the record fell in them",
        [
            "Model",
            "Months ahead",
            "In the 50 % band",
            "In the 90 % band",
            "Months by fifth of the ensemble, lowest first",
        ],
        rows,
    )


def _band(x: Sequence[float]) -> str:
    return f"{100 * x[0]:.0f} % ({100 * x[1]:.0f} to {100 * x[2]:.0f})"


def event_table(report: Report) -> Table:
    """Return dates of events: the model's and the base rate's, with their scores."""
    labels = {e.name: f"{e.label} (base rate: {e.why})" for e in DATED}
    rows = [
        [
            labels[r["event"]],
            r["origin"],
            _months(r["happened"]),
            _months(r["median"]),
            f"{100 * r['probability']:.0f} %",
            f"{100 * r['base_probability']:.0f} %",
            f"{r['score']:.3f}",
            f"{r['base_score']:.3f}",
        ]
        for r in report["events"]
    ]
    head = [
        "Event",
        "From",
        "Came after",
        "Model's median",
        "Model: share of runs",
        "Base rate: share",
        "Model's score",
        "Base rate's score",
    ]
    title = (
        "When events come: CRPS of the date up to the end of the record, as a share of that time "
        "(0 is best; too early costs as much as too late)"
    )
    return Table(title, head, rows)


def _months(value: float | None) -> str:
    return "not within the record" if value is None else f"{value:.0f} months"


def discrimination_table(report: Report) -> Table:
    """Return whether the decisions that were taken score better than a war without the contract."""
    rows = [
        [MEASURES[r["measure"]], str(r["horizon"]), _percent(r), _told_apart(r)]
        for r in report["discrimination"]
    ]
    return Table(
        "Decisions as taken against no contract possible",
        ["Score of", "Months ahead", "Skill", "Can the record tell?"],
        rows,
    )


def _told_apart(row: Row) -> str:
    return "yes" if row["low"] > 0 else "the wrong way" if row["high"] < 0 else "no"


def cut_table(report: Report) -> Table:
    """Return what each mechanism is worth to the scores; what costs nothing is unsupported."""
    by: dict[str, list[Row]] = {}
    for row in report["cuts"]:
        by.setdefault(row["mechanism"], []).append(row)
    rows = [
        [
            name,
            *(_percent(r) for r in found),
            "supported" if any(r["low"] > 0 for r in found) else "unsupported by the record",
        ]
        for name, found in by.items()
    ]
    measures = [MEASURES[r["measure"]] for r in next(iter(by.values()), [])]
    return Table(
        "Each mechanism cut: skill of the whole model over the model without it",
        ["Mechanism", *measures, "Verdict"],
        rows,
    )


def seed_table(report: Report) -> Table:
    """Return the skill of each seed alone, over the mean of rivals."""
    by: dict[tuple[str, int], list[str]] = {}
    for r in report["by_seed"]:
        by.setdefault((r["measure"], r["horizon"]), []).append(f"{signed(100 * r['value'], 0)} %")
    rows = [[MEASURES[m], str(h), ", ".join(cells)] for (m, h), cells in by.items()]
    return Table(
        "Skill over the mean of rivals, seed by seed", ["Score of", "Months ahead", "Skill"], rows
    )


def saw_table(report: Report) -> Table:
    """Return which rows each number saw."""
    return Table(
        "What each number saw",
        ["From", "Number", "Rows"],
        [[r["origin"], r["number"], r["rows"]] for r in report["saw"]],
    )


def tables(report: Report) -> list[Table]:
    """Return every table, the verdict's first; empty ones are left out."""
    found: Iterable[Table] = (
        skill_table(report),
        event_table(report),
        coverage_table(report),
        discrimination_table(report),
        mixture_table(report),
        origin_table(report),
        *(skill_table(report, f) for f in ("landed", "history", "no-deal")),
        seed_table(report),
        cut_table(report),
        saw_table(report),
    )
    return [table for table in found if table.rows]


def told(report: Report) -> str:
    """Return the verdict and the scores as text for a terminal."""
    lines = [*summary(report), ""]
    for table in (skill_table(report), event_table(report), coverage_table(report)):
        lines += [table.title, *columns([table.head, *table.rows]), ""]
    return "\n".join(lines).rstrip()


def pooled_files(found: Hindcasts) -> dict[str, str]:
    """Return what a folder of scores holds: ``hindcast.html`` and ``scores.json``."""
    report = found.report()
    text = json.dumps(report, indent=1, sort_keys=True, allow_nan=False)
    page = plain_page(
        title=f"Hindcast from {len(found.months)} origins",
        facts=f"{', '.join(found.months)} · {found.runs * len(found.seeds)} runs a variant",
        sections=[
            Section("In three sentences", [*summary(report), RIVALS]),
            Section("Scores", [], tables=tables(report)),
        ],
        command="sahelsim hindcast --origins all",
    )
    return {"hindcast.html": page, "scores.json": text + "\n"}


RIVALS = (
    "Simple forecasts, fixed beforehand: "
    + "; ".join(f"“{PLAIN[name]}”: {about}" for name, about in ABOUT.items())
    + ". They know only what came before the origin. Control at the origins before November 2021 is "
    "judgement in hindsight, and varies in its range from run to run."
)
