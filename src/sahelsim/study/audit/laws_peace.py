"""Laws of talks, ceasefires and the end of wars (LL23-LL27)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sahelsim.model.release import release
from sahelsim.model.state import Array
from sahelsim.study.audit.check import check, missing
from sahelsim.study.audit.hands import agent, press
from sahelsim.study.audit.law import (
    UNKNOWN,
    Law,
    Row,
    bootstrapped,
    judged,
    share_interval,
)
from sahelsim.study.audit.lives import (
    BATCH,
    HORIZON,
    YEAR,
    Lives,
    Size,
    lived,
    model_of,
    put,
    series_of,
)

WAR, OVER = 300.0, 25.0  # battle deaths a year
FOUR, FIVE = 4 * YEAR, 5 * YEAR
NEVER = 99.0  # years: longer than anybody looks
FEWEST = 10
ENDS = Law(
    "LL23a",
    "share of years at war (300 battle deaths and more) after which a year has fewer than 25",
    0.0,
    0.07,
    "M",
    "UCDP GED 1989-2018",
    kind="binding",
)
SMALL = Law(
    "LL23b",
    "the same from 25 battle deaths and more",
    0.06,
    0.20,
    "M",
    "UCDP GED 1989-2018",
    kind="binding",
)
HOLDS = Law(
    "LL24",
    "share of runs without a deal, with UN troops, in which the accord holds for four years",
    0.65,
    0.90,
    "D/A",
    "Tuareg record; Fortna",
    kind="level",
)
LASTS = Law(
    "LL25a",
    "median years of a new war between the CMA and the state",
    1.5,
    4.0,
    "D/A",
    "Tuareg record: 1990-96, 2006, 2007-09, 2012-15",
    kind="level",
)
FAILS = Law(
    "LL25b",
    "share of first deals after it that fail within a year",
    0.5,
    1.0,
    "D/A",
    "Tuareg record: deals of 2006, 2008, 2013",
    kind="level",
)
CEASEFIRES = Law(
    "LL26",
    "share of years at war with a ceasefire between the state and a group",
    0.15,
    0.35,
    "A/D",
    "ETH/PRIO ceasefires 1989-2020",
    kind="level",
)
GUARANTOR = Law(
    "LL27",
    "hazard of the accord breaking without UN troops over that with them",
    2.0,
    4.0,
    "D/A",
    "Fortna; Tuareg record",
    nothing=1.0,
    kind="sign",
)


@check(ENDS)
def ends(lives: Lives, size: Size) -> Iterator[Row]:
    """Count years at war that are followed by hardly any battle death."""
    deaths = lives.of("baseline", size.runs, HORIZON)["battle_deaths"][:, 1:]
    years = deaths.reshape(size.runs, -1, YEAR).sum(axis=2)
    before, after = years[:, :-1].ravel(), years[:, 1:].ravel()
    at_war = before >= WAR
    if at_war.sum() < FEWEST:
        yield judged(ENDS, *UNKNOWN, why="too few years reach 300 battle deaths")
        return
    yield judged(ENDS, *share_interval(int((after < OVER)[at_war].sum()), int(at_war.sum())))


@check(HOLDS)
def holds(lives: Lives, size: Size) -> Iterator[Row]:
    """Follow the accord for four years."""
    accord = lives.of("no-deal", size.runs, FIVE)["accord_in_force"][:, : FOUR + 1]
    yield judged(HOLDS, *share_interval(int((accord.min(axis=1) > 0.5).sum()), size.runs))


@check(LASTS, FAILS)
def wars(lives: Lives, size: Size) -> Iterator[Row]:
    """Let a rebellion begin in the first weeks and follow it for five years."""
    runs = min(size.runs, BATCH)
    model = model_of("at-worst", runs, size.seed)
    put(model.state, "readiness", 1.0)
    for who in model.setup.roster.of("signatory"):
        if "rebel" in agent(model, model.setup.roster.card(who).name).actions:
            press(
                model,
                model.setup.roster.card(who).name,
                "rebel",
                np.ones(runs, dtype=bool),
            )
    accord = series_of(model, FIVE)["accord_in_force"]
    release(model)
    began = accord.min(axis=1) < 0.5
    if began.sum() < FEWEST:
        for law in (LASTS, FAILS):
            yield judged(law, *UNKNOWN, why=f"{int(began.sum())} of {runs} wars began")
        return
    years, broke = spells(accord[began])
    yield judged(
        LASTS,
        *bootstrapped(lambda k: float(np.median(years[k])), len(years)),
        why=f"{len(years)} wars; one that outlasts five years counts as {NEVER:g}",
    )
    dealt = int(np.isfinite(broke).sum())
    if dealt < FEWEST:
        yield judged(FAILS, *UNKNOWN, why=f"{dealt} of {len(years)} wars ended in a deal")
    else:
        yield judged(FAILS, *share_interval(int((broke <= 1.0).sum()), dealt))


def spells(accord: Array) -> tuple[Array, Array]:
    """Return years of each run's first war, and years until the deal after it broke; NaN without one.

    Examples
    --------
    >>> path = np.array([[1.0] * 4 + [0.0] * 52 + [1.0] * 26 + [0.0] * 9])
    >>> years, broke = spells(path)
    >>> float(years[0]), float(broke[0])
    (1.0, 0.5)
    """
    years, broke = np.full(len(accord), NEVER), np.full(len(accord), np.nan)
    for run, path in enumerate(accord):
        start = int((path < 0.5).argmax())
        again = np.flatnonzero(path[start:] > 0.5)
        if len(again):
            years[run] = again[0] / YEAR
            back = start + int(again[0])
            fell = np.flatnonzero(path[back:] < 0.5)
            broke[run] = fell[0] / YEAR if len(fell) else NEVER
    return years, broke


@check(GUARANTOR)
def guarantor(lives: Lives, size: Size) -> Iterator[Row]:
    """Send the UN troops home on the first day and compare how often the accord breaks."""
    kept = lives.of("at-worst", size.runs, HORIZON)["accord_in_force"]
    (who,) = model_of("at-worst", 1, size.seed).setup.roster.of("guarantor")[:1]
    gone = lived(
        "at-worst", size.runs, size.seed, HORIZON, settings=(f"initial.presence.{who}=0",)
    )["accord_in_force"]
    risks = [
        ((a < 0.5).any(axis=1).astype(float), (a > 0.5).cumprod(axis=1).sum(axis=1))
        for a in (kept, gone)
    ]

    def ratio(k: np.ndarray) -> float:
        one, two = (broke[k].sum() / weeks[k].sum() for broke, weeks in risks)
        return float(two / one) if one > 0.0 else float("nan")

    broken = [int(broke.sum()) for broke, _ in risks]
    why = f"in at-worst, {broken[0]} of {size.runs} runs break it with, {broken[1]} without"
    few = min(broken) < FEWEST
    yield judged(GUARANTOR, *(UNKNOWN if few else bootstrapped(ratio, size.runs)), why=why)


CHECKS = (
    ends,
    missing(SMALL, "no scenario starts at so low a level: jihadists' numbers of 2012 are not set"),
    holds,
    wars,
    missing(CEASEFIRES, "no ceasefire between the state and a group stands in the state table"),
    guarantor,
)
