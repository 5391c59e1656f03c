"""What a hindcast scores besides monthly deaths: dated events, yearly shares and stocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import first_day, shifted
from sahelsim.analysis.scores import brier
from sahelsim.scenario import Scenario
from sahelsim.study.result import Result

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Event:
    """A dated event: how a run shows it, and whether it came true."""

    name: str
    label: str
    by: str
    happened: bool
    series: str
    holds: Callable[[Array], NDArray[np.bool_]]
    order: tuple[str, str]  # the actor's order that brings it about


def _any(limit: float) -> Callable[[Array], NDArray[np.bool_]]:
    return lambda x: np.asarray((x >= limit).any(axis=1))


EVENTS = (
    Event(
        "deal_by_2022_03",
        "A contract with Wagner signed by March 2022",
        "2022-03",
        True,
        "contract",
        _any(0.5),
        ("junta", "sign_contract"),
    ),
    Event(
        "french_gone_by_2022_09",
        "French forces gone by September 2022",
        "2022-09",
        True,
        "french_troops",
        lambda x: np.asarray(x[:, -1] < 100.0),
        ("france", "leave"),
    ),
    Event(
        "accord_broken_by_2022_12",
        "The 2015 accord broken by December 2022",
        "2022-12",
        False,
        "cma_war",
        _any(0.5),
        ("cma", "rebel"),
    ),
)


def event_scores(result: Result, origin: str) -> dict[str, dict[str, float]]:
    """Return the share of runs in which each event came, and its Brier score."""
    found = {}
    first = max(0, (first_day(origin) - result.start).days // 7)
    for event in EVENTS:
        weeks = (first_day(shifted(event.by, 1)) - result.start).days // 7
        if weeks < result.series["contract"].shape[1]:
            came = event.holds(result.series[event.series][:, first : weeks + 1])
            p = float(came.mean())
            found[event.name] = {"probability": p, "brier": brier(p, event.happened)}
    return found


def imposed(story: Scenario) -> list[str]:
    """Return the events that a scenario scripts or bars: no run could have answered otherwise."""
    scripted = {(d.actor, d.choose) for d in story.decisions}
    return [
        event.name
        for event in EVENTS
        if event.order in scripted or event.order[1] in story.cannot.get(event.order[0], ())
    ]


def yearly(result: Result) -> dict[str, Any]:
    """Return ISGS's share of deaths between state and jihadists by year, and stocks at year end."""
    found: dict[str, Any] = {}
    days = [(k, result.start.toordinal() + 7 * k) for k in range(result.weeks + 1)]
    for year in range(result.start.year, _year(days[-1][1]) + 1):
        weeks = [k for k, day in days[1:] if _year(day) == year]
        if len(weeks) < 50:
            continue
        isgs = result.series["isgs_state_deaths"][:, weeks].sum(axis=1)
        jnim = result.series["jnim_state_deaths"][:, weeks].sum(axis=1)
        row = {"isgs_share": isgs / np.maximum(isgs + jnim, 1.0)}
        row |= {name: result.series[name][:, weeks[-1]] for name in ("displaced", "refugees")}
        killed = {
            w: result.series[f"one_sided_{w}"][:, weeks].sum(axis=1)
            for w in ("state", "jihadist", "militia")
        }
        everyone = np.maximum(sum(killed.values()), 1.0)
        row |= {f"killed_by_{w}": deaths / everyone for w, deaths in killed.items()}
        found[str(year)] = {
            name: [float(q) for q in np.quantile(x, [0.05, 0.5, 0.95])] for name, x in row.items()
        }
    return found


def _year(ordinal: int) -> int:
    return date.fromordinal(ordinal).year
