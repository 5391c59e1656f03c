"""Mali at other dates: who ruled which cercle, how many men and displaced there were.

The table of control scores is by region, and a judgement made in hindsight on what was published
before each date. One rule spreads it to cercles, from what was known on the day:

* The state's share falls, and the jihadists' scores rise, with the places in a cercle that had a
  deadly event in the three calendar years before (half a power of it, within a factor of three).
* The former rebels' and the Platform's scores follow the share of Tuareg and Arabs, the
  militias' that of Dogon and Bambara, by the same half power.
* In every region the mean over people stays the region's score.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.geography.places import CONTROL_COLUMNS, REGION_IDS
from sahelsim.geography.tables import Row, number, read_table

Floats = NDArray[np.float64]

LANDED = "2021-11"  # the date of the cercles' own scores
YEARS = 3  # calendar years of events that the rule reads
MOST_SCORE = 3.0
FOLD = 3.0  # a cercle differs from its region's mean by this factor at most
HALF_POWER = Number(
    0.5, "1", 0.0, 1.0, ASSUMED, "control follows events within a region, less than in proportion"
)
COLUMNS = {
    "state": "state_score",
    "cma": "cma_0_3",
    "platform": "platform_0_3",
    "jnim": "jihadist_qaeda_0_3",
    "isgs": "isgs_0_3",
    "selfdef": "selfdefence_0_3",
}
NORTHERN = ("tuareg_bella", "arab_moor")
VILLAGERS = ("dogon", "bambara")


def origins() -> tuple[str, ...]:
    """Return the dates that the tables know, like ``2019-01``."""
    return tuple(sorted({row["origin"] for row in read_table("control_at_origins")}))


def scores_at(origin: str) -> dict[str, Floats]:
    """Return control scores by party, one a cercle, spread from the regions' (the rule above).

    Parameters
    ----------
    origin : str
        A date of the table before November 2021.
    """
    spread = {
        "state": _threat(origin) ** -HALF_POWER.value,
        "jnim": _threat(origin) ** HALF_POWER.value,
        "cma": _people(NORTHERN) ** HALF_POWER.value,
        "selfdef": _people(VILLAGERS) ** HALF_POWER.value,
    }
    spread |= {"isgs": spread["jnim"], "platform": spread["cma"]}
    return {who: _spread(origin, who, spread[who]) for who in CONTROL_COLUMNS}


def state_range(origin: str) -> tuple[float, float]:
    """Return by which factors the state's control may differ from the scores, low and high."""
    people = _population()
    middle, low, high = (
        float((_by_cercle(origin, c) * people).sum())
        for c in ("state_score", "state_low", "state_high")
    )
    return low / middle, high / middle


def strengths_at(origin: str) -> dict[str, Row]:
    """Return the table's rows of a date by item: men, displaced, refugees."""
    return {r["item"]: r for r in read_table("strengths_at_origins") if r["origin"] == origin}


def weeks_since_coup(day: date) -> float:
    """Return weeks since the last successful coup before a day."""
    rows = read_table("coups")
    last = max(r["date"] for r in rows if r["outcome"] == "successful" and r["date"] < str(day))
    return float((day - date.fromisoformat(last)).days // 7)


def _spread(origin: str, who: str, weight: Floats) -> Floats:
    """Spread a region's score over its cercles; the state's on the scale of odds."""
    mean, regions, people = _by_cercle(origin, COLUMNS[who]), _regions(), _population()
    found = np.zeros(len(mean))
    for region in set(regions):
        here = np.array([r == region for r in regions])
        given = (float(mean[here][0]), weight[here], people[here] / people[here].sum())
        found[here] = _odds(*given) if who == "state" else _scaled(*given)
    return found


def _scaled(mean: float, weight: Floats, share: Floats) -> Floats:
    """Return scores in proportion to weights whose mean over people is a region's, 3 at most."""
    scores = np.zeros(len(weight))
    for _ in range(50):  # what a full cercle cannot take, the others do
        scores = np.minimum(MOST_SCORE, scores + (mean - (scores * share).sum()) * weight)
    return scores


def _odds(mean: float, weight: Floats, share: Floats) -> Floats:
    """Return shares whose odds are in proportion to weights and whose mean is a region's."""
    low, high = 1e-9, 1e9
    for _ in range(100):
        middle = np.sqrt(low * high)
        shares = middle * weight / (1.0 + middle * weight)
        low, high = (middle, high) if (shares * share).sum() < mean else (low, middle)
    return np.asarray(shares)


def _threat(origin: str) -> Floats:
    """Return places with deadly events a cercle over its region's mean."""
    last = int(origin[:4]) - 1
    places: dict[str, float] = {}
    for row in read_table("ucdp_cercle_year_places"):
        if last - YEARS < int(row["year"]) <= last:
            count = number(row["places_with_fatal_event"])
            places[row["cercle"]] = places.get(row["cercle"], 0.0) + count
    ids = [r["id"] for r in read_table("cercles")]
    return _relative(np.array([places.get(i, 0.0) for i in ids]) + 1.0)


def _people(groups: tuple[str, ...]) -> Floats:
    rows = read_table("cercles")
    return _relative(np.array([sum(number(r[f"share_{g}"]) for g in groups) for r in rows]) + 0.05)


def _relative(values: Floats) -> Floats:
    """Return values over their region's mean, within ``FOLD``."""
    regions = np.array(_regions())
    means = {r: values[regions == r].mean() for r in set(regions)}
    return np.asarray(np.clip(values / np.array([means[r] for r in regions]), 1.0 / FOLD, FOLD))


def _by_cercle(origin: str, column: str) -> Floats:
    rows = read_table("control_at_origins")
    by = {REGION_IDS[r["region"]]: number(r[column]) for r in rows if r["origin"] == origin}
    return np.array([by[region] for region in _regions()])


def _regions() -> list[str]:
    return [r["region"] for r in read_table("cercles")]


def _population() -> Floats:
    return np.array([number(r["pop_2021_11_est"]) for r in read_table("cercles")])


__all__ = ["LANDED", "origins", "scores_at", "state_range", "strengths_at", "weeks_since_coup"]
