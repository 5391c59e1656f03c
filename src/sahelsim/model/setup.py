"""Everything that a model is made of; ``scenario/assemble.py`` fills it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sahelsim.core.streams import Streams
from sahelsim.model.action import Aimed
from sahelsim.model.choice import DecisionRule
from sahelsim.model.mechanism import Mechanism
from sahelsim.model.schedule import PHASES
from sahelsim.model.shocks import Shock
from sahelsim.model.sizes import Sizes
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.core.cards import ActorCard
    from sahelsim.geography.mali import Geography
    from sahelsim.model.roster import Roster


@dataclass
class Setup:
    """Geography, roster, actors, actions, decision rules, mechanisms, shocks and chance of one batch."""

    geography: Geography
    roster: Roster
    cards: Mapping[str, ActorCard]
    actions: Mapping[str, Mapping[str, Aimed]]
    rules: Mapping[str, DecisionRule]
    mechanisms: Mapping[str, Mechanism]
    shocks: tuple[Shock, ...]
    start: date
    streams: Streams
    review: int = 4
    sizes: Sizes = field(default_factory=dict)
    written: Array | float = 0.0
    optimism: Array | float = 0.0
    phases: Sequence[str] = field(default_factory=lambda: tuple(PHASES))
