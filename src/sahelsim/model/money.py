"""Who pays whom: every dollar that a mechanism or an action moves, as one flow from and to somebody.

A purse is a state variable in million USD (``treasury``, ``purse.<group>``, what is owed to
soldiers and contractors). Its change in a week is the sum of the flows into it less those out of
it; ``tests/model/test_money.py`` counts after every week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sahelsim.core.card_form import EARNERS
from sahelsim.model.roster import Roster

TREASURY = "treasury"


@dataclass(frozen=True)
class Transfer:
    """One flow of money: the variable that counts it, who gives and who gets."""

    flow: str
    giver: str
    taker: str


OF_THE_TREASURY = (
    Transfer("taxes_paid", "taxpayers", TREASURY),
    Transfer("mines_paid", "mining companies", TREASURY),
    Transfer("aid_paid", "donors", TREASURY),
    Transfer("borrowed", "lenders", TREASURY),
    Transfer("repaid", TREASURY, "lenders"),
    Transfer("wages_paid", TREASURY, "soldiers"),
    Transfer("supplies_paid", TREASURY, "suppliers"),
    Transfer("others_paid", TREASURY, "police, guards and officers"),
    Transfer("bonuses", TREASURY, "police, guards and officers"),
    Transfer("arms_bought", TREASURY, "suppliers"),
)


def transfers(roster: Roster) -> Iterator[Transfer]:
    """Yield every flow of money among the actors of a scenario."""
    yield from OF_THE_TREASURY
    for who in roster.of("contractor"):
        yield Transfer(f"cash_paid.{who}", TREASURY, who)
        yield Transfer(f"concession_paid.{who}", "mining companies", who)
    for who in roster.of(*EARNERS):
        yield Transfer(f"zakat.{who}", "people", f"purse.{who}")
        yield Transfer(f"gold_levy.{who}", "miners", f"purse.{who}")
        yield Transfer(f"purse_spent.{who}", f"purse.{who}", "fighters and dealers")
