"""What makes an actor one that can act: it judges with what it needs, and always has a choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.cards import JUDGING, ActorCard
from sahelsim.core.errors import CardError
from sahelsim.geography.mali import load_geography
from sahelsim.model import parts
from sahelsim.model.action import Action, Aimed, aimed
from sahelsim.model.beliefs import Picture, View
from sahelsim.model.roster import Roster
from sahelsim.model.start import first_state
from sahelsim.model.state import State
from sahelsim.model.variables import BY_ACTOR, VARIABLES

FEW = 50  # communities: the least of a country
STATES = 96  # of the country, drawn anywhere within the bounds of its variables


def check_judging(card: ActorCard) -> None:
    """Refuse a card that lacks what it takes to judge strengths, or has it for nothing.

    Raises
    ------
    CardError
        One line that names the actor, the action and the numbers.
    """
    judging = [action for action in card.can if parts.load_class("actions", action).judges]
    numbers = ", ".join(JUDGING)
    if judging and not JUDGING.keys() <= card.numbers.keys():
        raise CardError(
            f"'{card.name}' judges others' strength when it weighs '{judging[0]}': "
            f"its card needs {numbers} under [believes]"
        )
    if not judging and JUDGING.keys() & card.numbers.keys():
        raise CardError(
            f"none of the actions of '{card.name}' judges others' strength: "
            f"{numbers} under [believes] would do nothing; remove them"
        )


def check_choices(card: ActorCard, roster: Roster, cannot: Iterable[str] = ()) -> None:
    """Refuse a decision at which, in some state of the country, no action would be possible.

    Raises
    ------
    CardError
        One line that names the actor, the decision and what to do.
    """
    barred = set(cannot)
    menus = _menus(card, roster, set())
    for decision, left in _menus(card, roster, barred).items():
        if any(_always(one.action) for one in left.values()):
            continue
        if not _possible(card, roster, tuple(left.values())).all():
            gone = [name for name in menus[decision] if name not in left]
            what = f"leave it one of {', '.join(gone)}" if gone else "give it carry_on"
            raise CardError(
                f"'{card.name}' could have nothing to do at its decision '{decision}', where "
                f"{', '.join(left)} can all be impossible: {what}"
            )


def _menus(card: ActorCard, roster: Roster, barred: set[str]) -> dict[str, dict[str, Aimed]]:
    """Return the actions of each decision by name; a decision that has none of its own is closed."""
    found: dict[str, Aimed] = {}
    for name in card.can:
        if name not in barred:
            found |= aimed(name, parts.load_class("actions", name)(), roster, card.name)
    found = {name: one for name, one in found.items() if name not in barred}
    decisions = dict.fromkeys(one.action.decision for one in found.values())
    return {
        decision: {n: one for n, one in found.items() if one.action.decision in (decision, "*")}
        for decision in decisions
        if decision != "*"
    }


def _always(action: Action) -> bool:
    """Tell whether an action can be taken in every state of the country."""
    return type(action).allowed is Action.allowed


def _possible(card: ActorCard, roster: Roster, options: Sequence[Aimed]) -> NDArray[np.bool_]:
    """Return in which of many states of the country one of the actions is possible, (states,)."""
    view = View(Picture(_anywhere(roster), load_geography(FEW)), card, {})
    found = np.zeros((STATES, 1), dtype=bool)
    for one in options:
        found |= np.asarray(one.action.allowed(view.toward(one.target)), dtype=bool)
    return np.asarray(found[:, 0])


@cache
def _anywhere(roster: Roster) -> State:
    """Return states whose national numbers and actors' own lie anywhere, half of them at an end."""
    rng, start = np.random.default_rng(1), {}
    for name, variable in VARIABLES.items():
        rows = roster.axes[variable.axis] if variable.axis in BY_ACTOR else ()
        names = [f"{name}.{who}" for who in rows] if rows else [name]
        for key in names if rows or variable.axis == "nation" else ():
            share = rng.uniform(size=(STATES, 1))
            share = np.where(rng.uniform(size=(STATES, 1)) < 0.5, share, np.round(share))
            start[key] = variable.low + share * (variable.high - variable.low)
    start.pop("displaced_start", None)
    return first_state(load_geography(FEW), roster, STATES, start)
