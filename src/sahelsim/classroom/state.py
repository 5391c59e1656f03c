"""What a class is at any moment, as the log tells it line by line; no clock, no chance, no model."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sahelsim.classroom.log import Entry
from sahelsim.classroom.orders import HOLD, STAFF

Key = tuple[str, str]  # group and seat


@dataclass(frozen=True)
class Message:
    """What one seat told another, or all, in its own group."""

    round: int
    group: str
    sender: str
    to: str
    text: str


@dataclass(frozen=True)
class Guess:
    """What one person thinks will come of a round, and how sure it is (share)."""

    round: int
    person: int
    group: str
    question: str
    answer: str
    sure: float


@dataclass
class Draft:
    """What a seat has ordered for the round to come, and why."""

    orders: dict[str, str] = field(default_factory=dict)
    why: str = ""


@dataclass
class Played:
    """A round that was lived through: what was in force, what had been submitted, by whom."""

    orders: dict[Key, dict[str, str]]
    drafts: dict[Key, Draft]


@dataclass
class ClassState:
    """Everything but the model: rounds, orders, people in seats, messages, guesses, injects."""

    rounds: list[Played] = field(default_factory=list)
    drafts: dict[Key, Draft] = field(default_factory=dict)
    standing: dict[Key, dict[str, str]] = field(default_factory=dict)
    people: dict[int, Key | None] = field(default_factory=dict)
    bots: set[Key] = field(default_factory=set)
    injects: list[tuple[int, str]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    asking: bool = False
    paused: bool = False
    started: bool = False
    closed: bool = False

    @property
    def round(self) -> int:
        """Number of the round that is being decided, from 0."""
        return len(self.rounds)

    def manned(self, key: Key) -> bool:
        """Tell whether people decide for a seat: orders or somebody are there, and no bot took over."""
        known = key in self.people.values() or key in self.drafts or key in self.standing
        return known and key not in self.bots

    def in_force(self, key: Key, acts: Mapping[str, bool]) -> dict[str, str]:
        """Return what a seat orders if the round were lived now; nothing for an empty seat.

        ``acts`` says of every action whether it is done once: an act is no standing order, its
        seat rests where it is.
        """
        if not self.manned(key):
            return {}
        standing = {
            decision: HOLD if acts.get(name, False) else name
            for decision, name in self.standing.get(key, {}).items()
        }
        new = self.drafts[key].orders if key in self.drafts else {}
        merged = {**standing, **new}
        return {decision: name for decision, name in merged.items() if name != STAFF}

    def take(self, entry: Entry) -> None:
        """Let one line of the log come true."""
        TAKES[entry.kind](self, entry.data)


def _submit(now: ClassState, data: Mapping[str, Any]) -> None:
    key = (data["group"], data["seat"])
    now.drafts[key] = Draft(dict(data["orders"]), data["why"])
    now.bots.discard(key)


def _advance(now: ClassState, data: Mapping[str, Any]) -> None:
    played = {(g, s): dict(orders) for g, s, orders in data["orders"]}
    now.rounds.append(Played(played, copy.deepcopy(now.drafts)))
    for key, orders in played.items():
        now.standing[key] = orders
    for key in [k for k in now.standing if k not in played]:
        del now.standing[key]
    now.drafts, now.asking, now.started = {}, False, True


def _undo(now: ClassState, data: Mapping[str, Any]) -> None:
    last = now.rounds.pop()
    now.drafts = last.drafts
    now.standing = dict(now.rounds[-1].orders) if now.rounds else {}
    now.injects = [(at, name) for at, name in now.injects if at <= now.round]
    now.guesses = [g for g in now.guesses if g.round <= now.round]


def _person(now: ClassState, data: Mapping[str, Any]) -> None:
    now.people[data["person"]] = None


def _sit(now: ClassState, data: Mapping[str, Any]) -> None:
    key = (data["group"], data["seat"]) if data["seat"] else None
    before = now.people.get(data["person"])
    now.people[data["person"]] = key
    if before and before not in now.people.values():
        now.standing.pop(before, None)  # nobody is left who could change it
    if key:
        now.bots.discard(key)


def _bot(now: ClassState, data: Mapping[str, Any]) -> None:
    key = (data["group"], data["seat"])
    (now.bots.add if data["on"] else now.bots.discard)(key)


def _message(now: ClassState, data: Mapping[str, Any]) -> None:
    now.messages.append(Message(now.round, **data))


def _guess(now: ClassState, data: Mapping[str, Any]) -> None:
    made = Guess(now.round, **data)
    same = (made.round, made.person, made.question)
    now.guesses = [g for g in now.guesses if (g.round, g.person, g.question) != same]
    now.guesses.append(made)


def _inject(now: ClassState, data: Mapping[str, Any]) -> None:
    now.injects.append((now.round, data["card"]))


def _flag(name: str, value: bool) -> Callable[[ClassState, Mapping[str, Any]], None]:
    return lambda now, data: setattr(now, name, value)


TAKES: dict[str, Callable[[ClassState, Mapping[str, Any]], None]] = {
    "person": _person,
    "sit": _sit,
    "submit": _submit,
    "advance": _advance,
    "undo": _undo,
    "bot": _bot,
    "message": _message,
    "guess": _guess,
    "inject": _inject,
    "ask": _flag("asking", True),
    "start": _flag("started", True),
    "pause": _flag("paused", True),
    "resume": _flag("paused", False),
    "close": _flag("closed", True),
}
