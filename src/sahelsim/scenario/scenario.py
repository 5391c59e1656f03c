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
from sahelsim.core.names import checked_name
from sahelsim.core.parameter import Number
from sahelsim.geography.origins import LANDED
from sahelsim.model.roster import Roster
from sahelsim.model.shocks import Shock
from sahelsim.scenario.settings import Settings, words_of

DEFAULT_WEEKS = 156
DEFAULT_COMMUNITIES = 300
PLACE = ("roles", "rank", "toward", "kin", "suspects", "home", "sponsor", "recorded")  # by cards
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


@dataclass(frozen=True, repr=False)
class Scenario:
    """Everything a run depends on, apart from seed and number of runs.

    ``file`` is the name or path that it was loaded from, ``changes`` what was set on top of it.

    Examples
    --------
    >>> import sahelsim as ss
    >>> mine = ss.load_scenario("baseline").set({"actors.cma.incentives.autonomy": 0.1})
    >>> mine.decide("2022-01-24", "junta", "talk_to_jnim")
    Scenario('baseline', 2 changes, from 2021-11-01 for 156 weeks)
    """

    name: str
    label: str = ""
    about: str = ""
    start: Day = Day(2021, 11, 1)
    cut: tuple[str, ...] = ()  # mechanisms left out, to see what they are worth
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
    file: str = ""
    changes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Return name, size of the change and span."""
        count = len(self.changes)
        changed = f"{count} change{'' if count == 1 else 's'}, " if count else ""
        return f"Scenario({self.name!r}, {changed}from {self.start} for {self.weeks} weeks)"

    def set(self, settings: Settings) -> Scenario:
        """Return the scenario with settings on top, checked like a file's.

        Parameters
        ----------
        settings : mapping, iterable of str, or str
            ``{"actors.cma.incentives.autonomy": 0.1}``, or NAME=VALUE words.
        """
        from sahelsim.scenario.overrides import apply_overrides

        return apply_overrides(self, words_of(settings))

    def decide(
        self,
        date: Day | str,
        actor: str,
        choose: str,
        *,
        until: Day | str | None = None,
        decision: str = "",
        source: str = "",
        note: str = "",
    ) -> Scenario:
        """Return the scenario with a decision forced on an actor, as ``[[decisions]]`` does."""
        from sahelsim.scenario.builder import with_row

        said = {"date": date, "until": until, "actor": actor, "choose": choose}
        said |= {"decision": decision, "source": source, "note": note}
        return with_row(self, "decisions", said)

    def shock(
        self,
        date: Day | str,
        variable: str,
        *,
        add: float | None = None,
        set: float | None = None,
        multiply: float | None = None,
        place: str = "",
        weeks: int = 1,
        source: str = "",
        why: str = "",
        note: str = "",
    ) -> Scenario:
        """Return the scenario with a change imposed from outside, as ``[[shocks]]`` does."""
        from sahelsim.scenario.builder import with_row

        said: dict[str, Any] = {"date": date, "variable": variable, "add": add, "set": set}
        said |= {"multiply": multiply, "place": place, "weeks": weeks}
        return with_row(self, "shocks", said | {"source": source, "why": why, "note": note})

    def to_toml(self, name: str) -> str:
        """Return the text of a scenario file ``NAME.toml`` that says the same.

        Raises
        ------
        UsageError
            If fields were changed in another way than by ``set``, ``decide`` and ``shock``.
        """
        from sahelsim.scenario.builder import toml

        return toml(self, checked_name(name))

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
            **({"cut": list(self.cut)} if self.cut else {}),
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
            "where": card.forces.where if card.forces else "",
            "decides": card.decides,
            **{
                table: {k: n.value for k, n in sorted(getattr(card, table).items())}
                for table in ("opening", "affinity", "suspicion")
            },
            **{k: _plain_value(getattr(card, k)) for k in PLACE},
        }

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that name these settings."""
        text = json.dumps(self.resolved(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain_value(value: Any) -> Any:
    """Return a card's names as JSON holds them."""
    if isinstance(value, Mapping):
        return dict(sorted(value.items()))
    return list(value) if isinstance(value, tuple) else value


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, Day) else v for k, v in record.items()}
