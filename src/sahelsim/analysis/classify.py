"""The published rule from a run's weekly series to its outcome class.

Rules are asked in this order; the first that holds gives the class.

1. ``jihadist_takeover``: jihadists hold most people, or the capital's rulers have lost most of
   the country, for half a year.
2. ``rekindled`` (the article's "at worst"): the 2015 accord is broken for half a year or more, and
   state and CMA are at war by UCDP's count (25 deaths within 52 weeks). The flag ``divided`` counts
   those in which the CMA held half of the north or more for half a year, ``at_rest`` those whose
   war has ended by then: by a new accord, a ceasefire, or because it fell asleep.
3. ``junta_falls``: the junta of November 2021 has lost power.
4. ``entrenched``: the officers of 2021 rule, no election was held, the coup hazard is well below
   the start, and the accord is unbroken at the end; with or without a contractor. Two flags are
   counted inside it, ``behind_foreign_men`` and ``more_ruthless``: both together are the
   article's "at best".
5. ``stabilised``: deaths of the last year are well below the first's, the state holds no less
   than at the start, and the accord is in force.
6. ``muddling``: everything else.

No flag changes a class. Scenario is not outcome: nothing here knows which scenario produced a run.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.intervals import wilson
from sahelsim.core.parameter import ASSUMED, Number

Array = NDArray[np.float64]

CLASSES: dict[str, str] = {
    "entrenched": "Entrenched junta",
    "rekindled": "Rekindled rebellion (the article's “at worst”)",
    "jihadist_takeover": "Jihadist takeover",
    "junta_falls": "The junta falls",
    "stabilised": "Stabilised",
    "muddling": "Muddling through",
}
ORDER = ("jihadist_takeover", "rekindled", "junta_falls", "entrenched", "stabilised")

TAKEOVER = Number(0.5, "share of people", 0.3, 0.7, ASSUMED, "more than any other party can hold")
LASTING = Number(26.0, "weeks", 13.0, 52.0, ASSUMED, "half a year outlasts an offensive")
ACTIVE_WAR = Number(25.0, "deaths in 52 weeks", 25.0, 25.0, "ucdp_ged")
GUARD = Number(150.0, "people", 50.0, 500.0, ASSUMED, "a company: the least that guards a capital")
SAFER = Number(0.75, "factor", 0.5, 0.9, ASSUMED, "a hazard a quarter lower is clearly lower")
HARSHER = Number(1.5, "factor", 1.1, 3.0, ASSUMED, "half as many again is more than chance gives")
DIVIDED = Number(0.5, "share of the north", 0.3, 0.8, ASSUMED, "more than any other party can hold")
CALMER = Number(0.6, "factor", 0.4, 0.8, ASSUMED, "chance alone rarely cuts a year's deaths so far")
RULES = {
    "classes.takeover": TAKEOVER,
    "classes.lasting": LASTING,
    "classes.active_war": ACTIVE_WAR,
    "classes.guard": GUARD,
    "classes.safer": SAFER,
    "classes.harsher": HARSHER,
    "classes.divided": DIVIDED,
    "classes.calmer": CALMER,
}


def classify(series: Mapping[str, Array]) -> NDArray[np.str_]:
    """Return every run's class, (runs,), from its weekly series (runs, weeks + 1)."""
    tests = criteria(series)
    found = np.full(series["total_deaths"].shape[0], "muddling", dtype="U20")
    for name in reversed(ORDER):
        holds = np.logical_and.reduce(list(tests[name].values()))
        found = np.where(holds, name, found)
    return found


def criteria(series: Mapping[str, Array]) -> dict[str, dict[str, NDArray[np.bool_]]]:
    """Return each rule's conditions by name, each (runs,)."""
    weeks = series["total_deaths"].shape[1] - 1
    lasting = min(LASTING.value, weeks)
    broken = 1.0 - series["accord_in_force"]
    war = _worst_year(series["cma_state_deaths"])
    start_hazard = series["coup_hazard"][:, 0]
    return {
        "jihadist_takeover": {
            "jihadists_hold_most": (series["jihadist_control_share"] >= TAKEOVER.value).sum(axis=1)
            >= lasting,
        },
        "rekindled": {
            "accord_broken": broken.sum(axis=1) >= lasting,
            "state_cma_war": war >= ACTIVE_WAR.value,
        },
        "junta_falls": {"junta_lost_power": series["junta_in_power"][:, -1] < 0.5},
        "entrenched": {
            "junta_rules": series["junta_in_power"][:, -1] > 0.5,
            "no_election": series["elections_held"][:, -1] < 0.5,
            "coup_hazard_fell": series["coup_hazard"][:, -1] <= SAFER.value * start_hazard,
            "accord_unbroken": broken[:, -1] < 0.5,
        },
        "stabilised": {
            "deaths_fell": _last_year(series["total_deaths"])
            <= CALMER.value * _first_year(series["total_deaths"]),
            "state_holds_no_less": series["state_control_share"][:, -1]
            >= series["state_control_share"][:, 0] - 0.005,
            "accord_in_force": broken[:, -1] < 0.5,
        },
    }


def flags(series: Mapping[str, Array]) -> dict[str, dict[str, NDArray[np.bool_]]]:
    """Return what is counted inside a class without changing it, by class and name, each (runs,)."""
    first, last = _first_quarter(series["one_sided_state"]), _last_year(series["one_sided_state"])
    held = (series["azawad_control_share"] >= DIVIDED.value).sum(axis=1)
    return {
        "entrenched": {
            "behind_foreign_men": series["wagner_men"][:, -1] >= GUARD.value,
            "more_ruthless": last > HARSHER.value * first,
        },
        "rekindled": {
            "divided": held >= LASTING.value,
            "at_rest": np.diff(series["war_weeks"][:, -2:], axis=1)[:, 0] < 0.5,
        },
    }


def flag_shares(
    series: Mapping[str, Array], classes: NDArray[np.str_]
) -> dict[str, dict[str, dict[str, float]]]:
    """Return how many runs of a class carry each flag, with Wilson intervals; ``all`` carries every one."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for name, carried in flags(series).items():
        runs = classes == name
        whole = np.logical_and.reduce(list(carried.values()))
        counted = {**carried, **({"all": whole} if len(carried) > 1 else {})}
        found[name] = {}
        for flag, holds in counted.items():
            count = int((holds & runs).sum())
            share, low, high = wilson(count, max(1, int(runs.sum())))
            found[name][flag] = {"share": share, "low": low, "high": high, "count": count}
    return found


def explain(series: Mapping[str, Array], run: int) -> tuple[str, list[str]]:
    """Return one run's class, and by their names the conditions that gave it."""
    one = {name: values[run : run + 1] for name, values in series.items()}
    name = str(classify(one)[0])
    if name == "muddling":
        return name, ["no_other_rule"]
    return name, list(criteria(one)[name])


def class_shares(classes: NDArray[np.str_]) -> dict[str, dict[str, float]]:
    """Return each class's share with its Wilson interval: share, low, high, count."""
    shares = {}
    for name in CLASSES:
        count = int((classes == name).sum())
        share, low, high = wilson(count, len(classes))
        shares[name] = {"share": share, "low": low, "high": high, "count": count}
    return shares


def _worst_year(weekly: Array) -> Array:
    total = np.cumsum(weekly, axis=1)
    before = np.zeros_like(total)
    before[:, 52:] = total[:, :-52] if total.shape[1] > 52 else 0.0
    return np.asarray((total - before).max(axis=1))


def _first_quarter(weekly: Array) -> Array:
    return np.asarray(weekly[:, 1:14].mean(axis=1))


def _first_year(weekly: Array) -> Array:
    return np.asarray(weekly[:, 1:53].mean(axis=1))


def _last_year(weekly: Array) -> Array:
    return np.asarray(weekly[:, -52:].mean(axis=1))
