"""Laws of war and peace: accords that hold, wars that end, ceasefires, guarantors (LL24-LL27)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.peace import ACTIVE, STANDS
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.audit.check import of_runs
from sahelsim.study.audit.law import Law, Row, judged, mean_interval, share_interval
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.fork import force
from sahelsim.study.result import Result

Flags = NDArray[np.bool_]

YEAR = 52
READY = "initial.readiness=0.5"  # a rebellion asks for arms and unity
CONFLICTS = {
    "north": ("cma",),
    "jihad": ("jnim", "isgs"),
}  # as UCDP counts them, by incompatibility
NOBODY = (  # no third party, on the first day or later
    "initial.presence.minusma=0.0",
    "initial.mediation=0.0",
    "initial.guarantee=0.0",
    "mechanisms.guarantees.of_mediation=0.0",
    "mechanisms.guarantees.of_france=0.0",
)
SOMEBODY = ("initial.presence.minusma=1.0", "initial.mediation=0.4", "initial.guarantee=0.55")

HOLDS = Law(
    "LL24",
    "share of runs without a deal in which the accord with UN troops holds four years",
    0.65,
    0.90,
    "D/A",
    "Tuareg record; Fortna",
    kind="level",
)
LASTS = Law(
    "LL25a",
    "median years until a new war with the signatories ends by an accord or falls asleep",
    1.5,
    4.0,
    "D/A",
    "Tuareg record: 5.7, .1, 2 and 3.4 years",
    kind="level",
)
FAILS = Law(
    "LL25b",
    "share of first deals of a new war that fail within a year",
    0.5,
    1.0,
    "D/A",
    "deals of 2006, 2008 and 2013 lasted 7, 4 and 11 months",
    kind="level",
)
CEASEFIRES = Law(
    "LL26",
    "share of conflict-years with a new ceasefire",
    0.15,
    0.35,
    "A/D",
    "ETH/PRIO: 21 % of conflict-years",
    kind="level",
)
GUARANTOR = Law(
    "LL27",
    "times that the hazard of a break is higher without any guarantor",
    2.0,
    4.0,
    "D/A",
    "Fortna: peacekeepers cut relapse by 50 to 75 %",
    nothing=1.0,
    kind="sign",
)
ARMING = Law(
    "red_line.arming",
    "points of P(arm and unite) that 5,000 men add over none",
    0.0,
    100.0,
    "D",
    "the red line has a dose: sign alone",
    nothing=0.0,
    kind="reported",
)
THRESHOLD = Law(
    "red_line.threshold",
    "points of P(rebel) that a thousand men more add from 1,000 to 4,000, less from 250 to 1,000",
    0.0,
    100.0,
    "D",
    "Powell: a small shift breaks nothing, a large one does (sign)",
    nothing=0.0,
    kind="reported",
)


def rows(runs: int = 100, seed: int = 1) -> Iterator[Row]:
    """Yield every law of this topic, measured on so many runs."""
    yield from holds(runs, seed)
    yield from war(runs, seed)
    yield from guarantor(runs, seed)
    yield from red_line(runs, seed)


def holds(runs: int, seed: int) -> list[Row]:
    """Count runs without a deal whose accord is never broken in four years."""
    accord = _run("no-deal", runs, seed, "weeks=208").series["accord_in_force"]
    return [judged(HOLDS, *share_interval(int((accord > STANDS).all(axis=1).sum()), runs))]


def war(runs: int, seed: int) -> list[Row]:
    """Let signatories rebel on the first day, and watch five years."""
    result = _run("no-deal", runs, seed, "weeks=260", READY, rebel=True)
    ended, weeks = ends(result)
    low, middle, high = (median_left(weeks, ended, part) / YEAR for part in (0.75, 0.5, 0.25))
    failed = first_deals(result)
    asked = [judged(LASTS, middle, low, high)]
    if failed:
        asked.append(judged(FAILS, *share_interval(sum(failed), len(failed))))
    years = conflict_years(result)
    return [*asked, judged(CEASEFIRES, *share_interval(int(sum(years)), len(years)))]


def guarantor(runs: int, seed: int) -> list[Row]:
    """Compare the hazards of a break in the darker preset, with third parties and without any."""
    hazards = []
    for settings in (SOMEBODY, NOBODY):
        accord = _run("at-worst", runs, seed, "weeks=156", *settings).series["accord_in_force"]
        kept = (accord > STANDS).cumprod(axis=1)
        hazards.append((kept[:, 0] - kept[:, -1], kept.sum(axis=1)))
    (broke, at_risk), (broke_alone, at_risk_alone) = hazards
    one, other = broke.sum() / at_risk.sum(), broke_alone.sum() / at_risk_alone.sum()
    if not broke.any() or not broke_alone.any():
        return [judged(GUARANTOR, float("nan"), -np.inf, np.inf)]
    wide = np.exp(1.645 * np.sqrt(1.0 / broke.sum() + 1.0 / broke_alone.sum()))
    ratio = float(other / one)
    return [judged(GUARANTOR, ratio, float(ratio / wide), float(ratio * wide))]


def red_line(runs: int, seed: int) -> list[Row]:
    """Force contracts of more and more men in the darker preset, and watch the signatories a year."""
    found = {men: dose(men, runs, seed) for men in (0, 250, 1000, 4000, 5000)}
    rebel = {men: chances["rebel"] for men, chances in found.items()}
    gained = (rebel[4000] - rebel[1000]) / 3.0 - (rebel[1000] - rebel[250]) / 0.75
    arming = found[5000]["arm_and_unite"] - found[0]["arm_and_unite"]
    return [
        judged(ARMING, *mean_interval(100.0 * arming)),
        judged(THRESHOLD, *mean_interval(100.0 * gained)),
    ]


def dose(men: int, runs: int, seed: int, name: str = "at-worst") -> dict[str, NDArray[np.float64]]:
    """Return the mean chances to arm and to rebel in a year, and whether the accord broke, (runs,).

    ``men`` is what a contract signed on the first day provides for; none is no contract.
    """
    settings = [f"actions.sign_contract.men={men}"] if men else []
    story = _story(name, "weeks=52", *settings)
    if men:
        story = force(story, at=story.start, actor="junta", choose="sign_contract")
    else:
        story = apply_overrides(story, ['actors.junta.cannot=["sign_contract"]'])
    result = run_scenario(story, runs=runs, seed=seed)
    looks = [r for r in result.decisions if r.actor == "cma" and r.decision == "accord"]
    found = {
        option: np.mean([r.probability[:, r.options.index(option)] for r in looks], axis=0)
        for option in ("arm_and_unite", "rebel")
    }
    broken = (result.series["accord_in_force"] < STANDS).any(axis=1)
    return {name: np.asarray(found[name], dtype=float) for name in found} | {
        "broken": broken.astype(float)
    }


def ends(result: Result) -> tuple[Flags, NDArray[np.float64]]:
    """Return whether each run's first war ended, and after how many weeks it did or was lost sight of.

    A war ends by an accord, or falls asleep; a ceasefire is not its end.
    """
    accord, sleeps = result.series["accord_in_force"], result.series["cma_dormant"]
    ended, weeks = [], []
    for kept, asleep in zip(accord > STANDS, sleeps > STANDS, strict=True):
        if kept.all():
            continue
        begins = int(np.argmin(kept))
        over = np.flatnonzero((kept | asleep)[begins:])
        ended.append(bool(len(over)))
        weeks.append(float(over[0]) if len(over) else float(len(kept) - begins))
    return np.array(ended, dtype=bool), np.array(weeks)


def median_left(weeks: NDArray[np.float64], ended: Flags, left: float) -> float:
    """Return when only so large a share of wars is left, by Kaplan and Meier; infinite if never.

    Examples
    --------
    >>> median_left(np.array([10.0, 20.0, 30.0, 40.0]), np.array([True, True, True, False]), 0.5)
    20.0
    """
    share = 1.0
    for week in np.unique(weeks[ended]):
        share *= 1.0 - ((weeks == week) & ended).sum() / (weeks >= week).sum()
        if share <= left:
            return float(week)
    return float("inf")


def first_deals(result: Result) -> list[bool]:
    """Return, for each run's first ceasefire that is watched a year, whether it failed within it."""
    found = []
    for held in result.series["cma_ceasefire"] > STANDS:
        begun = np.flatnonzero(held[1:] & ~held[:-1]) + 1
        if not len(begun):
            continue
        year = held[begun[0] : begun[0] + YEAR + 1]
        if len(year) > YEAR or not year.all():
            found.append(not bool(year.all()))
    return found


def conflict_years(result: Result) -> list[bool]:
    """Return, for each active year of each conflict, whether a ceasefire was made in it."""
    series = result.series
    found: list[bool] = []
    for members in CONFLICTS.values():
        dead = np.sum([series[f"{who}_state_deaths"] for who in members], axis=0)
        made = np.zeros(dead.shape, dtype=bool)
        for who in members:
            held = series[f"{who}_ceasefire"] > STANDS
            made[:, 1:] |= held[:, 1:] & ~held[:, :-1]
        for begin in range(1, dead.shape[1] - YEAR + 1, YEAR):
            active = dead[:, begin : begin + YEAR].sum(axis=1) >= ACTIVE
            found += [bool(year.any()) for year in made[active, begin : begin + YEAR]]
    return found


def _story(name: str, *settings: str) -> Scenario:
    return apply_overrides(load_scenario(name), ["uncertainty=none", *settings])


def _run(name: str, runs: int, seed: int, *settings: str, rebel: bool = False) -> Result:
    story = _story(name, *settings)
    if rebel:
        story = force(story, at=story.start, actor="cma", choose="rebel")
    return run_scenario(story, runs=runs, seed=seed)


CHECKS = (
    of_runs(holds, HOLDS),
    of_runs(war, LASTS, FAILS, CEASEFIRES),
    of_runs(guarantor, GUARANTOR),
    of_runs(red_line, ARMING, THRESHOLD),
)
