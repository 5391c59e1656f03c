"""Putting one strict document on top of a scenario: a file, its parent, or one ``--set``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import msgspec

from sahelsim.core.cards import one_of
from sahelsim.core.errors import Faults, did_you_mean, shown
from sahelsim.core.names import is_plain
from sahelsim.core.parameter import Number, numbers_of
from sahelsim.core.shapes import Value, shaped, shaped_value
from sahelsim.core.toml import Document
from sahelsim.core.values import read_number
from sahelsim.geography.posterior import posterior_names
from sahelsim.model import parts
from sahelsim.model.variables import BY_ACTOR, VARIABLES, Variable
from sahelsim.scenario.forms import ScenarioForm
from sahelsim.scenario.origins import ORIGINS, at_origin
from sahelsim.scenario.renamed import RENAMED
from sahelsim.scenario.scenario import Scenario
from sahelsim.scenario.script import decisions, shocks
from sahelsim.scenario.turned import cannot, turned, without

HOLD = "who held which cercle is scored by hand from reports; others make room in proportion"
FIRST_YEAR, LAST_YEAR = 2000, 2099


def lay(scenario: Scenario, document: Document) -> Scenario:
    """Return the scenario with a document's settings on top.

    Raises
    ------
    CardError
        With every setting that is unknown, mistyped or out of range.
    """
    faults = Faults()
    form = shaped(document, ScenarioForm, faults)
    scenario = _head(scenario, form, document, faults)
    changed: dict[str, Any] = {}
    with faults:
        changed["cards"] = turned(scenario, form, document)
    with faults:
        changed["cannot"] = cannot(scenario, form, document)
    with faults:
        changed["parameters"] = dict(scenario.parameters) | _parameters(scenario, form, document)
    with faults:
        changed["initial"] = dict(scenario.initial) | _initial(scenario, form, document)
    with faults:
        changed["decisions"] = scenario.decisions + decisions(scenario, form, document)
    with faults:
        changed["shocks"] = scenario.shocks + shocks(scenario, form, document)
    faults.tell()
    return dataclasses.replace(
        scenario, switches=dict(scenario.switches) | _switches(form), **changed
    )


def _head(scenario: Scenario, form: ScenarioForm, document: Document, faults: Faults) -> Scenario:
    """Return the scenario with what stands above the tables: names, time, who takes part."""
    changed: dict[str, Any] = {
        key: value
        for key in ("start", "weeks", "communities", "review")
        if (value := getattr(form, key)) is not None
    }
    for key in ("name", "label", "about"):
        if (text := getattr(form, key)) is not None:
            changed[key] = " ".join(text.split())
    with faults:
        if not is_plain(changed.get("name", scenario.name) or "new"):
            text = "a name is made of letters, digits, '-', '+', '_' and '.'"
            raise document.error(("name",), f"{text}, at most 100 of them")
    with faults:
        if form.start is not None and not FIRST_YEAR <= form.start.year <= LAST_YEAR:
            text = f"'start' must lie between {FIRST_YEAR} and {LAST_YEAR}, not {form.start}"
            raise document.error(("start",), text)
    with faults:
        if form.uncertainty is not None:
            changed["uncertainty"] = _uncertainty(form.uncertainty, document)
    with faults:
        if form.origin is not None:
            one_of(document, ("origin",), form.origin, ORIGINS)
            scenario = at_origin(scenario, form.origin)
    with faults:
        changed["cards"] = without(scenario, form, document)
        gone = {name: scenario.cards[name] for name in form.without}
        changed["absent"] = {**scenario.absent, **gone}
    return dataclasses.replace(scenario, **changed)


def _uncertainty(chosen: str, document: Document) -> str:
    known = ("none", *posterior_names())
    if chosen not in known:
        hint = did_you_mean(chosen, known)
        raise document.error(("uncertainty",), f"no posterior '{shown(chosen)}': {hint}")
    return chosen


def _switches(form: ScenarioForm) -> dict[str, str]:
    return _given(form.switches)


def _given(table: msgspec.Struct | None) -> dict[str, Any]:
    """Return what a table of optional keys sets, by key."""
    if table is None:
        return {}
    return {key: value for key, value in msgspec.structs.asdict(table).items() if value is not None}


def _parameters(scenario: Scenario, form: ScenarioForm, document: Document) -> dict[str, Number]:
    faults, found = Faults(), {}
    for folder, tables in (("mechanisms", form.mechanisms), ("actions", form.actions)):
        for part, table in tables.items():
            with faults:
                if part not in parts.names(folder):
                    raise document.unknown(part, (folder,), parts.names(folder))
                found.update(_part(scenario, (folder, part), table, document))
    faults.tell()
    return found


def _part(
    scenario: Scenario, where: tuple[str, str], table: Mapping[str, Any], document: Document
) -> dict[str, Number]:
    """Return what a table sets of a mechanism's or action's parameters, by dotted name."""
    declared = numbers_of(parts.load_class(*where))
    faults, found = Faults(), {}
    for key, value in table.items():
        with faults:
            if key not in declared:
                raise document.unknown(key, where, declared)
            name = ".".join((*where, key))
            known = scenario.parameters.get(name, declared[key])
            known = dataclasses.replace(known, low=declared[key].low, high=declared[key].high)
            found[name] = read_number(document, value, (*where, key), known)
    faults.tell()
    return found


def _initial(scenario: Scenario, form: ScenarioForm, document: Document) -> dict[str, Number]:
    declared, faults, found = starts(scenario), Faults(), {}
    for key, value in form.initial.items():
        with faults:
            for path in _rows(declared, document, key, value):
                name, given = ".".join(path[1:]), value if len(path) == 2 else value[path[2]]
                with faults:
                    number = shaped_value(document, given, Value, path)
                    found[name] = read_number(document, number, path, declared[name])
    faults.tell()
    return found


def _rows(
    declared: Mapping[str, Number], document: Document, key: str, value: Any
) -> list[tuple[str, ...]]:
    """Return the paths of the start values that stand at a key: its own, or one a row."""
    if key in declared:
        return [("initial", key)]
    if key in RENAMED and not isinstance(value, Mapping):
        raise document.error(("initial", key), f"'{key}' is now '{RENAMED[key]}'")
    if key not in (known := dict.fromkeys(name.partition(".")[0] for name in declared)):
        raise document.unknown(key, ("initial",), known)
    rows = [name.partition(".")[2] for name in declared if name.startswith(f"{key}.")]
    faults = Faults()
    found: list[tuple[str, ...]] = []
    for who in document.table(("initial", key)):
        with faults:
            if who not in rows:
                raise document.unknown(who, ("initial", key), rows)
            found.append(("initial", key, who))
    faults.tell()
    return found


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
