"""Differences between ensembles, over the days that they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.classify import classify
from sahelsim.analysis.contrast import contrast
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.core.errors import UsageError
from sahelsim.scenario import Scenario
from sahelsim.study.result import Result

Array = NDArray[np.float64]


def differences(results: Sequence[Result]) -> dict[str, dict[str, Any]]:
    """Return paired differences of each later result from the first, by ``later - first``."""
    first = results[0]
    return {f"{other.name} - {first.name}": difference(first, other) for other in results[1:]}


def difference(first: Result, other: Result) -> dict[str, Any]:
    """Return other − first; where their days differ, over the common days alone.

    Runs are paired by number. From different first days they share no chance, and the interval is
    as wide as that of independent runs.
    """
    if (first.start, first.weeks) == (other.start, other.weeks):
        return contrast(first.series, other.series, first.classes, other.classes)
    since, until = common((first.start, first.weeks), (other.start, other.weeks))
    one, two = (cut(r.series, r.start, since, until) for r in (first, other))
    return contrast(one, two, classify(one), classify(two))


def check_common(scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios that have no week in common with the first, before anything runs.

    Raises
    ------
    UsageError
        One line that names both and their days.
    """
    first = scenarios[0]
    for other in scenarios[1:]:
        since, until = common((first.start, first.weeks), (other.start, other.weeks))
        if (until - since).days < 7:
            raise UsageError(
                f"'{first.name}' ({first.start} to {first.end}) and '{other.name}' ({other.start} "
                f"to {other.end}) have no week in common: nothing can be compared"
            )


def common(*spans: tuple[date, int]) -> tuple[date, date]:
    """Return first and last common day of spans, each a first day and a number of weeks."""
    ends = [start + timedelta(weeks=weeks) for start, weeks in spans]
    return max(start for start, _ in spans), min(ends)


def cut(series: Mapping[str, Array], start: date, since: date, until: date) -> dict[str, Array]:
    """Return the weekly series from one day to another; what flowed before it is not in it."""
    first, last = (since - start).days // 7, (until - start).days // 7
    found = {name: values[:, first : last + 1].copy() for name, values in series.items()}
    for name, about in INDICATORS.items():
        if about.summary == "total":
            found[name][:, 0] = 0.0
    return found
