"""How a scenario's file is written: its keys, their types and plain ranges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from sahelsim.core.shapes import SCHEMA, Day, Finite, Names, Text, Value, Version, whole
from sahelsim.model.switches import SWITCHES

Actors = Annotated[list[str], msgspec.Meta(description="a list of actors")]
Actions = Annotated[list[str], msgspec.Meta(description="a list of actions")]


class ForcesForm(msgspec.Struct, forbid_unknown_fields=True):
    """Another number of fighters on the first day."""

    total: Value


class ActorForm(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What a scenario changes about an actor."""

    incentives: dict[str, Value] | None = None
    believes: dict[str, Value] = {}
    forces: ForcesForm | None = None
    cannot: Actions = []


class DecisionForm(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One forced decision."""

    date: Day
    actor: Text
    choose: Text
    until: Day | None = None
    decision: Text = ""
    source: Text = ""
    note: Text = ""


class ShockForm(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One dated change of one variable."""

    date: Day
    variable: Text
    add: Finite | None = None
    set: Finite | None = None
    multiply: Finite | None = None
    place: Text = ""
    weeks: Annotated[int, whole(1, 520)] = 1
    source: Text = ""
    why: Text = ""
    note: Text = ""


def _table(name: str, about: str, fields: Mapping[str, Any]) -> Any:
    """Return a struct all of whose fields may be absent."""
    rows = [(key, kind | None, None) for key, kind in fields.items()]
    return msgspec.defstruct(
        name, rows, namespace={"__doc__": about}, forbid_unknown_fields=True, omit_defaults=True
    )


def _described(kind: Any, about: str) -> Any:
    return Annotated[kind, msgspec.Meta(description=about)]


if TYPE_CHECKING:  # its fields are the switches that there are, which no checker can know
    SwitchesForm = msgspec.Struct
else:
    SwitchesForm = _table(
        "SwitchesForm",
        "Answers to contested questions of theory.",
        {
            name: _described(Literal[switch.options], switch.about)
            for name, switch in SWITCHES.items()
        },
    )


class ScenarioForm(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A scenario, or one setting of the command line."""

    name: Text | None = None
    label: Text | None = None
    about: Text | None = None
    extends: Text | None = None
    origin: Text | None = None
    start: Day | None = None
    weeks: Annotated[int, whole(1, 520)] | None = None
    communities: Annotated[int, whole(50, 30_000)] | None = None
    review: Annotated[int, whole(1, 52)] | None = None
    uncertainty: Text | None = None
    without: Actors = []
    also: Names = []
    switches: SwitchesForm | None = None
    actors: dict[str, ActorForm] = {}
    mechanisms: dict[str, dict[str, Value]] = {}
    actions: dict[str, dict[str, Value]] = {}
    initial: dict[str, Any] = {}  # of a name, or of a name and its rows: who there is says which
    decisions: list[DecisionForm] = []
    shocks: list[ShockForm] = []
    schema: Version = SCHEMA
