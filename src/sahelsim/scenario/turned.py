"""What a document changes about the actors: who takes part, what they want, what they cannot do."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sahelsim.core.cards import ActorCard, Forces, read_incentives
from sahelsim.core.errors import CardError, Faults, did_you_mean, shown
from sahelsim.core.shapes import NumberTable
from sahelsim.core.toml import Document, Keys
from sahelsim.core.values import read_number
from sahelsim.scenario.cast import check_actions
from sahelsim.scenario.forms import ActorForm, ForcesForm, ScenarioForm
from sahelsim.scenario.scenario import Scenario

MOST_FIGHTERS = 100_000.0


def without(scenario: Scenario, form: ScenarioForm, document: Document) -> Mapping[str, ActorCard]:
    """Return the cards without those that the document leaves out.

    Raises
    ------
    CardError
        With every fault, and its line.
    """
    faults, cards = Faults(), dict(scenario.cards)
    for k, name in enumerate(form.without):
        with faults:
            known_actor(cards, document, ("without", k), name)
            del cards[name]
    faults.tell()
    return cards


def known_actor(cards: Mapping[str, ActorCard], document: Document, path: Keys, name: str) -> None:
    """Refuse the name of an actor that does not exist, with the nearest that does.

    Raises
    ------
    CardError
        With every fault, and its line.
    """
    if name not in cards:
        raise document.error(path, f"no actor '{shown(name)}': {did_you_mean(name, cards)}")


def turned(scenario: Scenario, form: ScenarioForm, document: Document) -> dict[str, ActorCard]:
    """Return the cards with the document's incentives, beliefs and fighters.

    Raises
    ------
    CardError
        With every fault, and its line.
    """
    faults, cards = Faults(), dict(scenario.cards)
    for name, table in form.actors.items():
        with faults:
            known_actor(cards, document, ("actors", name), name)
            cards[name] = _actor(cards[name], table, document)
    faults.tell()
    return cards


def _actor(card: ActorCard, table: ActorForm, document: Document) -> ActorCard:
    path, faults = ("actors", card.name), Faults()
    changed: dict[str, Any] = {}
    with faults:
        if table.incentives is not None:
            where = (*path, "incentives")
            changed["incentives"] = read_incentives(
                document, table.incentives, where, card.incentives
            )
    numbers = dict(card.numbers)
    for key, value in table.believes.items():
        with faults:
            if key not in card.numbers:
                raise document.unknown(key, (*path, "believes"), card.numbers)
            numbers[key] = read_number(document, value, (*path, "believes", key), numbers[key])
    with faults:
        if table.forces is not None:
            changed["forces"] = _forces(card, table.forces, document)
    faults.tell()
    return dataclasses.replace(card, numbers=numbers, **changed)


def _forces(card: ActorCard, table: ForcesForm, document: Document) -> Forces:
    path = ("actors", card.name, "forces")
    if card.forces is None:
        raise document.error(path, f"'{card.name}' has no fighters of its own")
    known = card.forces.number
    if isinstance(table.total, NumberTable):  # another date, with a range and source of its own
        known = dataclasses.replace(known, low=0.0, high=MOST_FIGHTERS)
    total = read_number(document, table.total, (*path, "total"), known)
    return dataclasses.replace(card.forces, number=total)


def cannot(
    scenario: Scenario, form: ScenarioForm, document: Document
) -> dict[str, tuple[str, ...]]:
    """Return which actions each actor is barred from, before and by the document.

    Raises
    ------
    CardError
        With every fault, and its line.
    """
    faults, barred = Faults(), dict(scenario.cannot)
    for name, table in form.actors.items():
        can = scenario.cards[name].can if name in scenario.cards else tuple(table.cannot)
        for k, action in enumerate(table.cannot):
            with faults:
                if action not in can:
                    text = f"no action '{shown(action)}': {did_you_mean(action, can)}"
                    raise document.error(("actors", name, "cannot", k), text)
        barred[name] = tuple({*barred.get(name, ()), *table.cannot})
        if name in scenario.cards and table.cannot:
            with faults:
                _left_something(scenario.cards[name], barred[name], document)
    faults.tell()
    return barred


def _left_something(card: ActorCard, cannot: tuple[str, ...], document: Document) -> None:
    try:
        check_actions(card, cannot)
    except CardError as error:
        raise document.error(("actors", card.name, "cannot"), str(error)) from None
