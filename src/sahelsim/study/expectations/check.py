"""Expected beside realised: the effects of every action, what contradicts, and law LL4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sahelsim.model.payoffs import kind_of
from sahelsim.model.sizes import Sizes, expected
from sahelsim.model.state import Array
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.expectations.estimate import all_expected, forks
from sahelsim.study.expectations.fit import Yardsticks, mean_interval, regression
from sahelsim.study.expectations.forks import Forked, Sample

CHECKED = (20, 68, 116)  # weeks of the fresh forks
COPIES = 16  # futures of each state
STATES = 6  # a week for each action
SPREAD = 0.02  # of what is expected (0-1 scale of the measure): below it LL4 asks nothing
MATTERS = 0.02  # swings: what was expected of less is not called a contradiction
NOTHING = 0.1  # of what was expected
Row = dict[str, Any]


def effects(scenario: Scenario, forked: Forked, sticks: Yardsticks, sizes: Sizes) -> list[Row]:
    """Return by actor, action and incentive: written, expected and realised effect (swings)."""
    rows = []
    for (name, actor), sample in sorted(forked.samples.items(), key=lambda one: one[0][::-1]):
        card = scenario.cards[actor]
        role = kind_of(card)
        for k in sample.gains:
            written = float(all_expected(lambda parts: parts, sample, k).mean())
            believed = float(all_expected(expected(sizes, name, card).of, sample, k).mean())
            middle, low, high = mean_interval(sample.gain(k) / sticks[role, k], sample.groups)
            said = dict(actor=actor, action=name, incentive=k, weight=_mean(card.weights[k]))
            numbers = dict(written=written, expected=believed, realised=middle, low=low, high=high)
            rows.append({**said, **numbers, "states": sample.size, "finding": _finding(numbers)})
    return rows


def _finding(said: Mapping[str, float]) -> str:
    """Return what an effect says of what was written: a wrong sign, or that nothing came of it."""
    written, low, high = said["written"], said["low"], said["high"]
    if abs(written) <= MATTERS:
        return ""
    against = high < 0.0 < written or written < 0.0 < low
    if against and abs(said["realised"]) > MATTERS:
        return "wrong sign"
    return "comes to nothing" if max(abs(low), abs(high)) < NOTHING * abs(written) else ""


def _mean(weight: Any) -> float:
    return float(np.mean(np.asarray(weight)))


def calibration(
    scenario: Scenario, sticks: Yardsticks, sizes: Sizes, *, seed: int, runs: int
) -> list[Row]:
    """Return law LL4: slope and r by actor and incentive, from fresh seeds and states."""
    fresh = forks(
        scenario, sizes, seed=seed, weeks=CHECKED, runs=runs, states=STATES, copies=COPIES
    )
    pairs: dict[tuple[str, str], list[tuple[Array, Array, Array]]] = {}
    for (name, actor), sample in fresh.samples.items():
        card = scenario.cards[actor]
        for k in sample.gains:
            stick = sticks[kind_of(card), k]
            believed = all_expected(expected(sizes, name, card).of, sample, k) * stick
            assumed = all_expected(lambda parts: parts, sample, k) * stick
            told, written, gain = (
                _over_copies(sample, x) for x in (believed, assumed, sample.gain(k))
            )
            pairs.setdefault((actor, k), []).append((told, written, gain))
    return [_law(actor, k, points) for (actor, k), points in sorted(pairs.items())]


def _over_copies(sample: Sample, values: Array) -> Array:
    """Return the mean over the futures of each state: pieces lie week by week, copy by copy."""
    found, at = [], 0
    for part in sample.state:
        piece = values[at : at + len(part)].reshape(COPIES, -1)
        found.append(piece.mean(axis=0))
        at += len(part)
    return np.concatenate(found)


def _law(actor: str, incentive: str, points: list[tuple[Array, Array, Array]]) -> Row:
    believed, assumed, realised = (np.concatenate(part) for part in zip(*points, strict=True))
    slope, r = regression(believed, realised)
    slope_written, r_written = regression(assumed, realised)
    spread = float(np.std(believed))
    asked = spread >= SPREAD
    passed = asked and 0.5 <= slope <= 1.5 and r >= 0.3
    return dict(
        actor=actor,
        incentive=incentive,
        points=len(believed),
        spread=spread,
        slope=slope,
        r=r,
        slope_written=slope_written,
        r_written=r_written,
        verdict="pass" if passed else "fail" if asked else "not asked",
    )


def shares(rows: list[Row]) -> Mapping[str, int]:
    """Return how many checks of LL4 have each verdict."""
    return {v: sum(row["verdict"] == v for row in rows) for v in ("pass", "fail", "not asked")}
