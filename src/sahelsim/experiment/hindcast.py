"""``hindcast``: ensembles that know nothing after their origin, scored month by month.

Each variant is a scenario with the posterior that was fitted to data before the origin. Beside it
stand naive forecasts from the same past. Skill is 1 − CRPS / CRPS(baseline): above 0 the model
adds something, below 0 the naive forecast was better.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import by_month, first_day, shifted
from sahelsim.analysis.naive import forecasts
from sahelsim.analysis.scores import brier, crps, scored, skill
from sahelsim.base.errors import UsageError
from sahelsim.experiment.pool import run_scenarios
from sahelsim.experiment.result import Result
from sahelsim.scenario import Scenario, load_scenario
from sahelsim.world import history

Array = NDArray[np.float64]
Table = Mapping[str, Mapping[str, float]]

SERIES = {"total": "total_deaths", "state_based": "state_based_deaths"}
OTHER = ("non_state_deaths", "one_sided_deaths")
PAST = "2012-01"  # naive forecasts look back to the start of the war


@dataclass(frozen=True)
class Origin:
    """A date from which the model looks ahead."""

    month: str
    posterior: str
    variants: Mapping[str, str]


ORIGINS = {
    "2021-11": Origin(
        "2021-11",
        "2021-10",
        {"baseline": "baseline", "history": "history", "no-deal": "no-deal"},
    ),
    "2018-01": Origin(
        "2018-01",
        "2017-12",
        {"baseline": "from-2018", "history": "history-2017", "no-deal": "from-2018-no-deal"},
    ),
}


@dataclass(frozen=True)
class Event:
    """A dated event: how a run shows it, and whether it came true."""

    name: str
    label: str
    by: str
    happened: bool
    series: str
    holds: Callable[[Array], NDArray[np.bool_]]


def _any(limit: float) -> Callable[[Array], NDArray[np.bool_]]:
    return lambda x: np.asarray((x >= limit).any(axis=1))


EVENTS = (
    Event("deal_by_2022_03", "A contract with Wagner signed by March 2022", "2022-03", True,
          "contract", _any(0.5)),
    Event("french_gone_by_2022_09", "French forces gone by September 2022", "2022-09", True,
          "french_troops", lambda x: np.asarray(x[:, -1] < 100.0)),
    Event("accord_broken_by_2022_12", "The 2015 accord broken by December 2022", "2022-12", False,
          "cma_war", _any(0.5)),
)  # fmt: skip


@dataclass(frozen=True)
class Hindcast:
    """Scores of every variant and of every naive forecast over the same months."""

    origin: str
    months: list[str]
    truth: dict[str, Array]
    samples: dict[str, dict[str, Array]]
    naive: dict[str, dict[str, Array]]
    events: dict[str, dict[str, dict[str, float]]]
    shares: dict[str, dict[str, Any]] = field(default_factory=dict)

    def report(self) -> dict[str, Any]:
        """Return every score as plain JSON values."""
        baselines = {
            name: {
                "crps": {kind: float(crps(x, self.truth[kind]).mean()) for kind, x in by.items()}
            }
            for name, by in self.naive.items()
        }
        return {
            "origin": self.origin,
            "months": len(self.months),
            "variants": {name: self._variant(name) for name in self.samples},
            "baselines": baselines,
        }

    def _variant(self, name: str) -> dict[str, Any]:
        found = {kind: scored(x, self.truth[kind]) for kind, x in self.samples[name].items()}
        mine = crps(self.samples[name]["total"], self.truth["total"])
        return {
            "crps": {kind: row["crps"] for kind, row in found.items()},
            "log_score": {kind: row["log_score"] for kind, row in found.items()},
            "coverage50": found["total"]["coverage50"],
            "coverage90": found["total"]["coverage90"],
            "pit": found["total"]["pit"],
            "skill": {
                other: skill(mine, crps(by["total"], self.truth["total"]))
                for other, by in self.naive.items()
            },
            "events": self.events[name],
            "shares": self.shares[name],
        }


def hindcast(
    origin: str = "2021-11",
    *,
    until: str = "2022-12",
    runs: int = 400,
    seed: int = 1,
    truth: Table | None = None,
    variants: Sequence[str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Hindcast:
    """Score the model from an origin to a month.

    Parameters
    ----------
    origin : str
        ``2021-11`` or ``2018-01``.
    until : str
        Last month to score.
    runs, seed : int
        Size and seed of each ensemble.
    truth : mapping, optional
        Month to ``total``, ``state_based`` and ``other``; the shipped record if not given.
    variants : sequence of str, optional
        Which of ``baseline``, ``history`` and ``no-deal``.

    Raises
    ------
    UsageError
        If no month can be scored.
    """
    start = ORIGINS[origin]
    known = truth or recorded(until)
    names = list(variants or start.variants)
    stories = [_story(start, start.variants[name], until) for name in names]
    results = run_scenarios(stories, runs=runs, seed=seed, progress=progress)
    months = [m for m in _months(origin, until) if m in known]
    if not months:
        raise UsageError(f"no month from {origin} to {until} in the record; give --truth FILE.csv")
    kinds = [k for k in ("total", "state_based", "other") if all(k in known[m] for m in months)]
    actual = {k: np.array([known[m][k] for m in months]) for k in kinds}
    samples = {n: monthly(r, months, kinds) for n, r in zip(names, results, strict=True)}
    naive = naive_forecasts(origin, months, kinds, max(runs, 400), seed)
    return Hindcast(
        origin,
        months,
        actual,
        samples,
        naive,
        {n: _events(r, origin) for n, r in zip(names, results, strict=True)},
        {n: _shares(r) for n, r in zip(names, results, strict=True)},
    )


def recorded(until: str) -> dict[str, dict[str, float]]:
    """Return the shipped record by month and type."""
    found: dict[str, dict[str, float]] = {}
    for kind in ("total", "state_based", "other"):
        for month, deaths in history.deaths(kind, until, PAST).items():
            found.setdefault(month, {})[kind] = deaths
    return found


def monthly(result: Result, months: Sequence[str], kinds: Sequence[str]) -> dict[str, Array]:
    """Return a result's deaths by type in these months, (runs, months)."""

    def one(name: str) -> Array:
        lived, counts = by_month(result.series[name][:, 1:], result.start)
        return counts[:, [lived.index(m) for m in months]]

    makers = {k: (lambda name=name: one(name)) for k, name in SERIES.items()}
    makers["other"] = lambda: one(OTHER[0]) + one(OTHER[1])
    return {kind: makers[kind]() for kind in kinds}


def naive_forecasts(
    origin: str, months: Sequence[str], kinds: Sequence[str], members: int, seed: int
) -> dict[str, dict[str, Array]]:
    """Return naive ensembles by name and type; they see the record before the origin alone."""
    ahead = _months(origin, months[-1])
    columns = [ahead.index(m) for m in months]
    found: dict[str, dict[str, Array]] = {}
    for kind in kinds:
        past = np.array(list(history.deaths(kind, shifted(origin, -1), PAST).values()))
        for name, x in forecasts(past, len(ahead), members, seed).items():
            found.setdefault(name, {})[kind] = x[:, columns]
    return found


def _story(origin: Origin, name: str, until: str) -> Scenario:
    story = load_scenario(name)
    weeks = -(-(first_day(shifted(until, 1)) - story.start).days // 7)
    return dataclasses.replace(story, weeks=weeks, uncertainty=origin.posterior)


def _months(since: str, until: str) -> list[str]:
    found = [since]
    while found[-1] < until:
        found.append(shifted(found[-1], 1))
    return found


def _events(result: Result, origin: str) -> dict[str, dict[str, float]]:
    found = {}
    first = max(0, (first_day(origin) - result.start).days // 7)
    for event in EVENTS:
        weeks = (first_day(shifted(event.by, 1)) - result.start).days // 7
        if weeks < result.series["contract"].shape[1]:
            came = event.holds(result.series[event.series][:, first : weeks + 1])
            p = float(came.mean())
            found[event.name] = {"probability": p, "brier": brier(p, event.happened)}
    return found


def _shares(result: Result) -> dict[str, Any]:
    """Return ISGS's share of deaths between state and jihadists by year, and stocks at year end."""
    found: dict[str, Any] = {}
    days = [(k, result.start.toordinal() + 7 * k) for k in range(result.weeks + 1)]
    for year in range(result.start.year, result.end.year + 1):
        weeks = [k for k, day in days[1:] if _year(day) == year]
        if len(weeks) < 50:
            continue
        isgs = result.series["isgs_state_deaths"][:, weeks].sum(axis=1)
        jnim = result.series["jnim_state_deaths"][:, weeks].sum(axis=1)
        row = {"isgs_share": isgs / np.maximum(isgs + jnim, 1.0)}
        row |= {name: result.series[name][:, weeks[-1]] for name in ("displaced", "refugees")}
        killed = {w: result.series[f"one_sided_{w}"][:, weeks].sum(axis=1) for w in
                  ("state", "jihadist", "militia")}  # fmt: skip
        everyone = np.maximum(sum(killed.values()), 1.0)
        row |= {f"killed_by_{w}": deaths / everyone for w, deaths in killed.items()}
        found[str(year)] = {
            name: [float(q) for q in np.quantile(x, [0.05, 0.5, 0.95])] for name, x in row.items()
        }
    return found


def _year(ordinal: int) -> int:
    from datetime import date

    return date.fromordinal(ordinal).year
