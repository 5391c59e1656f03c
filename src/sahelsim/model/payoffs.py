"""What every actor really got of what it wants: a measure 0-1 of each incentive, from the state.

One measure an incentive and role, 1 the best; nothing of it depends on what the actor believes.
The measures are recorded every week as ``payoff_ACTOR_INCENTIVE``: they are what an expectation is
checked against (``study/expectations``), and what a player of a seat is scored by. What no variable
of the state can show is declared in ``INTRINSIC``, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.card_form import STATE_SIDE
from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.model.harm import anger_at_jihadists, anger_at_state
from sahelsim.model.roster import STATE
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.core.cards import ActorCard
    from sahelsim.geography.mali import Geography

Measure = Callable[[State, "Geography", "ActorCard"], Array]

PURSE = Number(
    60.0, "million USD", 10.0, 300.0, ASSUMED, "half satisfied with the free money of the first day"
)
RULE = Number(
    1 / 3, "share of control", 0.1, 0.8, ASSUMED, "who holds a third of a cercle rules there"
)
LOSSES = Number(
    0.005,
    "share of men a week",
    0.001,
    0.05,
    ASSUMED,
    "half satisfied: a quarter of the men a year",
)
HARM = Number(
    10.0, "deaths/week", 1.0, 100.0, ASSUMED, "half satisfied: about twice the usual of late 2021"
)
PAY = Number(
    2.5, "million USD/week", 0.5, 10.0, ASSUMED, "half satisfied: 10.8 million a month, reported"
)
FEW = 100.0  # people: keeps a share of hardly anybody finite

INTRINSIC: dict[tuple[str, str], str] = {
    ("regime", "influence"): "reach abroad: the state has no variable for it",
    ("sponsor", "revenue"): "arms are sold outside Mali's books",
    ("guarantor", "reputation"): "its mandate is its aim, whatever comes of it",
}


def _people(geography: Geography) -> Array:
    return np.asarray(geography.population / geography.population.sum())


def _north(geography: Geography) -> Array:
    people = geography.north * geography.population
    return np.asarray(people / people.sum())


def _held(s: State, who: str, weight: Array) -> Array:
    """Return the weighted share of the country under one controller, (replicates,)."""
    if f"control.{who}" not in s.rows:
        return np.zeros(s.replicates)
    return np.asarray((s.row(f"control.{who}") * weight).sum(axis=1))


def _force(s: State, card: ActorCard) -> str:
    return s.roster.force(card.name)


def _men(s: State, card: ActorCard) -> Array:
    return np.asarray(s.row(f"fighters.{_force(s, card)}").sum(axis=1))


def _half(value: Array, half: float) -> Array:
    """Return x / (x + half): 0 for nothing, one half at ``half``."""
    return np.asarray(value / (value + half))


def _in_office(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return the chance that no coup comes within a year."""
    return np.asarray(1.0 - s.coup_hazard[:, 0])


def _alive(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return its men against those of the first day, x/(x + 1)."""
    first = np.mean(np.asarray(card.forces.total)) if card.forces else 0.0
    return _half(_men(s, card), float(first) + FEW)


def _accord(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how far the accord is in force and trusted."""
    return np.asarray((s.accord_in_force * s.accord_trust)[:, 0])


def _state_rule(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return the share of people under the state."""
    return _held(s, STATE, _people(geography))


def _no_jihad(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return the share of people not under jihadists."""
    held = np.zeros(s.replicates)
    for who in s.roster.of("jihadist"):
        held = held + _held(s, who, _people(geography))
    return np.asarray(1.0 - held)


def _own_rule(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return the share of people under it."""
    return _held(s, _force(s, card), _people(geography))


def _spread(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return in what share of the cercles it rules (a third of control counts in full)."""
    control = s.row(f"control.{_force(s, card)}")
    return np.asarray(np.minimum(1.0, control / RULE.value).mean(axis=1))


def _sovereign(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return what is left to the regime when every sponsor has its say, Π(1 − influence)."""
    left = np.ones(s.replicates)
    for row in s.each("influence", "sponsor").values():
        left = left * (1.0 - row[:, 0])
    return np.asarray(left)


def _self_rule(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how far the north rules itself: by the accord that is carried out, or by force."""
    held = np.zeros(s.replicates)
    for who in s.roster.of("signatory", "pro_state_signatory"):
        held = held + _held(s, who, _north(geography))
    by_accord = (s.accord_in_force * s.implementation)[:, 0]
    return np.asarray(1.0 - (1.0 - by_accord) * (1.0 - np.minimum(1.0, held)))


def _purse(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return the treasury, x/(x + half)."""
    return _half(s.treasury[:, 0], PURSE.value)


def _gold(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return the mean of the people and of the artisanal gold under it."""
    gold = geography.gold_artisanal / geography.gold_artisanal.sum()
    who = _force(s, card)
    return np.asarray(0.5 * (_held(s, who, _people(geography)) + _held(s, who, gold)))


def _state_pay(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how far it stands beside the state, as far as the state can pay."""
    side = 0.5 * (1.0 + s.row(f"side.{_force(s, card)}")[:, 0])
    return np.asarray(side * _purse(s, geography, card))


def _contract_pay(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return what contractors were paid this week, x/(x + half)."""
    return _half(s.contract_paid[:, 0], PAY.value)


def _trade(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return trade that no sanctions stop."""
    return np.asarray(1.0 - s.sanctions[:, 0])


def _say(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return its own influence on the regime, or that of who sends it."""
    key = f"influence.{card.sponsor or card.name}"
    return np.asarray(s.row(key)[:, 0]) if key in s.rows else np.zeros(s.replicates)


def _mediator_say(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how much the accord is its own: mediation while it is in force."""
    return np.asarray((s.accord_in_force * s.mediation)[:, 0])


def _elections(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how near elections are; 1 once they were held."""
    near = np.maximum(s.elections_held, 1.0 - s.election_delay)
    return np.asarray(near[:, 0])


def _norm(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how far a breach of the norm is absent or answered: 1 − delay·(1 − sanctions)."""
    breach = s.election_delay * (1.0 - s.elections_held) * (1.0 - s.sanctions)
    return np.asarray(1.0 - breach[:, 0])


def _partners(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return what partners think of the regime: no sanctions, and aid."""
    return np.asarray(0.5 * (1.0 - s.sanctions + s.aid)[:, 0])


def _clean_hands(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return approval in Mali, and not being allied with whom a contractor guards."""
    allied = s.row(f"relation.{_force(s, card)}") * s.most("contract", "contractor")
    approval = s.approval_france.mean(axis=1)
    return np.asarray(0.5 * (approval + 1.0 - allied[:, 0]))


def _brand(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return approval of the sponsor whose contractor it is."""
    return np.asarray(s.approval_russia.mean(axis=1))


def _just_ruler(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how few are angry at jihadists, by people."""
    anger = anger_at_jihadists(s, geography)
    people = s.population.sum(axis=1)
    return np.asarray(1.0 - np.einsum("wc,wc->w", anger, s.population) / people)


def _shelter(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return the weight of third parties behind the accord."""
    return np.asarray(s.guarantee[:, 0])


def _kin(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how little its kin hold against it: their anger at the state it stands beside."""
    codes = [geography.identities.index(identity) for identity in card.kin]
    own = np.isin(geography.identity_of, codes).astype(float) * s.population
    anger = np.einsum("wc,wc->w", anger_at_state(s, geography), own) / (own.sum(axis=1) + 1.0)
    side = np.maximum(0.0, s.row(f"side.{_force(s, card)}")[:, 0])
    return np.asarray(1.0 - side * anger)


def _spared(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how few of its men fell this week: 1 − x/(x + half)."""
    killed = s.row(f"fighters_killed.{_force(s, card)}").sum(axis=1)
    return np.asarray(1.0 - killed / (killed + LOSSES.value * (_men(s, card) + FEW)))


def _unharmed(s: State, geography: Geography, card: ActorCard) -> Array:
    """Return how few civilians its side killed this week: 1 − x/(x + half)."""
    whose = STATE_SIDE if "army" in card.roles else ()
    forces = s.roster.of(*whose) if whose else (_force(s, card),)
    killed = np.zeros(s.replicates)
    for who in forces:
        killed = killed + s.row(f"civilians_killed.{who}").sum(axis=1)
    return np.asarray(1.0 - _half(killed, HARM.value))


ARMED: dict[str, Measure] = {
    "survival": _alive,
    "territory": _own_rule,
    "expansion": _spread,
    "autonomy": _self_rule,
    "revenue": _gold,
    "reputation": _shelter,
    "own_losses": _spared,
    "civilian_harm": _unharmed,
}
FOR_THE_STATE: dict[str, Measure] = ARMED | {"territory": _state_rule, "influence": _say}
MEASURES: dict[str, Mapping[str, Measure]] = {
    "regime": FOR_THE_STATE
    | {
        "survival": _in_office,
        "autonomy": _sovereign,
        "revenue": _purse,
        "reputation": _partners,
    },
    "foreign_force": FOR_THE_STATE | {"territory": _no_jihad, "reputation": _clean_hands},
    "contractor": FOR_THE_STATE
    | {"survival": _in_office, "revenue": _contract_pay, "reputation": _brand},
    "signatory": ARMED,
    "pro_state_signatory": ARMED | {"revenue": _state_pay, "reputation": _kin},
    "jihadist": ARMED | {"reputation": _just_ruler},
    "militia": ARMED,
    "sponsor": {"influence": _say},
    "mediator": {"survival": _accord, "influence": _mediator_say},
    "sanctioner": {"influence": _elections, "reputation": _norm, "revenue": _trade},
    "guarantor": {},
}


def kind_of(card: ActorCard) -> str:
    """Return the role that an actor's measures and sizes are kept under: its card's first."""
    return card.roles[0] if card.roles else ""


def measures_of(card: ActorCard) -> dict[str, Measure]:
    """Return the measures of what an actor wants and the state can show, by incentive."""
    kind = kind_of(card)
    known = MEASURES.get(kind, {})
    wanted = (k for k in card.incentives if (kind, k) not in INTRINSIC)
    return {k: known[k] for k in wanted if k in known}


def payoffs(s: State, geography: Geography) -> Iterator[tuple[str, Array]]:
    """Yield every actor's realised pay-off by incentive, 0-1: name of the series, (replicates,)."""
    for card in s.roster.ordered:
        for incentive, measure in measures_of(card).items():
            yield f"payoff_{card.name}_{incentive}", measure(s, geography, card)
