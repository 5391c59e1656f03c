"""Putting one strict document on top of a scenario: a file, its parent, or one ``--set``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from sahelsim.core.cards import ActorCard, read_incentives, read_number
from sahelsim.core.errors import CardError, UsageError, did_you_mean
from sahelsim.core.names import is_plain
from sahelsim.core.parameter import Number, numbers_of
from sahelsim.core.toml import Document
from sahelsim.geography.mali import load_geography
from sahelsim.geography.posterior import posterior_names
from sahelsim.model import parts
from sahelsim.model.shocks import Shock
from sahelsim.model.switches import SWITCHES
from sahelsim.model.variables import BY_ACTOR, VARIABLES, Variable
from sahelsim.scenario.origins import ORIGINS, at_origin
from sahelsim.scenario.renamed import RENAMED
from sahelsim.scenario.scenario import Scenario, ScriptedDecision

TOP = (
    "name",
    "label",
    "about",
    "extends",
    "origin",
    "start",
    "weeks",
    "communities",
    "uncertainty",
    "without",
    "also",
    "switches",
    "actors",
    "mechanisms",
    "actions",
    "initial",
    "decisions",
    "shocks",
)
MOST_FIGHTERS = 100_000.0
HOLD = "who held which cercle is scored by hand from reports; others make room in proportion"
WHOLE = {"weeks": (1, 520), "communities": (50, 30_000)}


def lay(scenario: Scenario, document: Document) -> Scenario:
    """Return the scenario with a document's settings on top.

    Raises
    ------
    CardError
        On the first setting that is unknown, mistyped or out of range.
    """
    document.only(document.data, (), TOP)
    changed: dict[str, Any] = {}
    for key in ("name", "label", "about"):
        if key in document.data:
            text = document.typed(document.data[key], str, (key,), "text")
            changed[key] = " ".join(text.split())
    if not is_plain(changed.get("name", scenario.name) or "new"):
        raise document.error(("name",), "a name is made of letters, digits, '-', '+', '_' and '.'")
    if "origin" in document.data:
        scenario = at_origin(scenario, _origin(document))
    if "start" in document.data:
        changed["start"] = document.day(document.data["start"], ("start",))
    for key, (low, high) in WHOLE.items():
        if key in document.data:
            changed[key] = _whole(document, key, low, high)
    if "uncertainty" in document.data:
        changed["uncertainty"] = _uncertainty(document)
    scenario = dataclasses.replace(scenario, **changed)
    return dataclasses.replace(
        scenario,
        cards=_actors(scenario, document),
        absent=_absent(scenario, document),
        cannot=_cannot(scenario, document),
        switches=dict(scenario.switches) | _switches(document),
        parameters=dict(scenario.parameters) | _parameters(scenario, document),
        initial=dict(scenario.initial) | _initial(scenario, document),
        decisions=scenario.decisions + _decisions(scenario, document),
        shocks=scenario.shocks + _shocks(scenario, document),
    )


def _whole(document: Document, key: str, low: int, high: int) -> int:
    value = document.typed(document.data[key], int, (key,), "a whole number")
    if not low <= value <= high:
        raise document.error((key,), f"{key} = {value} is outside {low} to {high}")
    return int(value)


def _uncertainty(document: Document) -> str:
    chosen, known = document.data["uncertainty"], ("none", *posterior_names())
    if chosen not in known:
        hint = did_you_mean(str(chosen), known)
        raise document.error(("uncertainty",), f"no posterior '{chosen}': {hint}")
    return str(chosen)


def _origin(document: Document) -> str:
    chosen = str(document.data["origin"])
    if chosen not in ORIGINS:
        raise document.error(("origin",), f"no origin '{chosen}': {did_you_mean(chosen, ORIGINS)}")
    return chosen


def _switches(document: Document) -> dict[str, str]:
    table = document.table(("switches",))
    document.only(table, ("switches",), SWITCHES)
    for name, option in table.items():
        if option not in SWITCHES[name].options:
            hint = did_you_mean(str(option), SWITCHES[name].options)
            raise document.error(("switches", name), f"unknown option '{option}': {hint}")
    return dict(table)


def _actors(scenario: Scenario, document: Document) -> dict[str, ActorCard]:
    cards = dict(scenario.cards)
    out = document.typed(document.data.get("without", []), list, ("without",), "a list of actors")
    for name in out:
        if name not in cards:
            raise document.error(("without",), f"no actor '{name}': {did_you_mean(name, cards)}")
        del cards[name]
    tables = document.table(("actors",))
    for name in tables:
        if name not in cards:
            hint = did_you_mean(name, cards)
            raise document.error(("actors", name), f"no actor '{name}': {hint}")
        cards[name] = _actor(cards[name], document, name)
    return cards


def _absent(scenario: Scenario, document: Document) -> dict[str, ActorCard]:
    """Return the cards of all who are left out, here or by an ancestor."""
    out = document.data.get("without", [])
    return {**scenario.absent, **{name: scenario.cards[name] for name in out}}


def _actor(card: ActorCard, document: Document, name: str) -> ActorCard:
    path = ("actors", name)
    table = document.table(path)
    document.only(table, path, ("incentives", "believes", "forces", "cannot"))
    changed: dict[str, Any] = {}
    if "incentives" in table:
        changed["incentives"] = read_incentives(document, (*path, "incentives"), card.incentives)
    if "believes" in table:
        believes = document.table((*path, "believes"))
        document.only(believes, (*path, "believes"), card.numbers)
        numbers = dict(card.numbers)
        for key, value in believes.items():
            numbers[key] = read_number(document, value, (*path, "believes", key), numbers[key])
        changed["numbers"] = numbers
    if "forces" in table:
        forces = document.table((*path, "forces"))
        document.only(forces, (*path, "forces"), ("total",))
        if card.forces is None:
            raise document.error((*path, "forces"), f"'{name}' has no fighters of its own")
        where = (*path, "forces", "total")
        known = card.forces.number
        if isinstance(forces["total"], dict):  # another date, with a range and source of its own
            known = dataclasses.replace(known, low=0.0, high=MOST_FIGHTERS)
        total = read_number(document, forces["total"], where, known)
        changed["forces"] = dataclasses.replace(card.forces, number=total)
    return dataclasses.replace(card, **changed)


def _cannot(scenario: Scenario, document: Document) -> dict[str, tuple[str, ...]]:
    cannot = dict(scenario.cannot)
    for name, table in document.table(("actors",)).items():
        for order in table.get("cannot", []):
            can = scenario.cards[name].can
            if order not in can:
                hint = did_you_mean(order, can)
                raise document.error(("actors", name, "cannot"), f"no order '{order}': {hint}")
        cannot[name] = tuple({*cannot.get(name, ()), *table.get("cannot", [])})
    return cannot


def _parameters(scenario: Scenario, document: Document) -> dict[str, Number]:
    found = {}
    for folder in ("mechanisms", "actions"):
        tables = document.table((folder,))
        document.only(tables, (folder,), parts.names(folder))
        for part in tables:
            declared = numbers_of(parts.load_class(folder, part))
            table = document.table((folder, part))
            document.only(table, (folder, part), declared)
            for key, value in table.items():
                path = (folder, part, key)
                known = scenario.parameters.get(".".join(path), declared[key])
                known = dataclasses.replace(known, low=declared[key].low, high=declared[key].high)
                found[".".join(path)] = read_number(document, value, path, known)
    return found


def _initial(scenario: Scenario, document: Document) -> dict[str, Number]:
    table = document.table(("initial",))
    declared = starts(scenario)
    for key in table:
        if key in RENAMED and key not in declared and not isinstance(table[key], Mapping):
            raise document.error(("initial", key), f"'{key}' is now '{RENAMED[key]}'")
    document.only(table, ("initial",), dict.fromkeys(name.partition(".")[0] for name in declared))
    given: dict[str, Any] = {}
    for key, value in table.items():
        if key in declared:
            given[key] = value
            continue
        rows = document.table(("initial", key))
        own = [n.partition(".")[2] for n in declared if n.startswith(f"{key}.")]
        document.only(rows, ("initial", key), own)
        given |= {f"{key}.{who}": number for who, number in rows.items()}
    return {
        key: read_number(document, value, ("initial", *key.split(".")), declared[key])
        for key, value in given.items()
    }


def starts(scenario: Scenario) -> dict[str, Number]:
    """Return every start value that may be set: national, an actor's own, a party's control."""
    national = [v for v in VARIABLES.values() if v.axis == "nation" and v.kind == "stock"]
    found = {v.name: declared_start(v) for v in national}
    for name, variable in VARIABLES.items():
        if variable.axis in BY_ACTOR:
            for who in scenario.roster.axes[variable.axis]:
                if name in (opened := scenario.roster.card(who).opening):
                    found[f"{name}.{who}"] = opened[name]
    hold = Number(1.0, "times the estimate", 0.0, 2.0, "assumed", HOLD)
    return found | {f"control.{who}": hold for who in scenario.roster.controllers}


def declared_start(v: Variable) -> Number:
    """Return a national start value as a number with its bounds."""
    why = v.why or "verified start value"
    source = v.source if v.source != "definition" else "assumed"
    return Number(v.start, v.unit, v.low, v.high, source, why)


def _records(document: Document, key: str, allowed: tuple[str, ...]) -> list[Mapping[str, Any]]:
    rows = document.data.get(key, [])
    if not isinstance(rows, list):
        raise document.error((key,), f"write [[{key}]] with double brackets")
    for row in rows:
        document.only(row, (key,), allowed)
    return rows


def _day(document: Document, scenario: Scenario, row: Mapping[str, Any], key: str) -> date:
    day = document.day(row.get(key), ("decisions", key))
    if not scenario.start <= day < scenario.end:
        span = f"{scenario.start} to {scenario.end}"
        raise document.error(("decisions", key), f"{day} is outside the scenario's time, {span}")
    return day


def _decisions(scenario: Scenario, document: Document) -> tuple[ScriptedDecision, ...]:
    allowed = ("date", "until", "actor", "choose", "source", "note", "decision")
    found = []
    for row in _records(document, "decisions", allowed):
        actor = row.get("actor", "")
        if actor not in scenario.cards:
            hint = did_you_mean(str(actor), scenario.cards)
            raise document.error(("decisions", "actor"), f"no actor '{actor}': {hint}")
        if "choose" not in row:
            raise document.error(("decisions", "actor"), "a decision needs an order: choose = ...")
        can, order = scenario.cards[actor].can, row["choose"]
        if order not in can:
            hint = did_you_mean(str(order), can)
            raise document.error(("decisions", "choose"), f"'{actor}' cannot '{order}': {hint}")
        day = _day(document, scenario, row, "date")
        until = _day(document, scenario, row, "until") if "until" in row else day
        try:
            decision = decision_of(scenario.cards[actor], order, str(row.get("decision", "")))
        except UsageError as error:
            raise document.error(("decisions", "decision"), str(error)) from None
        more = (row.get("source", ""), row.get("note", ""), decision)
        found.append(ScriptedDecision(day, actor, order, until, *more))
    return tuple(found)


def decision_of(card: ActorCard, order: str, decision: str) -> str:
    """Return at which decision an order is given: empty for all that can give it.

    Raises
    ------
    UsageError
        If the actor has no such decision, or the order is given at another.
    """
    own = parts.load_class("actions", order).decision
    known = (
        {parts.load_class("actions", o).decision for o in card.can} - {"*"} if own == "*" else {own}
    )
    if decision and decision not in known:
        raise UsageError(
            f"'{card.name}' cannot '{order}' at '{decision}': {did_you_mean(decision, known)}"
        )
    return decision if own == "*" else ""


def _shocks(scenario: Scenario, document: Document) -> tuple[Shock, ...]:
    allowed = ("date", "variable", "add", "set", "multiply", "place", "weeks", "source", "why",
               "note")  # fmt: skip
    return tuple(_shock(scenario, document, row) for row in _records(document, "shocks", allowed))


def _shock(scenario: Scenario, document: Document, row: Mapping[str, Any]) -> Shock:
    day = document.day(row.get("date"), ("shocks", "date"))
    name = str(row.get("variable", ""))
    if name in RENAMED and name not in VARIABLES:
        raise document.error(("shocks", "variable"), f"'{name}' is now '{RENAMED[name]}'")
    base, _, item = name.partition(".")
    if base not in VARIABLES:
        hint = did_you_mean(base, VARIABLES)
        raise document.error(("shocks", "variable"), f"no variable '{base}': {hint}")
    block = scenario.roster.axes.get(VARIABLES[base].axis, ())
    if block and item not in block:
        hint = did_you_mean(item, block)
        raise document.error(("shocks", "variable"), f"'{base}' needs one of its rows: {hint}")
    how = [key for key in ("add", "set", "multiply") if key in row]
    if len(how) != 1:
        raise document.error(("shocks", "variable"), "a shock needs one of add, set, multiply")
    amount = document.number(row[how[0]], ("shocks", how[0]))
    place = str(row.get("place", ""))
    ids = load_geography().place_ids
    if place and place not in ids:
        raise document.error(("shocks", "place"), f"no place '{place}': {did_you_mean(place, ids)}")
    weeks = document.typed(row.get("weeks", 1), int, ("shocks", "weeks"), "a whole number")
    if weeks < 1:
        raise document.error(("shocks", "weeks"), "weeks must be 1 or more")
    if "source" not in row and "why" not in row:
        raise document.error(("shocks", "variable"), "a shock needs a source, or a why")
    return Shock(day, name, how[0], amount, place, weeks, str(row.get("note", name)))


__all__ = ["CardError", "lay", "starts"]
