"""What a hindcast missed, in words: yearly records, events, the one month that decides, the lean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sahelsim.analysis.scores import skill
from sahelsim.geography import history
from sahelsim.report.validation.words import SHARES, VARIANTS, month_name
from sahelsim.study.outcomes import EVENTS

LAST_YEAR = 2022  # the last full year of the shipped record
LEAST_RUNS, LEAST_MONTHS = 50, 6  # below these a verdict is chance
COIN = 0.25  # the Brier score of a coin
COVERED = (0.80, 0.97)  # the aim for the 90 % band
MUCH = 1 / 3  # of all scores: a month that carries more decides
LEANS = 2 / 3  # of all months on one side of the median


@dataclass(frozen=True)
class Yearly:
    """A yearly share or stock: the model's 9 runs in 10 and the record, if there is one."""

    name: str
    year: str
    variant: str
    record: float | None
    low: float
    median: float
    high: float

    @property
    def missed(self) -> bool:
        """Return whether the record lies outside the band."""
        return self.record is not None and not self.low <= self.record <= self.high

    @property
    def off(self) -> float:
        """Return by which factor the record lies beyond the nearer end of the band."""
        known = max(self.record or 0.0, 1e-9)
        return max(known / max(self.high, 1e-9), self.low / known)


def yearly_rows(report: Mapping[str, Any]) -> list[Yearly]:
    """Return every yearly share and stock beside the record."""
    record = _yearly_record()
    return [
        Yearly(name, year, variant, record.get((name, year)), *band)
        for variant, row in report["variants"].items()
        for year, shares in row["shares"].items()
        for name, band in shares.items()
    ]


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


def missed(report: Mapping[str, Any]) -> list[str]:
    """Return what the scores hold against the model, apart from the verdict."""
    lines = [_ahead(report), *_uncovered(report), *_outside(report), *_worse_than_a_coin(report)]
    if any(not 1 - LEANS <= s <= LEANS for s in _above(report).values()):
        lines.append(leaning(report))
    if "record" in report and heaviest(report)[1] > MUCH:
        lines.append(turning(report))
    return [line for line in lines if line]


def _ahead(report: Mapping[str, Any]) -> str:
    """Return that the simple forecasts' mean scored better than every variant, if it did."""
    mean = float(np.mean(list(_naive(report).values())))
    models = {n: row["crps"]["total"] for n, row in report["variants"].items()}
    mine = min(models, key=models.__getitem__)
    if mean >= models[mine]:
        return ""
    return (
        f"The simple forecasts' mean CRPS is {mean:.1f}; the best model, with {VARIANTS[mine]}, has "
        f"{models[mine]:.1f}."
    )


def _naive(report: Mapping[str, Any]) -> dict[str, float]:
    """Return the simple forecasts' CRPS on all deaths."""
    return {n: row["crps"] for n, row in report["baselines"].items()}


def _uncovered(report: Mapping[str, Any]) -> list[str]:
    return [
        f"The 90 % band with {VARIANTS[name]} held {100 * row['coverage90']:.0f} % of the months "
        "(aim 80 to 97)."
        for name, row in report["variants"].items()
        if not COVERED[0] <= row["coverage90"] <= COVERED[1]
    ]


def _outside(report: Mapping[str, Any]) -> list[str]:
    """Return how many yearly records lie outside their bands, and the worst of each group."""
    known = [y for y in yearly_rows(report) if y.record is not None]
    if not any(y.missed for y in known):
        return []
    groups = []
    for name in SHARES:
        group = [y for y in known if y.name == name]
        out = [y for y in group if y.missed]
        if out:
            worst = max(out, key=lambda y: y.off)
            digits = ".2f" if worst.high <= 1.5 else ",.0f"
            groups.append(
                f"{SHARES[name]}, {len(out)} of {len(group)} (worst: {worst.year} with "
                f"{VARIANTS[worst.variant]}, record {worst.record:{digits}} against "
                f"{worst.low:{digits}} to {worst.high:{digits}})"
            )
    total = sum(y.missed for y in known)
    head = f"Outside the band of 9 runs in 10: {total} of {len(known)} yearly records"
    return [f"{head}. {'; '.join(groups)}."]


def _worse_than_a_coin(report: Mapping[str, Any]) -> list[str]:
    lines = []
    for event in EVENTS:
        bad = [
            f"with {VARIANTS[name]} {100 * row['events'][event.name]['probability']:.0f} % of runs, "
            f"Brier score {row['events'][event.name]['brier']:.2f}"
            for name, row in report["variants"].items()
            if event.name in row["events"]
            and event.name not in row["imposed"]
            and row["events"][event.name]["brier"] > COIN
        ]
        if bad:
            came = "happened" if event.happened else "did not happen"
            lines.append(f"Worse than a coin (0.25): {event.label} ({came}): {'; '.join(bad)}.")
    return lines


def _above(report: Mapping[str, Any]) -> dict[str, float]:
    months = report["months"]
    return {n: row["months_above_median"] / months for n, row in report["variants"].items()}


def leaning(report: Mapping[str, Any]) -> str:
    """Return in how many months the record lies above the model's median."""
    months = report["months"]
    above = [
        f"{r['months_above_median']} of {months} with {VARIANTS[n]}"
        for n, r in report["variants"].items()
    ]
    shares = _above(report).values()
    high, low = (max(shares) > LEANS, min(shares) < 1 - LEANS)
    lean = {
        (True, False): ": the model expects too few deaths",
        (False, True): ": the model expects too many deaths",
    }.get((high, low), "")
    lean = lean if months >= LEAST_MONTHS else ""
    return f"Months whose record lies above the model's median: {', '.join(above)}{lean}."


def heaviest(report: Mapping[str, Any]) -> tuple[str, float]:
    """Return the month that carries most of the variants' CRPS, and its share of it."""
    scores = np.sum([row["crps_by_month"] for row in report["variants"].values()], axis=0)
    k = int(scores.argmax())
    return list(report["record"])[k], float(scores[k] / max(scores.sum(), 1e-12))


def turning(report: Mapping[str, Any]) -> str:
    """Return how much of the total score one month carries, and the scores without it."""
    month, _ = heaviest(report)
    if report["months"] < 2:
        return ""
    rest, parts, mine = without(report, month), [], list(report["record"]).index(month)
    for name, row in report["variants"].items():
        share = row["crps_by_month"][mine] / max(sum(row["crps_by_month"]), 1e-12)
        after = rest["variants"][name]["crps"]["total"]
        parts.append(
            f"{100 * share:.0f} % of the CRPS with {VARIANTS[name]} ({row['crps']['total']:.1f}, without it "
            f"{after:.1f})"
        )
    mean = float(np.mean(list(_naive(rest).values())))
    return (
        f"{month_name(month)} alone ({report['record'][month]:,.0f} deaths) carries "
        f"{', '.join(parts)}; without it the simple forecasts' mean is {mean:.1f}."
    )


def without(report: Mapping[str, Any], month: str) -> dict[str, Any]:
    """Return the scores of all deaths as if one month had not been scored."""
    k = list(report["record"]).index(month)

    def cut(scores: list[float]) -> Any:
        return np.delete(np.array(scores), k)

    naive = {n: cut(row["crps_by_month"]) for n, row in report["baselines"].items()}
    variants = {}
    for name, row in report["variants"].items():
        mine = cut(row["crps_by_month"])
        by = {n: skill(mine, scores) for n, scores in naive.items()}
        variants[name] = {"crps": {"total": float(mine.mean())}, "skill": by}
    baselines = {n: {"crps": float(scores.mean())} for n, scores in naive.items()}
    head = {"months": report["months"] - 1, "runs": report["runs"]}
    return head | {"variants": variants, "baselines": baselines}
