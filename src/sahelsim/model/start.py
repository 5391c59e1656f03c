"""The first state: Mali as the geography's tables and the actors' cards describe it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.model.forms import by_identity
from sahelsim.model.mechanism import Mechanism
from sahelsim.model.roster import Roster
from sahelsim.model.state import Array, State
from sahelsim.model.variables import BY_ACTOR, VARIABLES

if TYPE_CHECKING:
    from sahelsim.core.cards import ActorCard
    from sahelsim.geography.mali import Geography

_POLLS = "no poll by identity or cercle was read; ordered as the literature orders them"


def _guess(value: float, why: str = _POLLS) -> Number:
    return Number(value, "share", max(0.0, value - 0.2), min(1.0, value + 0.2), ASSUMED, why)


LEGITIMACY = {
    "bambara": _guess(0.60),
    "fulani": _guess(0.38),
    "dogon": _guess(0.50),
    "songhai": _guess(0.50),
    "tuareg": _guess(0.28),
    "arab": _guess(0.32),
    "other": _guess(0.55),
}

_METRE = "Mali-Mètre rounds of 2020 and 2021 give some regions; the others lie between them"
_BARKHANE = "Mali-Mètre, March 2020: 96, 95 and 90 % dissatisfied in Kidal, Ségou and Ménaka, 13 % \
satisfied in the country; Gao was its friendliest region in the round of about 2017"
APPROVAL_FRANCE = {
    "Gao": _guess(0.30, _BARKHANE),
    "Kidal": _guess(0.04, _BARKHANE),
    "Ménaka": _guess(0.10, _BARKHANE),
    "Ségou": _guess(0.054, _BARKHANE),
}
APPROVAL_FRANCE_ELSEWHERE = _guess(0.13, _BARKHANE)
APPROVAL_JUNTA = {
    "Kidal": _guess(0.25, _METRE),
    "Ménaka": _guess(0.45, _METRE),
    "Gao": _guess(0.55, _METRE),
    "Tombouctou": _guess(0.55, _METRE),
}
APPROVAL_JUNTA_ELSEWHERE = _guess(0.72, _METRE)
APPROVAL_RUSSIA = {"Kidal": _guess(0.20, _METRE), "Gao": _guess(0.40, _METRE)}
APPROVAL_RUSSIA_ELSEWHERE = _guess(0.55, _METRE)

TRUCE = Number(
    0.5, "share", 0.0, 1.0, ASSUMED, "local accord of Niono, March 2021, half kept by October 2021"
)
USUAL_DEATHS = Number(
    24.0, "deaths/week", 12.0, 48.0, "ucdp_ged", "105 a month from November 2020 to October 2021"
)
SPREAD = {
    "jnim": _guess(0.6, "violence follows the insurgents' presence"),
    "isgs": _guess(0.2, "violence follows the insurgents' presence"),
    "selfdef": _guess(0.2, "violence follows the militias' presence"),
}
TABLES: dict[str, Mapping[str, Number]] = {
    "legitimacy": LEGITIMACY,
    "approval_france": APPROVAL_FRANCE,
    "approval_junta": APPROVAL_JUNTA,
    "approval_russia": APPROVAL_RUSSIA,
}
SINGLES = {
    "approval_france.elsewhere": APPROVAL_FRANCE_ELSEWHERE,
    "approval_junta.elsewhere": APPROVAL_JUNTA_ELSEWHERE,
    "approval_russia.elsewhere": APPROVAL_RUSSIA_ELSEWHERE,
    "truce.niono": TRUCE,
}


def first_state(
    geography: Geography,
    roster: Roster,
    replicates: int,
    national: Mapping[str, Array | float],
) -> State:
    """Return the first day as tables and cards tell it; ``settle`` completes it.

    Parameters
    ----------
    geography : Geography
        Places and communities.
    roster : Roster
        Actors by name; their ``forces`` say how many fighters stand where.
    replicates : int
        Number of replicates.
    national : mapping of str to float or array (replicates, 1)
        Start values of national variables that the scenario sets; ``control.jnim`` and the like
        multiply what that party holds on the first day.
    """
    arrays = {n: _filled(n, geography, roster, replicates, national) for n in VARIABLES}
    state = State(arrays, roster)
    state.control[:] = _opening_control(geography, roster, national)
    for actor, total, where in _forces(roster.cards):
        state.row(f"fighters.{actor}")[:] = total * geography.weights[where]
    _communities(state, geography)
    _regions(state, geography)
    _violence(state, geography)
    state.truce[:, geography.place_ids.index("niono")] = TRUCE.value
    strength = np.stack([men.sum(axis=1) for men in state.fighters.swapaxes(0, 1)], axis=1)
    for name in roster.observers:
        bias = roster.everybody[name].believes["strength_bias"]
        state.row(f"seen.{name}")[:] = strength * bias
    return state


def settle(state: State, mechanisms: Iterable[Mechanism], geography: Geography) -> None:
    """Let each mechanism say what the first day must hold for nothing to move by itself."""
    for mechanism in sorted(mechanisms, key=lambda part: part.settles_last):
        for name, values in mechanism.at_rest(state, geography).items():
            state.arrays[name][...] = values


def _opening_control(
    geography: Geography, roster: Roster, national: Mapping[str, Array | float]
) -> Array:
    """Return control on the first day, (replicates or nothing, controllers, places).

    Parties with a factor hold so many times what the table gives them, or as much of it as there
    is room; the others share what is left in proportion. What nobody ruled stays so. With no
    factor it is the geography's own table, to the bit.
    """
    known = dict(zip(geography.controllers, geography.control_start, strict=True))
    nothing = np.zeros(len(geography.place_ids))
    held = np.stack([known.get(who, nothing) for who in roster.controllers])
    times = [national.get(f"control.{who}") for who in roster.controllers]
    fixed = np.array([factor is not None for factor in times])[:, None]
    if not fixed.any():
        return held
    factors = [np.asarray(0.0 if f is None else f, dtype=float).reshape(-1) for f in times]
    own = held * np.stack(np.broadcast_arrays(*factors), axis=-1)[..., None]
    room, wanted = held.sum(axis=0), own.sum(axis=-2, keepdims=True)
    own = own * np.minimum(1.0, room / np.maximum(wanted, 1e-12))
    left = room - own.sum(axis=-2, keepdims=True)
    before = room - np.where(fixed, held, 0.0).sum(axis=0)  # a factor of 1 changes no bit
    return np.asarray(own + np.where(fixed, 0.0, held) * (left / np.maximum(before, 1e-12)))


def _filled(
    name: str,
    geography: Geography,
    roster: Roster,
    replicates: int,
    national: Mapping[str, Array | float],
) -> Array:
    variable = VARIABLES[name]
    length = {
        "nation": 1,
        "region": len(geography.regions),
        "community": len(geography.place_of),
        "observer_armed": len(roster.armed),
        **dict.fromkeys(BY_ACTOR, 1),
    }.get(variable.axis, len(geography.place_ids))
    block = roster.axes.get(variable.axis)
    shape = (replicates, len(block), length) if block is not None else (replicates, length)
    array = np.full(shape, variable.start, dtype=float)
    if name in national:
        array[:] = national[name]
    for row, who in enumerate(block or () if variable.axis in BY_ACTOR else ()):
        opened = roster.card(who).opening
        own = opened[name].value if name in opened else variable.start
        array[:, row] = national.get(f"{name}.{who}", own)
    return array


def _forces(cards: Mapping[str, ActorCard]) -> list[tuple[str, Array | float, str]]:
    """Return (armed actor, total, where) for each card that fields fighters."""
    return [
        (force.actor, force.total, force.where)
        for card in cards.values()
        for force in (card.forces,)
        if force is not None
    ]


def _communities(state: State, geography: Geography) -> None:
    def by(table: Mapping[str, Number], otherwise: float) -> Array:
        return by_identity({k: n.value for k, n in table.items()}, otherwise, geography)

    held = state.row("control.state")[:, geography.place_of]
    legitimacy = by(LEGITIMACY, 0.5) * (0.7 + 0.3 * held)
    state.population[:] = geography.community_population
    for name in ("legitimacy", "legitimacy_base"):
        state.arrays[name][:] = legitimacy


def _violence(state: State, geography: Geography) -> None:
    """Spread the usual level of violence and the displaced over the places at war."""
    at_war = sum(SPREAD[k].value * geography.weights[k] for k in SPREAD)
    state.usual_violence[:] = USUAL_DEATHS.value * at_war + 0.02
    people = np.add.reduceat(geography.community_population, geography.first_row)
    share = geography.community_population / people[geography.place_of]
    state.displaced[:] = state.displaced_start * np.asarray(at_war)[geography.place_of] * share
    state.hosted[:] = state.displaced_start * at_war
    there = np.minimum(state.displaced, state.population)  # nobody flees who does not live there
    state.hosted[:] -= np.add.reduceat(state.displaced - there, geography.first_row, axis=1)
    state.displaced[:] = there
    state.population[:] -= state.displaced


def _regions(state: State, geography: Geography) -> None:
    for name, elsewhere in (
        ("approval_france", APPROVAL_FRANCE_ELSEWHERE),
        ("approval_junta", APPROVAL_JUNTA_ELSEWHERE),
        ("approval_russia", APPROVAL_RUSSIA_ELSEWHERE),
    ):
        table = TABLES[name]
        state.arrays[name][:] = [
            table[r].value if r in table else elsewhere.value for r in geography.regions
        ]
        state.arrays[f"{name}_root"][:] = state.arrays[name]
    state.polled_junta[:] = state.approval_junta
