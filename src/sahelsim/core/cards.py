"""Numbers and actors as TOML cards that a student can read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sahelsim.core.errors import CardError, did_you_mean
from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.core.toml import Document

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
}
# only for those of whose orders one judges how strong others are
JUDGING: dict[str, tuple[str, float, float]] = {
    "learning_rate": ("1/week", 0.0, 1.0),
    "noise": ("share", 0.0, 2.0),
    "strength_bias": ("factor", 0.1, 10.0),
}
KINDS = (
    "state",
    "insurgent",
    "separatist",
    "militia",
    "foreign_force",
    "contractor",
    "bloc",
    "mediator",
    "mission",
    "sponsor",
)
# in the order of the axes: what an actor is to the others, who address it by its role alone
ROLES = (
    "regime",
    "army",
    "contractor",
    "foreign_force",
    "signatory",
    "pro_state_signatory",
    "jihadist",
    "militia",
    "guarantor",
    "mediator",
    "sanctioner",
    "sponsor",
    "neighbour",
)
STATE_SIDE = ("army", "contractor", "foreign_force")
ARMED_ROLES = (*STATE_SIDE, "signatory", "pro_state_signatory", "jihadist", "militia")
DECIDES = ("quantal_response", "satisficing")
CARD_KEYS = ("name", "label", "kind", "roles", "rank", "called", "sponsor", "kin", "suspects", "home", "source", "about",
             "decides", "can", "incentives", "believes", "forces", "toward", "opening",
             "recorded")  # fmt: skip


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
    the names of series of its own that are not made of its name.
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

    @cached_property
    def weights(self) -> dict[str, Any]:
        """Return relative weights that sum to 1, by incentive."""
        total = sum(np.asarray(n.value, dtype=float) for n in self.incentives.values())
        return {name: n.value / total for name, n in self.incentives.items()}

    @cached_property
    def believes(self) -> dict[str, Any]:
        """Return rationality, look-ahead and the other numbers of how it thinks."""
        return {name: n.value for name, n in self.numbers.items()}


def read_number(
    document: Document, value: Any, path: tuple[str, ...], declared: Number | None = None
) -> Number:
    """Read a number: a bare value, or a table with value, range, unit, source and why.

    A bare value keeps the declared unit, range and source; a table may narrow the range and must
    keep the unit.
    """
    if not isinstance(value, Mapping):
        if declared is None:
            raise document.error(path, f"'{path[-1]}' needs value, low, high, unit and source")
        return _checked(document, path, dataclasses.replace, declared, value=value)
    document.only(value, path, ("value", "low", "high", "unit", "source", "why"))
    if "value" not in value:
        raise document.error(path, f"'{path[-1]}' needs a 'value'")
    unit = value.get("unit", declared.unit if declared else None)
    if declared is not None and unit != declared.unit:
        raise document.error(path, f"'{path[-1]}' is in {declared.unit}, not {unit}")
    fields = {key: value.get(key, getattr(declared, key, None)) for key in ("low", "high")}
    fields |= {"unit": unit, "source": value.get("source", getattr(declared, "source", None))}
    missing = [key for key, given in fields.items() if given is None]
    if missing:
        raise document.error(path, f"'{path[-1]}' lacks {', '.join(missing)}")
    why = value.get("why", declared.why if declared and "source" not in value else "")
    for key in ("low", "high"):
        fields[key] = document.number(fields[key], (*path, key))
    if declared is not None and (fields["low"] < declared.low or fields["high"] > declared.high):
        text = f"range of '{path[-1]}' must lie within {declared.low:g} to {declared.high:g}"
        raise document.error(path, text)
    return _checked(document, path, Number, value=value["value"], why=why, **fields)


def _checked(
    document: Document,
    path: tuple[str, ...],
    make: Callable[..., Number],
    *args: Any,
    **fields: Any,
) -> Number:
    fields["value"] = document.number(fields["value"], path)
    try:
        return make(*args, **fields)
    except CardError as error:
        raise document.error(path, f"'{path[-1]}': {error}") from None


def read_actor(document: Document, actions: Iterable[str], places: Iterable[str]) -> ActorCard:
    """Read an actor's card.

    Parameters
    ----------
    document : Document
        The parsed card.
    actions : iterable of str
        Names of all orders that exist.
    places : iterable of str
        Names of the spatial weights that ``forces.where`` may use.
    """
    data = document.data
    document.only(data, (), CARD_KEYS)
    _needs(document)
    _one_of(document, ("kind",), data["kind"], KINDS)
    decides = data.get("decides", "quantal_response")
    _one_of(document, ("decides",), decides, DECIDES)
    return ActorCard(
        name=data["name"],
        label=data["label"],
        kind=data["kind"],
        source=data["source"],
        about=" ".join(data["about"].split()),
        can=_read_can(document, list(actions)),
        incentives=read_incentives(document, ("incentives",), {}),
        numbers=_read_beliefs(document),
        forces=_read_forces(document, list(places)),
        decides=decides,
        roles=_read_roles(document),
        rank=int(document.typed(data.get("rank", 0), int, ("rank",), "a whole number")),
        toward=_read_toward(document),
        kin=_identities(document, "kin"),
        sponsor=_text(document, "sponsor"),
        home=_text(document, "home"),
        called=_text(document, "called") or data["label"],
        suspects=_identities(document, "suspects"),
        recorded=_read_recorded(document),
        opening=_read_opening(document),
    )


def _read_recorded(document: Document) -> dict[str, str]:
    table = document.table(("recorded",))
    return {k: document.typed(v, str, ("recorded", k), "text") for k, v in table.items()}


def _identities(document: Document, key: str) -> tuple[str, ...]:
    return tuple(document.typed(document.data.get(key, []), list, (key,), "a list of identities"))


def _read_opening(document: Document) -> dict[str, Number]:
    table = document.table(("opening",))
    return {key: read_number(document, value, ("opening", key)) for key, value in table.items()}


def _text(document: Document, key: str) -> str:
    return str(document.typed(document.data.get(key, ""), str, (key,), "text"))


def _read_can(document: Document, known: list[str]) -> tuple[str, ...]:
    can = tuple(document.typed(document.data.get("can", []), list, ("can",), "a list of actions"))
    for action in can:
        _one_of(document, ("can",), action, known)
    return can


def _needs(document: Document) -> None:
    """Refuse a card without name, label, kind, roles, source or about."""
    for key in ("name", "label", "kind", "roles", "source", "about"):
        if key not in document.data:
            raise document.error((), f"the card lacks '{key}'")
        if key != "roles":
            document.typed(document.data[key], str, (key,), "text")


def _read_roles(document: Document) -> tuple[str, ...]:
    """Read at least one role; who has an armed one needs forces."""
    roles = tuple(document.typed(document.data["roles"], list, ("roles",), "a list of roles"))
    for role in roles:
        _one_of(document, ("roles",), role, ROLES)
    if not roles:
        raise document.error(("roles",), f"give at least one role: {', '.join(ROLES)}")
    if armed := [role for role in roles if role in ARMED_ROLES and "forces" not in document.data]:
        raise document.error(("roles",), f"who is '{armed[0]}' needs [forces]: actor, where, total")
    return roles


def _read_toward(document: Document) -> dict[str, float]:
    """Read whom it is hostile or friendly to, -1 to 1 by name."""
    found = {}
    for name, value in document.table(("toward",)).items():
        found[name] = document.number(value, ("toward", name))
        if not -1.0 <= found[name] <= 1.0:
            raise document.error(("toward", name), f"{name} = {value} is outside -1 to 1")
    return found


def read_incentives(
    document: Document, path: tuple[str, ...], base: Mapping[str, Number]
) -> dict[str, Number]:
    """Read relative weights over the shared vocabulary; they may not be negative or all zero."""
    table = document.table(path)
    document.only(table, path, INCENTIVES)
    weights = dict(base)
    for key, value in table.items():
        declared = base.get(key, Number(0.0, "weight", 0.0, 10.0, ASSUMED, "set by the scenario"))
        weights[key] = read_weight(document, value, (*path, key), declared)
    check_weights(weights, lambda text: document.error(path, text))
    return weights


def read_weight(document: Document, value: Any, path: tuple[str, ...], declared: Number) -> Number:
    """Read one weight: any non-negative number, whatever the range on the card."""
    bare = document.number(value.get("value") if isinstance(value, Mapping) else value, path)
    if bare < 0:
        raise document.error(path, f"weight '{path[-1]}' is negative ({bare:g}); use 0 or more")
    wide = dataclasses.replace(declared, high=max(declared.high, bare, 10.0))
    return read_number(document, value, path, wide)


def check_weights(weights: Mapping[str, Number], error: Any) -> None:
    """Refuse an actor that wants nothing."""
    if not weights or all(n.value == 0 for n in weights.values()):
        raise error("all incentive weights are zero: give at least one a positive weight")


def _read_beliefs(document: Document) -> dict[str, Number]:
    table = document.table(("believes",))
    document.only(table, ("believes",), THINKING | JUDGING)
    wanted = THINKING | (JUDGING if JUDGING.keys() & table.keys() else {})
    if missing := [key for key in wanted if key not in table]:
        together = f"; {', '.join(JUDGING)} stand together or not at all"
        more = together if missing[0] in JUDGING else ""
        raise document.error(("believes",), f"[believes] lacks '{missing[0]}'{more}")
    found = {}
    for key, (unit, low, high) in wanted.items():
        declared = Number(low, unit, low, high, ASSUMED, "bounds of the engine")
        found[key] = read_number(document, table[key], ("believes", key), declared)
    return found


def _read_forces(document: Document, places: list[str]) -> Forces | None:
    table = document.table(("forces",))
    if not table:
        return None
    document.only(table, ("forces",), ("actor", "where", "total"))
    for key in ("actor", "where", "total"):
        if key not in table:
            raise document.error(("forces",), f"[forces] lacks '{key}'")
    _one_of(document, ("forces", "where"), table["where"], places)
    total = read_number(document, table["total"], ("forces", "total"))
    return Forces(table["actor"], table["where"], total)


def _one_of(document: Document, path: tuple[str, ...], value: str, known: Iterable[str]) -> None:
    names = list(known)
    if value not in names:
        raise document.error(
            path, f"unknown {path[-1]} '{value}': {did_you_mean(str(value), names)}"
        )
