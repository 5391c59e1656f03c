"""Laws of how wars end (LL23), and of war and peace in the north (``laws_truces``)."""

from __future__ import annotations

from collections.abc import Iterator

from sahelsim.study.audit import laws_truces
from sahelsim.study.audit.check import check, missing
from sahelsim.study.audit.law import UNKNOWN, Law, Row, judged, share_interval
from sahelsim.study.audit.lives import HORIZON, YEAR, Lives, Size

WAR, OVER = 300.0, 25.0  # battle deaths a year
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


CHECKS = (
    ends,
    missing(SMALL, "no scenario starts at so low a level: jihadists' numbers of 2012 are not set"),
    *laws_truces.CHECKS,
)
