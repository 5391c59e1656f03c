"""Numbers and actors as TOML cards that a student can read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sahelsim.core.card_form import ARMED_ROLES, EARNERS, STATE_SIDE, CardFile
from sahelsim.core.errors import Faults, did_you_mean, shown
from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.core.shapes import NumberTable, shaped
from sahelsim.core.toml import Document, Keys, named
from sahelsim.core.values import read_number

INCENTIVES = (
    "survival",
    "territory",
    "autonomy",
    "revenue",
    "influence",
    "reputation",
    "own_losses",
    "civilian_harm",
    "expansion",
)
THINKING: dict[str, tuple[str, float, float]] = {
    "rationality": ("1/utility", 0.0, 50.0),
    "lookahead": ("quarters", 1.0, 8.0),
    "patience": ("per quarter", 0.0, 1.0),
    "pace": ("factor", 0.1, 10.0),
    "switching_cost": ("utility", 0.0, 1.0),
    "doubt": ("factor", 0.0, 4.0),
}
# only for those of whose orders one judges how strong others are
JUDGING: dict[str, tuple[str, float, float]] = {
    "learning_rate": ("1/week", 0.0, 1.0),
    "noise": ("share", 0.0, 2.0),
    "strength_bias": ("factor", 0.1, 10.0),
}


@dataclass(frozen=True)
class Forces:
    """Fighters of an actor on the first day: how many, of which armed force, and where."""

    actor: str
    where: str
    number: Number

    @property
    def total(self) -> Any:
        """Number of fighters (people)."""
        return self.number.value


@dataclass(frozen=True)
class ActorCard:
    """An actor as its card describes it; ``weights`` are the incentives scaled to sum to 1.

    ``roles`` say what it is to others, ``toward`` its enemies (below 0) and friends by name, ``kin``
    the identities it speaks for or fights among, ``suspects`` those it
    holds answerable for its enemies, ``home`` the part of the country it keeps to,
    ``sponsor`` who gains from its presence, ``rank`` its place among those of the same role,
    ``called`` its name in running text, ``opening`` where its own numbers start, and ``recorded``
    the names of series of its own that are not made of its name. ``affinity`` says by identity how
    close people are to the networks that an armed group recruits from, ``suspicion`` how far an
    army takes them for its enemies (0-1; ``others`` for whoever is not named).
    """

    name: str
    label: str
    kind: str
    source: str
    about: str
    can: tuple[str, ...]
    incentives: Mapping[str, Number]
    numbers: Mapping[str, Number]
    forces: Forces | None
    decides: str = "quantal_response"
    roles: tuple[str, ...] = ()
    rank: int = 0
    toward: Mapping[str, float] = dataclasses.field(default_factory=dict)
    kin: tuple[str, ...] = ()
    sponsor: str = ""
    suspects: tuple[str, ...] = ()
    home: str = ""
    called: str = ""
    recorded: Mapping[str, str] = dataclasses.field(default_factory=dict)
    opening: Mapping[str, Number] = dataclasses.field(default_factory=dict)
    affinity: Mapping[str, Number] = dataclasses.field(default_factory=dict)
    suspicion: Mapping[str, Number] = dataclasses.field(default_factory=dict)

    @cached_property
    def weights(self) -> dict[str, Any]:
        """Return relative weights that sum to 1, by incentive."""
        total = sum(np.asarray(n.value, dtype=float) for n in self.incentives.values())
        return {name: n.value / total for name, n in self.incentives.items()}

    @cached_property
    def believes(self) -> dict[str, Any]:
        """Return rationality, look-ahead and the other numbers of how it thinks."""
        return {name: n.value for name, n in self.numbers.items()}


def read_actor(
    document: Document, actions: Iterable[str], places: Iterable[str], identities: Iterable[str]
) -> ActorCard:
    """Read an actor's card.

    Parameters
    ----------
    document : Document
        The parsed card.
    actions : iterable of str
        Names of all actions that exist.
    places : iterable of str
        Names of the spatial weights that ``forces.where`` may use.
    identities : iterable of str
        Names of the identities that ``kin`` may use.

    Raises
    ------
    CardError
        With every fault of the card.
    """
    faults = Faults()
    form = shaped(document, CardFile, faults)
    parts: dict[str, Any] = {}
    with faults:
        _known_actions(document, form.can, list(actions))
    with faults:
        parts["incentives"] = read_incentives(document, form.incentives, ("incentives",), {})
    with faults:
        parts["numbers"] = _read_beliefs(document, form.believes)
    with faults:
        _check_roles(document, form, list(identities))
    with faults:
        parts["forces"] = _read_forces(document, form, list(places))
    for table in ("opening", "affinity", "suspicion"):
        with faults:
            parts[table] = _read_numbers(document, table, getattr(form, table))
    faults.tell()
    return ActorCard(**_said(form), **parts)


def _said(form: CardFile) -> dict[str, Any]:
    """Return what a card takes from its file as it stands."""
    plain = (
        "name",
        "label",
        "kind",
        "source",
        "decides",
        "rank",
        "toward",
        "sponsor",
        "home",
        "recorded",
    )
    said = {key: getattr(form, key) for key in plain}
    said |= {key: tuple(getattr(form, key)) for key in ("can", "roles", "kin", "suspects")}
    return said | {"about": " ".join(form.about.split()), "called": form.called or form.label}


def _check_roles(document: Document, form: CardFile, identities: Sequence[str]) -> None:
    """Refuse an armed role without forces, forces of another's name, and unknown kin."""
    faults = Faults()
    armed = [role for role in form.roles if role in ARMED_ROLES]
    with faults:
        if armed and form.forces is None and "forces" not in document.data:
            text = f"who is '{armed[0]}' needs [forces]: actor, where, total"
            raise document.error(("roles",), text)
    with faults:
        if len(set(form.roles)) < len(form.roles):
            raise document.error(("roles",), "a role stands in 'roles' twice")
    with faults:
        ours, foes = (set(form.roles) & set(side) for side in (STATE_SIDE, EARNERS))
        if ours and foes:
            text = f"who is '{min(ours)}' fights for the state and cannot be '{min(foes)}' too"
            raise document.error(("roles",), text)
    with faults:
        if form.forces and not armed:
            text = f"[forces] need an armed role: one of {', '.join(ARMED_ROLES)}"
            raise document.error(("forces",), text)
    for key, names in (("kin", form.kin), ("suspects", form.suspects)):
        for k, name in enumerate(names):
            with faults:
                one_of(document, (key, k), name, identities)
    faults.tell()


def _known_actions(document: Document, can: Sequence[str], known: Sequence[str]) -> None:
    faults = Faults()
    for k, action in enumerate(can):
        with faults:
            one_of(document, ("can", k), action, known)
            if action in can[:k]:
                raise document.error(("can", k), f"'{action}' stands in 'can' twice")
    faults.tell()


def read_incentives(
    document: Document,
    given: Mapping[str, float | NumberTable],
    path: Keys,
    base: Mapping[str, Number],
) -> dict[str, Number]:
    """Read relative weights over the shared vocabulary; they may not be negative or all zero."""
    weights, faults = dict(base), Faults()
    for key, value in given.items():
        with faults:
            if key not in INCENTIVES:
                raise document.unknown(key, path, INCENTIVES)
            declared = base.get(
                key, Number(0.0, "weight", 0.0, 10.0, ASSUMED, "set by the scenario")
            )
            weights[key] = read_weight(document, value, (*path, key), declared)
    faults.tell()
    check_weights(weights, lambda text: document.error(path, text))
    return weights


def read_weight(
    document: Document, given: float | NumberTable, path: Keys, declared: Number
) -> Number:
    """Read one weight: any non-negative number, whatever the range on the card."""
    bare = given.value if isinstance(given, NumberTable) else given
    if bare < 0:
        raise document.error(path, f"weight '{path[-1]}' is negative ({bare:g}); use 0 or more")
    wide = dataclasses.replace(declared, high=max(declared.high, bare, 10.0))
    return read_number(document, given, path, wide)


def check_weights(weights: Mapping[str, Number], error: Any) -> None:
    """Refuse an actor that wants nothing."""
    if not weights or all(n.value == 0 for n in weights.values()):
        raise error("all incentive weights are zero: give at least one a positive weight")


def _read_beliefs(
    document: Document, given: Mapping[str, float | NumberTable]
) -> dict[str, Number]:
    path, faults = ("believes",), Faults()
    wanted = THINKING | (JUDGING if JUDGING.keys() & given.keys() else {})
    found = {}
    for key, value in given.items():
        with faults:
            if key not in wanted:
                raise document.unknown(key, path, THINKING | JUDGING)
            unit, low, high = wanted[key]
            declared = Number(low, unit, low, high, ASSUMED, "bounds of the engine")
            found[key] = read_number(document, value, (*path, key), declared)
    if missing := [key for key in wanted if key not in given]:
        together = f"; {', '.join(JUDGING)} stand together or not at all"
        more = together if missing[0] in JUDGING else ""
        with faults:
            raise document.error(path, f"[believes] lacks '{missing[0]}'{more}")
    faults.tell()
    return {key: found[key] for key in wanted}


def _read_numbers(
    document: Document, table: str, given: Mapping[str, NumberTable]
) -> dict[str, Number]:
    """Read a table whose keys are free and whose values are numbers."""
    faults, found = Faults(), {}
    for key, value in given.items():
        with faults:
            found[key] = read_number(document, value, (table, key))
    faults.tell()
    return found


def _read_forces(document: Document, form: CardFile, places: Sequence[str]) -> Forces | None:
    given, faults = form.forces, Faults()
    if given is None:
        return None
    with faults:
        if given.actor != form.name and "army" not in form.roles:
            text = f"unknown actor '{shown(given.actor)}': write the card's own name, '{form.name}'"
            raise document.error(("forces", "actor"), f"{text}; only an army has another")
    with faults:
        one_of(document, ("forces", "where"), given.where, places)
    total: Number | None = None
    with faults:
        total = read_number(document, given.total, ("forces", "total"))
    faults.tell()
    assert total is not None
    return Forces(given.actor, given.where, total)


def one_of(document: Document, path: Keys, value: str, known: Iterable[str]) -> None:
    """Refuse a name that does not exist, with the nearest that does.

    Raises
    ------
    CardError
        One line that names the key and what is allowed.
    """
    names = list(known)
    if value not in names:
        hint = did_you_mean(value, names)
        raise document.error(path, f"unknown {named(path)} '{shown(value)}': {hint}")
