"""Laws of the treasury and of mines (LL34-LL37)."""

from __future__ import annotations

from collections.abc import Iterator

from sahelsim.study.audit.check import check, missing
from sahelsim.study.audit.law import Law, Row, judged, mean_interval
from sahelsim.study.audit.lives import HORIZON, Lives, Size

EMPTY = 1.0  # million USD: less pays nobody
ARREARS = Law(
    "LL34a",
    "per cent of weeks in which the treasury is empty",
    0.0,
    15.0,
    "A/D",
    "Mali's security budget; Wagner's price",
    kind="level",
)
UNPAID = Law(
    "LL34b",
    "per cent by which twelve weeks of arrears lower patrols, strength or the contractor's effort",
    10.0,
    100.0,
    "A/D",
    "Mali's security budget; Wagner's price",
    nothing=0.0,
    kind="sign",
)
PRICE = Law(
    "LL35",
    "per cent that violence in gold cercles rises when gold is half as dear again",
    10.0,
    25.0,
    "A/D",
    "Berman et al. 2017",
    nothing=0.0,
    kind="sign",
)
TAKEN = Law(
    "LL36",
    "per cent that a group attacks more elsewhere in the year after it takes a gold site",
    10.0,
    50.0,
    "A/D",
    "Berman et al. 2017",
    nothing=0.0,
    kind="sign",
)
CROWDED = Law(
    "LL37",
    "per cent by which a contract lowers what else is spent on security",
    10.0,
    25.0,
    "A/D",
    "Mali's security budget; Wagner's price",
    nothing=0.0,
    kind="sign",
)


@check(ARREARS)
def arrears(lives: Lives, size: Size) -> Iterator[Row]:
    """Count weeks with nothing in the purse."""
    purse = lives.of("baseline", size.runs, HORIZON)["treasury"][:, 1:]
    yield judged(ARREARS, *mean_interval(100.0 * (purse < EMPTY).mean(axis=1)))


CHECKS = (
    arrears,
    missing(UNPAID, "nobody but the contractor is ever owed pay: soldiers cost what they cost"),
    missing(PRICE, "no price of gold enters the ground: mines pay the state and contractors alone"),
    missing(TAKEN, "no armed group earns from the ground it holds"),
    missing(CROWDED, "no line of the budget shrinks when another grows"),
)
