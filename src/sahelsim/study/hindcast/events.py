"""When dated events come, in the model and by a base rate fixed beforehand; quiet time counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import first_day
from sahelsim.analysis.scores import date_score
from sahelsim.scenario import Scenario
from sahelsim.study.result import Result

Array = NDArray[np.float64]

DAYS = 30.4375  # a month
GONE = 100.0  # men: below this a force has left
MEMBERS = 999  # of a base rate's law


@dataclass(frozen=True)
class Dated:
    """An event with its days in the record, how a run shows it, and its base rate.

    The rate is (events + ½) over the years from ``since`` to the origin, of which ``before`` holds
    the events: Jeffreys' rule, so that what never happened is rare and not impossible.
    """

    name: str
    label: str
    days: tuple[date, ...]
    shows: Callable[[Result], NDArray[np.bool_]]
    since: int
    before: tuple[date, ...]
    why: str
    orders: tuple[tuple[str, str], ...]

    def happened(self, origin: str) -> float:
        """Return months from an origin to the event, ``inf`` if the record holds none."""
        start = first_day(origin)
        later = [(day - start).days / DAYS for day in self.days if day >= start]
        return min(later, default=np.inf)

    def base(self, origin: str) -> Array:
        """Return evenly spread times of a constant hazard, in months, (members,)."""
        years = first_day(origin).year - self.since + first_day(origin).month / 12
        known = sum(day < first_day(origin) for day in (*self.before, *self.days))
        quantiles = (np.arange(MEMBERS) + 0.5) / MEMBERS
        return np.asarray(-np.log1p(-quantiles) * 12.0 * years / (known + 0.5))


def _never_again(
    series: str, holds: Callable[[Array], NDArray[np.bool_]]
) -> Callable[[Result], Any]:
    return lambda r: holds(np.asarray(r.series[series]))


COUPS = (date(1968, 11, 19), date(1991, 3, 26), date(2012, 3, 22))
WAR = 2012  # the year it began
DATED = (
    Dated(
        "contract",
        "A contract with foreign contractors",
        (date(2021, 12, 24),),
        _never_again("contract", lambda x: x >= 0.5),
        WAR,
        (),
        "none in the years of the war",
        (("junta", "sign_contract"),),
    ),
    Dated(
        "french_exit",
        "French forces gone",
        (date(2022, 8, 15),),
        _never_again("french_troops", lambda x: x < GONE),
        2013,
        (),
        "none since they came in January 2013",
        (("france", "leave"), ("junta", "expel_french")),
    ),
    Dated(
        "coup",
        "A successful coup",
        (date(2020, 8, 18), date(2021, 5, 24)),
        _never_again("junta_in_power", lambda x: x < 0.5),
        1960,
        COUPS,
        "Mali's own record since independence",
        (),
    ),
    Dated(
        "accord_break",
        "War between state and former rebels",
        (),
        _never_again("cma_war", lambda x: x >= 0.5),
        1992,
        (date(2006, 5, 23), date(2007, 8, 26), date(2012, 1, 17)),
        "three Tuareg wars since the pact of 1992",
        (("cma", "rebel"),),
    ),
)


def times(result: Result, event: Dated, origin: str) -> Array:
    """Return months from an origin until each run shows an event, ``inf`` for never, (runs,)."""
    first = max(0, (first_day(origin) - result.start).days // 7)
    shown = event.shows(result)[:, first:]
    weeks = np.where(shown.any(axis=1), shown.argmax(axis=1).astype(float), np.inf)
    return np.asarray(weeks * 7.0 / DAYS)


def imposed(story: Scenario, event: Dated) -> bool:
    """Tell whether a scenario scripts or bars what brings an event about."""
    scripted = {(d.actor, d.choose) for d in story.decisions}
    return any(o in scripted or o[1] in story.cannot.get(o[0], ()) for o in event.orders)


def event_row(event: Dated, origin: str, horizon: float, sample: Array) -> dict[str, Any]:
    """Return an event's scores beside its base rate's, censored at a horizon in months."""
    truth, base = event.happened(origin), event.base(origin)
    ahead = np.minimum(sample, horizon)
    return {
        "event": event.name,
        "origin": origin,
        "horizon": round(horizon, 1),
        "happened": None if truth > horizon else round(truth, 1),
        "median": None if np.median(ahead) >= horizon else round(float(np.median(ahead)), 1),
        "probability": float((sample < horizon).mean()),
        "base_probability": float((base < horizon).mean()),
        "score": date_score(sample, truth, horizon),
        "base_score": date_score(base, truth, horizon),
    }
