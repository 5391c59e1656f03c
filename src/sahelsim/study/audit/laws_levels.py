"""Laws of how a war's level moves, and of the neighbours (LL41-LL45)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import by_month
from sahelsim.model.state import Array
from sahelsim.study.audit.check import check, missing
from sahelsim.study.audit.law import UNKNOWN, Law, Row, bootstrapped, judged
from sahelsim.study.audit.lives import HORIZON, YEAR, Lives, Size, story

BASE, LARGE = 300.0, 1000.0  # deaths a year
POSTERIOR = "uncertainty=2021-10"  # the landed origin's: over runs and parameters
FEWEST = 10
RATIO, SOURCE = (0.3, 2.5), "UCDP GED 1989-2018"
DOUBLE = Law(
    "LL41a",
    "share of years with at least twice the deaths of the year before, from 300 deaths, over runs and parameters",
    0.08,
    0.20,
    "M",
    SOURCE,
    kind="binding",
)
HALVED = Law(
    "LL41b",
    "share of years with at most half the deaths of the year before",
    0.12,
    0.35,
    "M",
    SOURCE,
    kind="binding",
)
QUIET = Law(
    "LL41c",
    "the fifth percentile of the ratio of a year's deaths to the year before's",
    0.0,
    RATIO[0],
    "M",
    SOURCE,
    kind="binding",
)
LOUD = Law(
    "LL41d",
    "its ninety-fifth percentile",
    RATIO[1],
    1e6,
    "M",
    SOURCE,
    kind="binding",
)
ALONE = Law(
    "LL41e",
    "share of years with at least twice the deaths of the year before, the regional trend off",
    0.08,
    0.20,
    "M",
    SOURCE,
    kind="binding",
)
BURSTY = Law(
    "LL42a",
    "median over runs of variance over mean of monthly deaths, 36 months",
    20.0,
    330.0,
    "M",
    SOURCE,
    kind="binding",
)
MEMORY = Law(
    "LL42b",
    "median over runs of the correlation of a month's log deaths with the month before's",
    -1.0,
    0.6,
    "M",
    SOURCE,
    kind="binding",
)
FROM_LARGE = Law(
    "LL43",
    "median ratio of a year's deaths to the year before's, from 1,000 deaths",
    0.75,
    1.15,
    "M",
    SOURCE,
    kind="binding",
)
CUT_OFF = Law(
    "LL44",
    "per cent by which jihadist inflow in border cercles falls when the region is cut off",
    5.0,
    30.0,
    "A/D",
    "Buhaug & Gleditsch 2008; Salehyan & Gleditsch 2006",
    nothing=0.0,
    kind="sign",
)
BACK = Law(
    "LL45",
    "per cent by which fighters abroad fall in two years when those in Mali are halved",
    5.0,
    25.0,
    "A/D",
    "Buhaug & Gleditsch 2008; Salehyan & Gleditsch 2006",
    nothing=0.0,
    kind="sign",
)


@check(DOUBLE, HALVED, QUIET, LOUD, ALONE, FROM_LARGE)
def ratios(lives: Lives, size: Size) -> Iterator[Row]:
    """Compare each year's deaths with the year before's."""
    years = by_year(lives.of("baseline", size.runs, HORIZON, POSTERIOR)["total_deaths"])
    rules: tuple[tuple[Law, Callable[[Array], float]], ...] = (
        (DOUBLE, lambda r: float((r >= 2.0).mean())),
        (HALVED, lambda r: float((r <= 0.5).mean())),
        (QUIET, lambda r: float(np.quantile(r, 0.05))),
        (LOUD, lambda r: float(np.quantile(r, 0.95))),
    )
    for law, rule in rules:
        yield _judged(law, years, BASE, rule)
    calm = "mechanisms.regional_trend.spread=0"
    alone = by_year(lives.of("baseline", size.runs, HORIZON, POSTERIOR, calm)["total_deaths"])
    yield _judged(ALONE, alone, BASE, lambda r: float((r >= 2.0).mean()))
    yield _judged(FROM_LARGE, years, LARGE, lambda r: float(np.median(r)))


def by_year(weekly: Array) -> Array:
    """Return deaths of each whole year, (runs, years)."""
    counts = weekly[:, 1:]
    whole = counts.shape[1] // YEAR
    return np.asarray(counts[:, : whole * YEAR].reshape(len(counts), whole, YEAR).sum(axis=2))


def _judged(law: Law, years: Array, least: float, rule: Callable[[Array], float]) -> Row:
    before, after = years[:, :-1], years[:, 1:]
    if int((before >= least).sum()) < FEWEST:
        return judged(law, *UNKNOWN, why=f"too few years with {least:g} deaths")

    def measure(k: np.ndarray) -> float:
        high = before[k] >= least
        return float(rule(after[k][high] / before[k][high])) if high.any() else float("nan")

    return judged(law, *bootstrapped(measure, len(years)))


@check(BURSTY, MEMORY)
def months(lives: Lives, size: Size) -> Iterator[Row]:
    """Read the months of each run."""
    weekly = lives.of("baseline", size.runs, HORIZON, POSTERIOR)["total_deaths"][:, 1:]
    counts = by_month(weekly, story("baseline").start)[1]
    dispersion = counts.var(axis=1) / counts.mean(axis=1)
    memory = np.array([lagged(np.log(run + 1.0)) for run in counts])
    for law, values in ((BURSTY, dispersion), (MEMORY, memory)):
        yield judged(law, *bootstrapped(median_of(values), len(values)))


def median_of(values: Array) -> Callable[[NDArray[np.intp]], float]:
    """Return the median of some runs' values."""
    return lambda k: float(np.median(values[k]))


def lagged(values: Array) -> float:
    """Return the correlation of values with those one step before."""
    return float(np.corrcoef(values[:-1], values[1:])[0, 1])


CHECKS = (
    ratios,
    months,
    missing(CUT_OFF, "no fighter comes from abroad: the neighbours take pressure and send nothing"),
    missing(BACK, "fighters abroad are not counted: the neighbours are one number of pressure"),
)
