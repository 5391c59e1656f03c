"""What a seat may know: one table, from which every brief is made and by which it is tested.

``public`` is what newspapers, polls and announcements tell everybody, rounded or in words. ``own``
is known to whoever has the row, and to those in the roles named. ``believed`` is told to an actor
as it believes it, never as it is. ``hidden`` is shown to nobody: what nobody counted at the time,
and what drives the model. Draws, values and probabilities of a menu are hidden without a line here:
they are not in the state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sahelsim.core.cards import ActorCard
from sahelsim.model.roster import Roster
from sahelsim.model.variables import BY_ACTOR, VARIABLES

Access = Literal["public", "own", "believed", "hidden"]
# how it is told: yes or no; low, middling or high; a relation; who rules; a number; a count; a mean of regions
Shown = Literal["", "yes", "level", "relation", "rulers", "number", "count", "mean", "map"]


@dataclass(frozen=True)
class Fact:
    """One line of the table: who may know a variable, in which form, and in which roles beside its own."""

    access: Access
    shown: Shown = ""
    roles: tuple[str, ...] = ()


def _public(shown: Shown) -> Fact:
    return Fact("public", shown)


def _own(shown: Shown, *roles: str) -> Fact:
    return Fact("own", shown, roles)


HIDDEN = Fact("hidden")

KNOWN: dict[str, Fact] = {
    # ---- what everybody reads
    "accord_in_force": _public("yes"),
    "elections_held": _public("yes"),
    "regime": _public("rulers"),
    "contract": _public("yes"),
    "relation": _public("relation"),
    "sanctions": _public("level"),
    "mediation": _public("level"),
    "presence": _public("level"),
    "side": _public("relation"),
    "approval_junta": _public("mean"),
    "approval_france": _public("mean"),
    "approval_russia": _public("mean"),
    "refugees": _public("number"),
    "ceasefire": _public("yes"),
    "terms": _public("level"),
    "control": _public("map"),
    "blockade": _public("count"),
    # ---- what whoever has it knows, and whoever deals with it
    "treasury": _own("number", "regime"),
    "ambiguity": _own("level", "regime"),
    "offensive": _own("level", "regime"),
    "implementation": _own("level", "regime", "signatory", "mediator"),
    "election_delay": _own("level", "regime", "sanctioner"),
    "officer_spoils": _own("level", "regime"),
    "counterbalance": _own("level", "regime"),
    "censorship": _own("level", "regime"),
    "morale": _own("level", "regime"),
    "army_losses": _own("number", "regime"),
    "posts": _own("count", "regime"),
    "aid": _own("level", "regime", "foreign_force"),
    "deal_belief": _own("level", "foreign_force"),
    "guarantee": _own("level", "signatory", "mediator"),
    "compliance": _own("level", "signatory"),
    "accord_trust": _own("level", "signatory"),
    "readiness": _own("level", "signatory"),
    "pact": _own("level", "signatory"),
    "rivalry": _own("level", "jihadist"),
    "influence": _own("level"),
    "target": _own("number"),
    "coalition_target": _own("number"),
    "conditions": _own("level", "regime"),
    "concession": _own("level", "regime"),
    "strike_tempo": _own("level"),
    "trust": _own("level"),
    "contract_men": _own("number", "regime"),
    "mine_pay_share": _own("level", "regime"),
    "arrears": _own("number", "regime"),
    "unpaid_weeks": _own("number", "regime"),
    "wage_arrears": _own("number", "regime"),
    "debt": _own("number", "regime"),
    "army_pay": _own("level", "regime"),
    "purse": _own("number"),
    "offered": _own("level", "regime"),
    "asked": _own("level", "regime"),
    "guard_share": _own("level", "regime"),
    "sweep_share": _own("level", "regime"),
    "mines_share": _own("level", "regime"),
    "effort": _own("level"),
    "ruthlessness": _own("level"),
    "tempo": _own("number"),
    "here": _own("level"),
    "hunt": _own("level"),
    "talks": _own("level", "regime"),
    "south_push": _own("level"),
    "fighters": _own("number"),
    # ---- what it takes the others for
    "seen": Fact("believed", "number"),
    # ---- what nobody counts
    "purge_shock": HIDDEN,
    "army_effort": HIDDEN,
    "means": HIDDEN,
    "dormant": HIDDEN,
    "fought": HIDDEN,
    "war_weeks": HIDDEN,
    "gold_levy": HIDDEN,
    "borrowed": HIDDEN,
    "supplies_paid": HIDDEN,
    "supplies_due": HIDDEN,
    "aid_paid": HIDDEN,
    "others_paid": HIDDEN,
    "purse_spent": HIDDEN,
    "repaid": HIDDEN,
    "bonuses": HIDDEN,
    "cash_paid": HIDDEN,
    "contract_due": HIDDEN,
    "wages_due": HIDDEN,
    "wages_paid": HIDDEN,
    "arms_bought": HIDDEN,
    "mines_paid": HIDDEN,
    "concession_paid": HIDDEN,
    "zakat": HIDDEN,
    "taxes_paid": HIDDEN,
    "weeks_since_coup": HIDDEN,
    "junta_in_power": HIDDEN,
    "coups": HIDDEN,
    "coup_hazard": HIDDEN,
    "recent_losses": HIDDEN,
    "displaced_start": HIDDEN,
    "rural_income": HIDDEN,
    "spillover": HIDDEN,
    "heat": HIDDEN,
    "excitement": HIDDEN,
    "usual_violence": HIDDEN,
    "information": HIDDEN,
    "hosted": HIDDEN,
    "bases": HIDDEN,
    "vacated": HIDDEN,
    "leaving": HIDDEN,
    "rout": HIDDEN,
    "truce": HIDDEN,
    "mine_disruption": HIDDEN,
    "population": HIDDEN,
    "displaced": HIDDEN,
    "legitimacy": HIDDEN,
    "legitimacy_base": HIDDEN,
    "legitimacy_root": HIDDEN,
    "cooperation": HIDDEN,
    "pool": HIDDEN,
    "fear": HIDDEN,
    "revenge_state": HIDDEN,
    "revenge_jihadist": HIDDEN,
    "revenge_militia": HIDDEN,
    "regional_trend": HIDDEN,
    "approval_junta_root": HIDDEN,
    "approval_france_root": HIDDEN,
    "approval_russia_root": HIDDEN,
    "polled_junta": HIDDEN,
    "posts_closed": HIDDEN,
    "posts_opened": HIDDEN,
    "battle_deaths": HIDDEN,
    "civilians_killed": HIDDEN,
    "fighters_killed": HIDDEN,
    "enemies_killed": HIDDEN,
    "recruits_trigger": HIDDEN,
    "recruits_livelihood": HIDDEN,
    "recruits_kin": HIDDEN,
    "recruits_rule": HIDDEN,
    "newly_displaced": HIDDEN,
    "contract_paid": HIDDEN,
    "coup_attempts": HIDDEN,
    "mine_revenue": HIDDEN,
}
# what is reported of a quarter as a whole, to two digits: indicators by name
REPORTED = ("total_deaths", "one_sided_state", "one_sided_jihadist", "displaced")


@dataclass(frozen=True)
class Known:
    """A row of the state that a seat may know: the variable, whose row it is, and how it is told."""

    variable: str
    who: str
    fact: Fact

    @property
    def key(self) -> str:
        """Key of the row in the state."""
        return f"{self.variable}.{self.who}" if self.who else self.variable


def known_to(card: ActorCard | None, roster: Roster) -> list[Known]:
    """Return every row that an actor may know, in the table's order; for None, what is public."""
    return [
        Known(name, who, fact)
        for name, fact in KNOWN.items()
        if fact.access in ("public", "own")
        for who in _rows(name, roster)
        if _may(card, roster, who, fact)
    ]


def believed_by(card: ActorCard, roster: Roster) -> tuple[str, ...]:
    """Return of which forces an actor has a belief: all but its own, if it judges any."""
    own = roster.force(card.name)
    return tuple(f for f in roster.armed if f != own) if card.name in roster.observers else ()


def _rows(name: str, roster: Roster) -> tuple[str, ...]:
    axis = VARIABLES[name].axis
    by_row = axis in BY_ACTOR or axis == "armed_place"
    return roster.axes[axis] if by_row else ("",)


def _may(card: ActorCard | None, roster: Roster, who: str, fact: Fact) -> bool:
    """Tell whether an actor may know a row: it is public, its own, or it has a role that knows."""
    if fact.access == "public":
        return True
    if card is None:
        return False
    own = who in (card.name, roster.force(card.name)) if who else False
    return own or any(role in card.roles for role in fact.roles)
