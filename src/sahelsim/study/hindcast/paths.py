"""Forecasts as paths: deaths by month and type, by quarter and region, and their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import by_month, months_between, shifted
from sahelsim.analysis.rivals import mixture, no_change, rivals
from sahelsim.analysis.scores import crps, energy_score, log_crps
from sahelsim.core.errors import UsageError
from sahelsim.geography import history
from sahelsim.geography.tables import number, read_table
from sahelsim.study.result import Result

Array = NDArray[np.float64]
Table = Mapping[str, Mapping[str, float]]

SERIES = {
    "total": ("total_deaths",),
    "state_based": ("state_based_deaths",),
    "other": ("non_state_deaths", "one_sided_deaths"),
}
PAST = "2012-01"  # simple forecasts look back to the start of the war
QUARTER = 3  # months
MOST_MEMBERS = 200  # of an energy score: it compares every member with every other
STRATUM = "jihadist_insurgency_countries_without_MLI"
LEVELS = {6: "next_12m", 12: "next_12m", 24: "next_24m_annualised"}


@dataclass(frozen=True)
class Paths:
    """Members of a forecast.

    ``months`` holds deaths by type, (members, months), ``regions`` (members, quarters, regions).
    """

    months: Mapping[str, Array]
    regions: Array | None = None

    def member(self, k: int) -> Truth:
        """Return one member as if it were what happened."""
        regions = None if self.regions is None else self.regions[k % len(self.regions)]
        return Truth({kind: x[k] for kind, x in self.months.items()}, regions)


@dataclass(frozen=True)
class Truth:
    """What happened: ``months`` by type (months,), ``regions`` (quarters, regions)."""

    months: Mapping[str, Array]
    regions: Array | None = None


def scores(paths: Paths, truth: Truth, horizons: Sequence[int]) -> dict[str, Array]:
    """Return each measure's scores: one a month, one a quarter, one level a horizon."""
    found = {k: crps(x, truth.months[k]) for k, x in paths.months.items() if k in truth.months}
    total, happened = paths.months.get("total"), truth.months.get("total")
    if total is not None and happened is not None:
        found["log_total"] = log_crps(total, happened)
        for h in (h for h in horizons if h <= len(happened)):
            ahead, came = total[:, :h].sum(axis=1), happened[:h].sum()
            found[f"level_{h}"] = log_crps(ahead[:, None], np.array([came]))
    if paths.regions is not None and truth.regions is not None:
        few = paths.regions[np.linspace(0, len(paths.regions) - 1, MOST_MEMBERS).astype(int)]
        found["region"] = energy_score(shares(few), shares(truth.regions))
    return found


def shares(counts: Array) -> Array:
    """Return shares of the last axis; where nobody died all are 0."""
    return np.asarray(counts / np.maximum(counts.sum(axis=-1, keepdims=True), 1e-9))


def model_paths(
    result: Result, months: Sequence[str], region_of: NDArray[np.intp] | None = None
) -> Paths:
    """Return an ensemble's paths over some months, by region if it is said where places are."""

    def one(name: str) -> Array:
        lived, counts = by_month(result.series[name][:, 1:], result.start)
        return counts[:, [lived.index(m) for m in months]]

    by = {kind: np.asarray(sum(one(n) for n in names)) for kind, names in SERIES.items()}
    if region_of is None:
        return Paths(by)
    where = [_monthly(result, months, region_of == k) for k in range(int(region_of.max()) + 1)]
    return Paths(by, quarters(np.stack(where, axis=2)))


def _monthly(result: Result, months: Sequence[str], here: NDArray[np.bool_]) -> Array:
    """Return deaths in some places by month; maps hold four weeks each."""
    weekly = np.repeat(result.place_deaths[:, 1:, here].sum(axis=2, dtype=float) / 4.0, 4, axis=1)
    lived, counts = by_month(weekly, result.start)
    return counts[:, [lived.index(m) for m in months]]


def quarters(months: Array) -> Array:
    """Return sums of three months each, (members, months, regions) to (members, quarters, regions)."""
    n, m, k = months.shape
    whole = months[:, : m - m % QUARTER]
    return np.asarray(whole.reshape(n, -1, QUARTER, k).sum(axis=2))


def rival_paths(origin: str, months: int) -> dict[str, Paths]:
    """Return every rival's paths from an origin; they see the record before it alone."""
    past = {kind: past_deaths(origin, kind) for kind in SERIES}
    ratios = level_ratios(min((h for h in LEVELS if h >= min(months, 24)), default=24))
    by_kind = {kind: rivals(x, months, ratios) for kind, x in past.items()}
    where = no_change(
        _regional(shifted(origin, -12), shifted(origin, -1)), months // QUARTER, QUARTER
    )
    return {
        name: Paths({kind: by_kind[kind][name] for kind in SERIES}, where)
        for name in by_kind["total"]
    }


def half_and_half(model: Paths, rival: Paths) -> Paths:
    """Return the mixture of a model's paths and a rival's."""
    months = {kind: mixture(x, rival.months[kind]) for kind, x in model.months.items()}
    if model.regions is None or rival.regions is None:
        return Paths(months)
    return Paths(months, mixture(model.regions, rival.regions))


def past_deaths(origin: str, kind: str) -> Array:
    """Return monthly deaths of a type before an origin.

    Before 2018 only totals come by month: they are split as that year's deaths were.
    """
    last = shifted(origin, -1)
    total = history.deaths("total", last, PAST)
    if kind == "total":
        return np.array(list(total.values()))
    known, years = history.deaths(kind, last, PAST), history.deaths_by_type(int(last[:4]))
    return np.array(
        [known[m] if m in known else d * _part(years, int(m[:4]), kind) for m, d in total.items()]
    )


def _part(years: Mapping[int, Mapping[str, float]], year: int, kind: str) -> float:
    by = years[year]
    part = by["state_based"] / max(sum(by.values()), 1.0)
    return part if kind == "state_based" else 1.0 - part


def level_ratios(horizon: int) -> dict[float, float]:
    """Return quantiles of the log ratio of levels in wars like this one, from the reference class."""
    row = next(
        r
        for r in read_table("reference_class")
        if (r["stratum"], r["weighting"], r["horizon"]) == (STRATUM, "window", LEVELS[horizon])
    )
    columns = ("q01", "q05", "q10", "q25", "q50", "q75", "q90", "q95", "q99")
    return {int(c[1:]) / 100: number(row[c]) for c in columns}


def happened(months: Sequence[str], known: Table, *, regions: bool = True) -> Truth:
    """Return what a record says of some months, whole types only."""
    kinds = [k for k in SERIES if all(k in known[m] for m in months)]
    by = {kind: np.array([known[m][kind] for m in months]) for kind in kinds}
    where = quarters(_regional(months[0], months[-1])[None])[0] if regions else None
    return Truth(by, where)


def _regional(since: str, until: str) -> Array:
    """Return deaths by month and region of the shipped record, (months, regions)."""
    return np.array([list(row.values()) for row in _in_order(since, until)])


def _in_order(since: str, until: str) -> list[dict[str, float]]:
    from sahelsim.geography.places import REGIONS

    found = history.deaths_by_region(until, since)
    return [{region: row[region] for region in REGIONS} for row in found.values()]


def recorded(until: str) -> dict[str, dict[str, float]]:
    """Return the shipped record by month and type."""
    found: dict[str, dict[str, float]] = {}
    for kind in SERIES:
        for month, deaths in history.deaths(kind, until, PAST).items():
            found.setdefault(month, {})[kind] = deaths
    return found


def scorable(origin: str, until: str, known: Table) -> list[str]:
    """Return the months of a record from an origin on; a hole is named.

    Raises
    ------
    UsageError
        If there is no month, or one is missing between two others.
    """
    found = [m for m in months_between(origin, until) if m in known]
    if not found:
        raise UsageError(f"no month from {origin} to {until} in the record; give --truth FILE.csv")
    missing = [m for m in months_between(found[0], found[-1]) if m not in known]
    if missing:
        raise UsageError(
            f"the record lacks {missing[0]} between {found[0]} and {found[-1]}; "
            "give every month, or end with --until before the hole"
        )
    return found
