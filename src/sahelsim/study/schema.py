"""JSON Schemas of what a user writes, for editors that complete and check TOML as it is typed.

They are made from the very forms that files are read by, with the names and ranges that there are:
actors, mechanisms, actions, switches, start values. A date, which TOML has and JSON has not, is a
text of that format, as editors take it. What only the whole file tells (an action that its actor
has not, a day outside the scenario's time) is told by ``check``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from sahelsim.core.card_form import CardFile
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.core.parameter import Number, numbers_of
from sahelsim.core.shapes import NumberTable
from sahelsim.geography.mali import load_geography
from sahelsim.model import parts
from sahelsim.scenario import load_scenario
from sahelsim.scenario.forms import ScenarioForm
from sahelsim.scenario.layers import starts
from sahelsim.study.sweep.form import DesignForm

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMS: dict[str, type[msgspec.Struct]] = {
    "scenario": ScenarioForm,
    "card": CardFile,
    "design": DesignForm,
}
Schema = dict[str, Any]


def schema(kind: str) -> Schema:
    """Return the JSON Schema of a scenario, an actor's card or a design.

    Parameters
    ----------
    kind : str
        ``scenario``, ``card`` or ``design``.

    Raises
    ------
    UsageError
        If there is no such kind of file.

    Examples
    --------
    >>> schema("card")["properties"]["kind"]["enum"][:2]
    ['bloc', 'contractor']
    """
    if kind not in FORMS:
        raise UsageError(f"no schema of '{kind}': {did_you_mean(kind, FORMS)}")
    forms = [FORMS[kind], NumberTable, *([ScenarioForm] if kind == "design" else [])]
    _, components = msgspec.json.schema_components(forms, ref_template="#/$defs/{name}")
    defined: Schema = _without_null(components)
    whole: Schema = defined.pop(FORMS[kind].__name__)
    {"scenario": _scenario, "card": _card, "design": _design}[kind](whole, defined)
    return {"$schema": DIALECT, "title": f"sahelsim {kind}"} | whole | {"$defs": defined}


def _scenario(whole: Schema, defined: Schema) -> None:
    """Put the names and ranges that there are into a scenario's tables."""
    baseline, properties = load_scenario("baseline"), whole["properties"]
    actor = {"$ref": "#/$defs/ActorForm"}
    properties["actors"]["properties"] = dict.fromkeys(baseline.cards, actor)
    for folder in ("mechanisms", "actions"):
        tables = {part: numbers_of(parts.load_class(folder, part)) for part in parts.names(folder)}
        properties[folder] = _closed({part: _table(numbers) for part, numbers in tables.items()})
    rows: dict[str, Any] = {}
    for name, number in starts(baseline).items():
        key, _, row = name.partition(".")
        if row:
            rows.setdefault(key, _closed({}))["properties"][row] = _value(number)
        else:
            rows[key] = _value(number)
    properties["initial"] = _closed(rows)


def _card(whole: Schema, defined: Schema) -> None:
    """Put the actions, identities and places that there are into a card."""
    geography = load_geography()
    whole["properties"]["can"]["items"] = {"enum": list(parts.names("actions"))}
    for key in ("kin", "suspects"):
        whole["properties"][key]["items"] = {"enum": list(geography.identities)}
    defined["ForcesTable"]["properties"]["where"] = {"enum": list(geography.weights)}


def _design(whole: Schema, defined: Schema) -> None:
    """Let a design's own policies be scenarios."""
    _scenario(defined["ScenarioForm"], defined)
    named = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    own = {"type": "object", "additionalProperties": {"$ref": "#/$defs/ScenarioForm"}}
    whole["properties"]["policies"] = {"anyOf": [named, own]}


def _table(numbers: Mapping[str, Number]) -> Schema:
    return _closed({key: _value(number) for key, number in numbers.items()})


def _closed(properties: Mapping[str, Any]) -> Schema:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _value(number: Number) -> Schema:
    """Return what a declared number may be: bare within its range, or a table."""
    bare = {"type": "number", "minimum": number.low, "maximum": number.high}
    said = f"{number.unit}; {number.low:g} to {number.high:g}; {number.why or number.source}"
    return {
        "anyOf": [bare, {"$ref": "#/$defs/NumberTable"}],
        "description": said,
        "default": number.value,
    }


def _without_null(schema: Any) -> Any:
    """Return a schema in which a key may be absent, but not null, which TOML has not."""
    if isinstance(schema, list):
        return [_without_null(part) for part in schema if part != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {k: _without_null(v) for k, v in schema.items() if not (k == "default" and v is None)}
    alone = kept.get("anyOf", [])
    if len(alone) == 1:
        return {k: v for k, v in kept.items() if k != "anyOf"} | alone[0]
    return kept
