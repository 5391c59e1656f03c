"""A resolved scenario: every setting after inheritance and overrides, with its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date as Day
from datetime import timedelta
from functools import cached_property
from typing import Any

from sahelsim.core.cards import ActorCard
from sahelsim.core.parameter import Number
from sahelsim.geography.origins import LANDED
from sahelsim.model.roster import Roster
from sahelsim.model.shocks import Shock

DEFAULT_WEEKS = 156
DEFAULT_COMMUNITIES = 300
DEFAULT_REVIEW = 4  # weeks between two looks at facts by who has no decision moment


@dataclass(frozen=True)
class ScriptedDecision:
    """A decision that the scenario imposes on one actor, on one date or through a period.

    ``decision`` says at which of its decisions, for an order that several of them can give.
    """

    date: Day
    actor: str
    choose: str
    until: Day
    source: str = ""
    note: str = ""
    decision: str = ""


@dataclass(frozen=True)
class Scenario:
    """Everything a run depends on, apart from seed and number of runs."""

    name: str
    label: str = ""
    about: str = ""
    start: Day = Day(2021, 11, 1)
    origin: str = LANDED  # date of control, forces' places and French bases
    weeks: int = DEFAULT_WEEKS
    communities: int = DEFAULT_COMMUNITIES
    review: int = DEFAULT_REVIEW
    uncertainty: str = "2021-10"
    cards: Mapping[str, ActorCard] = field(default_factory=dict)
    absent: Mapping[str, ActorCard] = field(default_factory=dict)
    cannot: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    switches: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Any] = field(default_factory=dict)  # switches that differ by replicate
    parameters: Mapping[str, Number] = field(default_factory=dict)
    initial: Mapping[str, Number] = field(default_factory=dict)
    decisions: tuple[ScriptedDecision, ...] = ()
    shocks: tuple[Shock, ...] = ()
    lineage: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()  # the files it was read from: name and text

    @cached_property
    def roster(self) -> Roster:
        """Who there is, and who is left out, in the order of the model's axes."""
        return Roster(self.cards, self.absent)

    @property
    def end(self) -> Day:
        """Day after the last week."""
        return self.start + timedelta(weeks=self.weeks)

    def resolved(self) -> dict[str, Any]:
        """Return every setting as plain JSON values, in one fixed order."""
        return {
            "name": self.name,
            "label": self.label,
            "about": self.about,
            "start": self.start.isoformat(),
            **({} if self.origin == LANDED else {"origin": self.origin}),
            "weeks": self.weeks,
            "communities": self.communities,
            "review": self.review,
            "uncertainty": self.uncertainty,
            "lineage": list(self.lineage),
            "switches": dict(sorted(self.switches.items())),
            "actors": {name: self._actor(name) for name in sorted(self.cards)},
            "parameters": {k: asdict(n) for k, n in sorted(self.parameters.items())},
            "initial": {k: asdict(n) for k, n in sorted(self.initial.items())},
            "decisions": [_plain(asdict(d)) for d in self.decisions],
            "shocks": [_plain(asdict(s)) for s in self.shocks],
        }

    def _actor(self, name: str) -> dict[str, Any]:
        card = self.cards[name]
        return {
            "can": [o for o in card.can if o not in self.cannot.get(name, ())],
            "incentives": {k: n.value for k, n in sorted(card.incentives.items())},
            "believes": {k: n.value for k, n in sorted(card.numbers.items())},
            "forces": card.forces.total if card.forces else 0,
            "decides": card.decides,
        }

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that name these settings."""
        text = json.dumps(self.resolved(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, Day) else v for k, v in record.items()}
