"""The one table of state variables: axis, unit, bounds, start value and its source.

A *stock* keeps its value from week to week; a *flow* counts what happens in one week and is set
to zero when the next begins. Start values of places, communities, regions and fighters come from
the geography and the actors' cards (``start.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sahelsim.core.card_form import ROLES
from sahelsim.model.opening import REASONS

# axes with a row for each force or actor, none by place; "challenger": whoever fights the state
BY_ACTOR = frozenset({"armed", "challenger", *ROLES})
ASSUMED = "assumed"
LARGE = 1e9
ENDED = 0.25  # tells the levels of a relation apart: 1 and 0.5 above it, 0 below


@dataclass(frozen=True)
class Variable:
    """One line of the state table."""

    name: str
    axis: str
    unit: str
    low: float
    high: float
    start: float
    about: str
    source: str = ASSUMED
    why: str = "filled in for the first day by the geography's tables and the mechanisms"
    kind: str = "stock"


def _share(name: str, start: float, about: str, **more: str) -> Variable:
    return Variable(name, "nation", "share", 0.0, 1.0, start, about, **more)


def _flow(name: str, axis: str, unit: str, about: str) -> Variable:
    return Variable(name, axis, unit, 0.0, LARGE, 0.0, about, "definition", "", "flow")


def _own(name: str, axis: str, unit: str, high: float, start: float, about: str) -> Variable:
    """Declare what has a row for each force or actor: cards say where theirs starts."""
    return Variable(name, axis, unit, 0.0, high, start, about)


_PATRONS = (
    _share("ambiguity", 0.35, "how loudly the junta hints at a deal with Wagner"),
    Variable("treasury", "nation", "million USD", 0.0, 2000.0, 60.0, "free security money"),
    Variable("debt", "nation", "million USD", 0.0, 2000.0, 0.0, "borrowed to pay wages"),
    Variable("wage_arrears", "nation", "million USD", 0.0, 2000.0, 0.0, "pay owed to soldiers"),
    _share("deal_belief", 0.45, "France's belief q that the junta would sign with Wagner"),
    _share("sanctions", 0.0, "weight of regional sanctions"),
    _share("mediation", 0.4, "Algeria's mediation effort"),
    _share("guarantee", 0.55, "weight of third parties behind the accord"),
    _share("aid", 0.6, "foreign security aid, as a share of its level of 2020"),
)

_OF_ACTORS = (
    _own("influence", "sponsor", "share", 1.0, 0.0, "a sponsor's influence on the regime"),
    _own(
        "relation",
        "foreign_force",
        "level",
        1.0,
        1.0,
        "1 operations with the army, 0.5 suspended, 0 ended",
    ),
    _own("target", "foreign_force", "people", 6000.0, 0.0, "troops planned for"),
    _own(
        "coalition_target",
        "foreign_force",
        "people",
        1500.0,
        0.0,
        "troops of its partners planned for",
    ),
    _own(
        "conditions",
        "foreign_force",
        "share",
        1.0,
        0.0,
        "how strictly it ties its aid to conditions",
    ),
    _own(
        "concession",
        "foreign_force",
        "share",
        1.0,
        0.5,
        "the regime's share of the bargain with it",
    ),
    _own("strike_tempo", "foreign_force", "factor", 2.5, 1.0, "tempo of its strikes"),
    _own("trust", "foreign_force", "share", 1.0, 0.5, "its trust in the regime"),
    _own("contract", "contractor", "share", 1.0, 0.0, "1 when a contract with it is signed"),
    _own("contract_men", "contractor", "people", 6000.0, 0.0, "men the contract provides for"),
    _own(
        "mine_pay_share", "contractor", "share", 1.0, 0.0, "share of its pay that is paid in mines"
    ),
    _own("arrears", "contractor", "million USD", 500.0, 0.0, "pay owed to it"),
    _own("unpaid_weeks", "contractor", "weeks", 500.0, 0.0, "weeks of its pay that are owed"),
    _own("purse", "armed", "million USD", 2000.0, 0.0, "what an armed group has put by"),
    _own(
        "means", "armed", "factor", 3.0, 1.0, "what a group spends on a fighter against the usual"
    ),
    _own("guard_share", "contractor", "share", 1.0, 0.4, "share of its men who guard the regime"),
    _own("sweep_share", "contractor", "share", 1.0, 0.5, "share of its men on operations"),
    _own("mines_share", "contractor", "share", 1.0, 0.1, "share of its men at mines"),
    _own("effort", "contractor", "share", 1.0, 0.6, "effort that it gives for its pay"),
    _own("ruthlessness", "armed", "share", 1.0, 0.0, "how unrestrained its operations are"),
    _own("tempo", "jihadist", "factor", 2.5, 1.0, "tempo of its attacks"),
    _own(
        "here", "jihadist", "share", 1.0, 1.0, "share of its war with states that is fought in Mali"
    ),
    _own("hunt", "jihadist", "share", 1.0, 0.0, "weight it gives to attacking contractors"),
    _own("talks", "challenger", "share", 1.0, 0.0, "contacts between the regime and it"),
    _own("offered", "challenger", "share", 1.0, 0.0, "the regime's offer of talks: 1 when fresh"),
    _own("asked", "challenger", "share", 1.0, 0.0, "its own request for talks: 1 when fresh"),
    _own("ceasefire", "challenger", "share", 1.0, 0.0, "1 while a ceasefire with it holds"),
    _own("dormant", "challenger", "share", 1.0, 0.0, "1 while the war with it sleeps"),
    _own(
        "fought",
        "challenger",
        "deaths/year",
        LARGE,
        0.0,
        "deaths a year between the state and it, as of late",
    ),
    _own("war_weeks", "challenger", "weeks", 5000.0, 0.0, "weeks of open war with it so far"),
    _own("south_push", "jihadist", "share", 1.0, 0.0, "weight it gives to the south"),
    _own(
        "presence",
        "guarantor",
        "share",
        1.0,
        1.0,
        "share of its force of late 2021 that is deployed",
    ),
    Variable(
        "side", "pro_state_signatory", "level", -1.0, 1.0, 0.0, "+1 the state, -1 the signatories"
    ),
)

_JUNTA = (
    _share("offensive", 0.0, "effort of the army's offensive into the north"),
    _share("implementation", 0.3, "how far the state carries out the 2015 accord"),
    _share("election_delay", 0.5, "how far elections have been put off"),
    _share("elections_held", 0.0, "1 once elections were held"),
    _share("officer_spoils", 0.4, "how well the officer corps is paid"),
    _share("counterbalance", 0.25, "strength of forces set against a coup"),
    _share("purge_shock", 0.25, "fresh resentment of purges and new guards"),
    Variable("weeks_since_coup", "nation", "weeks", 0.0, 5000.0, 23.0, "since 24 May 2021"),
    Variable(
        "regime",
        "nation",
        "code",
        0.0,
        4.0,
        0.0,
        "who rules: 0 the officers of 2021 … 4 an elected one",
    ),
    _share("junta_in_power", 1.0, "1 while the junta of November 2021 rules"),
    Variable("coups", "nation", "count", 0.0, 50.0, 0.0, "successful coups since the start"),
    Variable(
        "army_losses", "nation", "deaths/week", 0.0, 500.0, 5.0, "recent losses of the state side"
    ),
    Variable("coup_hazard", "nation", "1/year", 0.0, 1.0, 0.15, "probability of a coup in a year"),
    Variable(
        "recent_losses", "nation", "deaths", 0.0, 5000.0, 30.0, "soldiers lost in some six weeks"
    ),
    _share("morale", 0.85, "the army's will to fight"),
    _share("army_pay", 1.0, "share of soldiers' pay that came in these weeks"),
    _share("army_effort", 1.0, "what pay and supplies let the army do"),
    _share("censorship", 0.3, "how costly open criticism is"),
)

_GROUND_ACTORS = (
    _share("accord_in_force", 1.0, "1 while the 2015 accord is in force, 0 once broken"),
    _share("terms", 0.5, "what the accord gives the north: half is the accord of 2015"),
    _share("compliance", 0.6, "how far the CMA keeps the accord"),
    _share("accord_trust", 0.45, "the CMA's trust that the state will not renege"),
    _share("readiness", 0.2, "how armed and united the CMA is"),
    _share("pact", 0.15, "tactical understanding between CMA and JNIM"),
    _share("rivalry", 0.5, "how hard JNIM and ISGS fight each other"),
    Variable(
        "refugees", "nation", "people", 0.0, 2e7, 164_588.0, "refugees abroad", "unhcr_rdf", ""
    ),
    Variable(
        "displaced_start",
        "nation",
        "people",
        0.0,
        5e5,  # from 640,000 more would have fled some cercle than live there, at every origin
        401_736.0,
        "displaced inside Mali on the first day",
    ),
    Variable(
        "rural_income",
        "nation",
        "factor",
        0.1,
        3.0,
        1.0,
        "income of the countryside against the usual",
    ),
    _share("spillover", 0.4, "pressure on the borders of Burkina Faso and Niger"),
)

_PLACES = (
    Variable("fighters", "armed_place", "people", 0.0, LARGE, 0.0, "armed men by actor"),
    Variable("control", "controller_place", "share", 0.0, 1.0, 0.0, "whose word is law"),
    Variable(
        "heat",
        "place",
        "factor",
        0.0,
        40.0,
        1.0,
        "intensity of the war: regional trend and excitement",
    ),
    Variable("excitement", "place", "factor", 0.0, 20.0, 1.0, "what recent violence left behind"),
    Variable("usual_violence", "place", "deaths/week", 0.0, LARGE, 0.0, "its slow running mean"),
    Variable("information", "place", "share", 0.0, 1.0, 0.15, "what people tell the state side"),
    Variable("hosted", "place", "people", 0.0, LARGE, 0.0, "displaced people whom a place hosts"),
    Variable("posts", "place", "count", 0.0, LARGE, 0.0, "posts of the army"),
    Variable("bases", "place", "count", 0.0, LARGE, 0.0, "bases of foreign forces and of the UN"),
    Variable("vacated", "place", "share", 0.0, 1.0, 0.0, "how much of the garrison left lately"),
    Variable("leaving", "place", "share", 0.0, 1.0, 0.0, "foreign men whose leaving is announced"),
    Variable("rout", "place", "share", 0.0, 1.0, 0.0, "panic since a capital fell nearby"),
    Variable("blockade", "place", "share", 0.0, 1.0, 0.0, "1 while a town is cut off"),
    Variable("truce", "place", "share", 0.0, 1.0, 0.0, "local ceasefire between JNIM and people"),
    Variable("mine_disruption", "place", "share", 0.0, 1.0, 0.0, "mine output lost to violence"),
    Variable("seen", "observer_armed", "people", 0.0, LARGE, 0.0, "strength an actor believes in"),
)

_COMMUNITIES = (
    Variable("population", "community", "people", 0.0, LARGE, 0.0, "people living at home"),
    Variable("displaced", "community", "people", 0.0, LARGE, 0.0, "people of it displaced inside"),
    Variable("legitimacy", "community", "share", 0.0, 1.0, 0.5, "legitimacy it grants the state"),
    Variable("legitimacy_base", "community", "share", 0.0, 1.0, 0.5, "its slow baseline"),
    Variable("legitimacy_root", "community", "share", 0.0, 1.0, 0.5, "its natural level"),
    Variable("cooperation", "community", "share", 0.0, 1.0, 0.3, "willingness to inform the state"),
    Variable("pool", "community", "people", 0.0, LARGE, 0.0, "men who might take up arms"),
    Variable("fear", "community", "share", 0.0, 1.0, 0.0, "deterrent fear of the state side"),
    *(
        Variable(
            f"revenge_{camp}",
            "community",
            "deaths per 100,000 and week",
            0.0,
            LARGE,
            0.0,
            f"what is remembered of those killed by {whom}",
        )
        for camp, whom in (
            ("state", "the state side"),
            ("jihadist", "jihadists"),
            ("militia", "militias"),
        )
    ),
)

_REGIONS = (
    Variable(
        "regional_trend", "region", "factor", 0.05, 20.0, 1.0, "background intensity of the war"
    ),
    Variable("approval_junta", "region", "share", 0.0, 1.0, 0.7, "approval of the junta"),
    Variable("approval_france", "region", "share", 0.0, 1.0, 0.25, "approval of French forces"),
    Variable("approval_russia", "region", "share", 0.0, 1.0, 0.5, "approval of Russia"),
    Variable("approval_junta_root", "region", "share", 0.0, 1.0, 0.7, "opinion people start from"),
    Variable("approval_france_root", "region", "share", 0.0, 1.0, 0.2, "opinion people start from"),
    Variable("approval_russia_root", "region", "share", 0.0, 1.0, 0.5, "opinion people start from"),
    Variable("polled_junta", "region", "share", 0.0, 1.0, 0.75, "approval as a poll measures it"),
)

_FLOWS = (
    _flow("posts_closed", "place", "count", "posts of the army given up"),
    _flow("posts_opened", "place", "count", "posts of the army opened"),
    _flow("battle_deaths", "dyad_place", "deaths", "deaths in battle by dyad"),
    _flow("civilians_killed", "armed_place", "deaths", "civilians killed by perpetrator"),
    _flow(
        "fighters_killed", "armed_place", "deaths", "fighters killed, by the side they fought on"
    ),
    _flow("enemies_killed", "place", "deaths", "fighters killed by the state side"),
    _flow("recruits_trigger", "nation", "people", "joined jihadists for a trigger event"),
    _flow("recruits_livelihood", "nation", "people", "joined jihadists for a living"),
    _flow("recruits_kin", "nation", "people", "joined jihadists through kin who fight already"),
    _flow("recruits_rule", "nation", "people", "joined jihadists who rule and protect"),
    _flow("newly_displaced", "nation", "people", "people who fled this week"),
    _flow("contract_paid", "nation", "million USD", "paid to the contractor this week"),
    *(
        _flow(name, "contractor", "million USD", about)
        for name, about in (
            ("contract_due", "what it earned this week"),
            ("concession_paid", "what conceded mines paid it"),
            ("cash_paid", "what the treasury paid it, old debts too"),
        )
    ),
    *(
        _flow(name, "armed", "million USD", about)
        for name, about in (
            ("gold_levy", "what an armed group takes of the gold that it holds"),
            ("zakat", "what an armed group takes of the people that it rules"),
            ("purse_spent", "what an armed group spends on its fighters and arms"),
        )
    ),
    *(
        _flow(name, "nation", "million USD", about)
        for name, about in (
            ("taxes_paid", "taxes for security"),
            ("mines_paid", "mining revenue for security"),
            ("aid_paid", "foreign aid for security"),
            ("borrowed", "lent to the treasury"),
            ("repaid", "paid back by the treasury"),
            ("wages_due", "what soldiers earned this week"),
            ("wages_paid", "soldiers' pay, old debts too"),
            ("supplies_due", "operations planned"),
            ("supplies_paid", "operations paid"),
            ("others_paid", "police, guards and officers' privileges"),
            ("bonuses", "extra pay of officers"),
            ("arms_bought", "arms from a sponsor"),
        )
    ),
    _flow("coup_attempts", "nation", "count", "coup attempts this week"),
    _flow("mine_revenue", "nation", "million USD", "mining revenue of the state this week"),
)

VARIABLES: dict[str, Variable] = {
    v.name: replace(v, why=REASONS.get(v.name, v.why))
    for v in (
        *_PATRONS,
        *_OF_ACTORS,
        *_JUNTA,
        *_GROUND_ACTORS,
        *_PLACES,
        *_COMMUNITIES,
        *_REGIONS,
        *_FLOWS,
    )
}
