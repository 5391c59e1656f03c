"""``hindcast``: ensembles that know nothing after their origin, scored month by month.

Each variant is a scenario with the posterior that was fitted to data before the origin. Beside it
stand naive forecasts from the same past, each scored by its whole law, so that no seed touches them.
Skill is 1 − CRPS / CRPS(baseline): above 0 the model adds something, below 0 the naive forecast was
better.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import by_month, first_day, shifted
from sahelsim.analysis.naive import exact_scores
from sahelsim.analysis.scores import crps, scored, skill
from sahelsim.core.errors import UsageError
from sahelsim.geography import history
from sahelsim.scenario import Scenario, load_scenario
from sahelsim.study.outcomes import event_scores, imposed, yearly
from sahelsim.study.pool import run_scenarios
from sahelsim.study.result import Result

Array = NDArray[np.float64]
Table = Mapping[str, Mapping[str, float]]

SERIES = {
    "total": ("total_deaths",),
    "state_based": ("state_based_deaths",),
    "other": ("non_state_deaths", "one_sided_deaths"),
}
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
class Hindcast:
    """Every variant's ensemble and every naive forecast's scores over the same months.

    ``samples`` holds deaths by variant and type, (runs, months); ``naive`` the exact CRPS by naive
    forecast and type, (months,).
    """

    origin: str
    months: list[str]
    truth: dict[str, Array]
    samples: dict[str, dict[str, Array]]
    naive: dict[str, dict[str, Array]]
    events: dict[str, dict[str, dict[str, float]]]
    shares: dict[str, dict[str, Any]] = field(default_factory=dict)
    imposed: dict[str, list[str]] = field(default_factory=dict)

    def report(self) -> dict[str, Any]:
        """Return every score as plain JSON values."""
        return {
            "origin": self.origin,
            "months": len(self.months),
            "runs": int(next(iter(self.samples.values()))["total"].shape[0]),
            "record": dict(zip(self.months, self.truth["total"].tolist(), strict=True)),
            "variants": {name: self._variant(name) for name in self.samples},
            "baselines": {name: self._baseline(name) for name in self.naive},
        }

    def _baseline(self, name: str) -> dict[str, Any]:
        scores = self.naive[name]
        by = {kind: float(x.mean()) for kind, x in scores.items()}
        return {
            "crps": by["total"],
            "crps_by_type": by,
            "crps_by_month": scores["total"].tolist(),
        }

    def _variant(self, name: str) -> dict[str, Any]:
        sample, truth = self.samples[name], self.truth
        found = {kind: scored(x, truth[kind]) for kind, x in sample.items()}
        mine = crps(sample["total"], truth["total"])
        return {
            "crps": {kind: row["crps"] for kind, row in found.items()},
            "crps_by_month": mine.tolist(),
            "log_score": {kind: row["log_score"] for kind, row in found.items()},
            "coverage50": found["total"]["coverage50"],
            "coverage90": found["total"]["coverage90"],
            "months_above_median": int((truth["total"] > np.median(sample["total"], axis=0)).sum()),
            "pit": found["total"]["pit"],
            "skill": {other: skill(mine, by["total"]) for other, by in self.naive.items()},
            "events": self.events[name],
            "imposed": self.imposed.get(name, []),
            "shares": self.shares[name],
        }


def hindcast(
    origin: str = "2021-11",
    *,
    until: str = "2022-12",
    runs: int = 400,
    seed: int = 1,
    truth: Table | None = None,
    progress: Callable[[int], None] | None = None,
) -> Hindcast:
    """Score the model from an origin to a month.

    Parameters
    ----------
    origin, until : str
        First month (``2021-11`` or ``2018-01``) and last month to score.
    runs, seed : int
        Size and seed of each ensemble.
    truth : mapping, optional
        Month to ``total``, ``state_based`` and ``other``; the shipped record if not given.

    Raises
    ------
    UsageError
        If no month can be scored.
    """
    known = truth or recorded(until)
    months = _scorable(origin, until, known)
    stories = _stories(ORIGINS[origin], until)
    results = run_scenarios(list(stories.values()), runs=runs, seed=seed, progress=progress)
    kinds = [k for k in SERIES if all(k in known[m] for m in months)]
    by_name = dict(zip(stories, results, strict=True))
    happened = {k: np.array([known[m][k] for m in months]) for k in kinds}
    return Hindcast(
        origin, months, happened,
        {n: monthly(r, months, kinds) for n, r in by_name.items()},
        naive_scores(origin, months, happened),
        {n: event_scores(r, origin) for n, r in by_name.items()},
        {n: yearly(r) for n, r in by_name.items()},
        {n: imposed(s) for n, s in stories.items()},
    )  # fmt: skip


def _scorable(origin: str, until: str, known: Table) -> list[str]:
    found = [m for m in _months(origin, until) if m in known]
    if not found:
        raise UsageError(f"no month from {origin} to {until} in the record; give --truth FILE.csv")
    return found


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

    return {kind: np.asarray(sum(one(name) for name in SERIES[kind])) for kind in kinds}


def naive_scores(
    origin: str, months: Sequence[str], truth: Mapping[str, Array]
) -> dict[str, dict[str, Array]]:
    """Return exact CRPS by naive forecast and type; they see the record before the origin alone."""
    ahead = _months(origin, months[-1])
    columns = [ahead.index(m) for m in months]
    found: dict[str, dict[str, Array]] = {}
    for kind, happened in truth.items():
        for name, scores in exact_scores(
            _past(origin, kind), len(ahead), columns, happened
        ).items():
            found.setdefault(name, {})[kind] = scores
    return found


def _past(origin: str, kind: str) -> Array:
    return np.array(list(history.deaths(kind, shifted(origin, -1), PAST).values()))


def _stories(origin: Origin, until: str) -> dict[str, Scenario]:
    return {name: _story(origin, name, until) for name in origin.variants}


def _story(origin: Origin, name: str, until: str) -> Scenario:
    story = load_scenario(origin.variants[name])
    weeks = -(-(first_day(shifted(until, 1)) - story.start).days // 7)
    return dataclasses.replace(story, weeks=weeks, uncertainty=origin.posterior)


def _months(since: str, until: str) -> list[str]:
    found = [since]
    while found[-1] < until:
        found.append(shifted(found[-1], 1))
    return found
