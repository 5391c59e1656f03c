"""How an actor's card is written: its keys, their types and plain ranges."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec

from sahelsim.core.shapes import SCHEMA, NumberTable, Text, Value, Version

Kind = Literal[
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
]
# in the order of the axes: what an actor is to the others, who address it by its role alone
Role = Literal[
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
]
ROLES: tuple[str, ...] = get_args(Role)
STATE_SIDE = ("army", "contractor", "foreign_force")
EARNERS = ("jihadist", "signatory")  # armed groups that live off what they hold
ARMED_ROLES = (*STATE_SIDE, "signatory", "pro_state_signatory", "jihadist", "militia")
Rule = Literal["quantal_response", "satisficing"]


Leaning = Annotated[float, msgspec.Meta(description="a number from -1 to 1", ge=-1, le=1)]


class ForcesTable(msgspec.Struct, forbid_unknown_fields=True):
    """Fighters on the first day, as a card writes them."""

    actor: Text
    where: Text
    total: NumberTable


class CardFile(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An actor's card, as its file writes it."""

    name: Text
    label: Text
    kind: Kind
    roles: Annotated[list[Role], msgspec.Meta(description="a list of roles", min_length=1)]
    source: Text
    about: Text
    incentives: dict[str, Value]
    believes: dict[str, Value]
    can: Annotated[list[str], msgspec.Meta(description="a list of actions")] = []
    decides: Rule = "quantal_response"
    forces: ForcesTable | None = None
    rank: int = 0
    toward: dict[str, Leaning] = {}
    kin: Annotated[list[str], msgspec.Meta(description="a list of identities")] = []
    suspects: Annotated[list[str], msgspec.Meta(description="a list of identities")] = []
    sponsor: Text = ""
    home: Text = ""
    called: Text = ""
    recorded: dict[str, Text] = {}
    opening: dict[str, NumberTable] = {}
    affinity: dict[str, NumberTable] = {}
    suspicion: dict[str, NumberTable] = {}
    schema: Version = SCHEMA
