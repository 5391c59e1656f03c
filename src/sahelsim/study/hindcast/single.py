"""``hindcast``: ensembles that know nothing after their origin, scored month by month.

Each variant is a scenario with the posterior that was fitted to data before the origin. Beside it
stand rivals fixed beforehand, from the same past, that no seed touches. Skill is 1 − CRPS /
CRPS(rival): above 0 the model adds something, below 0 the rival was better.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import first_day, months_between, shifted
from sahelsim.analysis.scores import crps, scored, skill
from sahelsim.scenario import Scenario, load_scenario
from sahelsim.study.hindcast.paths import (
    SERIES,
    Table,
    model_paths,
    recorded,
    rival_paths,
    scorable,
)
from sahelsim.study.outcomes import event_scores, imposed, yearly
from sahelsim.study.pool import run_scenarios
from sahelsim.study.result import Result

Array = NDArray[np.float64]


SHIPPED = "2022-12"  # the last month of the shipped record


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
    """Every variant's ensemble and every rival's scores over the same months.

    ``samples`` holds deaths by variant and type, (runs, months); ``naive`` the CRPS by rival and
    type, (months,).
    """

    origin: str
    months: list[str]
    truth: dict[str, Array]
    samples: dict[str, dict[str, Array]]
    naive: dict[str, dict[str, Array]]
    events: dict[str, dict[str, dict[str, float]]]
    shares: dict[str, dict[str, Any]] = field(default_factory=dict)
    imposed: dict[str, list[str]] = field(default_factory=dict)

    aggregate: bool = False

    def report(self) -> dict[str, Any]:
        """Return every score as plain JSON values; of an aggregate none of a single month."""
        whole = {
            "origin": self.origin,
            "months": len(self.months),
            "runs": int(next(iter(self.samples.values()))["total"].shape[0]),
            "record": dict(zip(self.months, self.truth["total"].tolist(), strict=True)),
            "variants": {name: self._variant(name) for name in self.samples},
            "baselines": {name: self._baseline(name) for name in self.naive},
        }
        return _aggregated(whole) if self.aggregate else whole

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


def _aggregated(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report without the record, the months' scores, and places of single months."""
    del report["record"]
    for row in (*report["variants"].values(), *report["baselines"].values()):
        del row["crps_by_month"]
        if "pit" in row:
            row["pit"] = np.histogram(row["pit"], np.linspace(0.0, 1.0, 6))[0].tolist()
    return report


def hindcast(
    origin: str = "2021-11",
    *,
    until: str = "2022-12",
    runs: int = 400,
    seed: int = 1,
    truth: Table | None = None,
    aggregate: bool | None = None,
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
    aggregate : bool, optional
        Whether no month of the record is told; by default where it holds months that the package
        does not ship.

    Raises
    ------
    UsageError
        If no month can be scored.
    """
    known = truth or recorded(until)
    months = scorable(origin, until, known)
    scenarios = _stories(ORIGINS[origin], until)
    results = run_scenarios(list(scenarios.values()), runs=runs, seed=seed, progress=progress)
    told = months[-1] > SHIPPED if aggregate is None else aggregate
    return _scored(origin, known, months, scenarios, results, told)


def _scored(
    origin: str,
    known: Table,
    months: list[str],
    stories: Mapping[str, Scenario],
    results: Sequence[Result],
    aggregate: bool,
) -> Hindcast:
    """Score ensembles of one origin in the months that the record knows."""
    kinds = [k for k in SERIES if all(k in known[m] for m in months)]
    by_name = dict(zip(stories, results, strict=True))
    happened = {k: np.array([known[m][k] for m in months]) for k in kinds}
    return Hindcast(
        origin,
        months,
        happened,
        {
            n: {k: x for k, x in model_paths(r, months).months.items() if k in kinds}
            for n, r in by_name.items()
        },
        _rival_scores(origin, months, happened),
        {n: event_scores(r, origin) for n, r in by_name.items()},
        {n: yearly(r) for n, r in by_name.items()},
        {n: imposed(s) for n, s in stories.items()},
        aggregate,
    )


def _rival_scores(
    origin: str, months: Sequence[str], truth: Mapping[str, Array]
) -> dict[str, dict[str, Array]]:
    """Return the rivals' CRPS by name and type in these months."""
    ahead = months_between(origin, months[-1])
    columns = [ahead.index(m) for m in months]
    return {
        name: {k: crps(paths.months[k][:, columns], x, fair=False) for k, x in truth.items()}
        for name, paths in rival_paths(origin, len(ahead)).items()
    }


def _stories(origin: Origin, until: str) -> dict[str, Scenario]:
    return {name: _story(origin, name, until) for name in origin.variants}


def _story(origin: Origin, name: str, until: str) -> Scenario:
    story = load_scenario(origin.variants[name])
    weeks = -(-(first_day(shifted(until, 1)) - story.start).days // 7)
    return dataclasses.replace(story, weeks=weeks, uncertainty=origin.posterior)
