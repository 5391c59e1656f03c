"""A scenario moved to another first day: ``origin = "2019-01"`` in its file."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.cards import ActorCard
from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.geography.origins import LANDED, state_range, strengths_at, weeks_since_coup
from sahelsim.geography.tables import Row, number
from sahelsim.scenario.scenario import Scenario

ORIGINS = ("2018-01", "2019-01", "2020-01", LANDED)  # earlier ones lack their actors' cards
FORCES = {
    "fama": "fama_army",
    "france": "france_in_mali",
    "cma": "cma",
    "platform": "platform",
    "jnim": "jnim",
    "isgs": "isgs",
}
STOCKS = {
    "displaced_start": "idps",
    "refugees": "refugees_abroad",
    "target.france": "france_in_mali",
}
RANGE = "initial.control.state"


def at_origin(scenario: Scenario, origin: str) -> Scenario:
    """Return the scenario with first day, control, forces, displaced and last coup of an origin.

    November 2021 is the date of the cards and of the cercles' own scores: it changes nothing but
    the first day.

    Parameters
    ----------
    scenario : Scenario
        Whose actors, decisions and numbers stay.
    origin : str
        One of ``ORIGINS``.
    """
    start = date.fromisoformat(f"{origin}-01")
    if origin == LANDED:
        return dataclasses.replace(scenario, start=start, origin=origin)
    known = strengths_at(origin)
    cards = {name: _card(card, known, origin) for name, card in scenario.cards.items()}
    stocks = {name: _number(known[item], origin) for name, item in STOCKS.items()}
    stocks["weeks_since_coup"] = Number(
        weeks_since_coup(start), "weeks", 0.0, 2000.0, "facts_mali", "coups table"
    )
    initial = {**scenario.initial, **stocks}
    return dataclasses.replace(scenario, start=start, origin=origin, cards=cards, initial=initial)


def drawn_control(origin: str, runs: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return by how much each run's state control differs from the scores, evenly in their range.

    Run k takes the k-th number of van der Corput's sequence, whatever the seed: variants that are
    compared share it.
    """
    low, high = state_range(origin)
    return np.asarray(low + (high - low) * np.array([_van_der_corput(int(k)) for k in runs]))


def _van_der_corput(k: int) -> float:
    bits = f"{k + 1:b}"[::-1]
    return int(bits, 2) / float(2 ** len(bits))


def _card(card: ActorCard, known: dict[str, Row], origin: str) -> ActorCard:
    if card.forces is None or card.forces.actor not in FORCES:
        return card
    total = _number(known[FORCES[card.forces.actor]], origin)
    return dataclasses.replace(card, forces=dataclasses.replace(card.forces, number=total))


def _number(row: Row, origin: str) -> Number:
    value = number(row["value"])
    low, high = number(row["low"], value), number(row["high"], value)
    low, high = (low, high) if low < high else (0.95 * value, 1.05 * value)
    why = f"{row['item']} in {origin} ({row['quality']}): {row['note'] or row['source']}"
    return Number(value, "people", min(low, value), max(high, value), ASSUMED, why)
