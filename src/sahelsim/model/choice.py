"""Everything that decides is a decision rule: quantal response, a script, a replay, a person's seat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.state import Array

Index = NDArray[np.intp]
Flags = NDArray[np.bool_]
DAYS = 7  # in a week
Terms = tuple[tuple[str, str, Array], ...]


@dataclass(frozen=True)
class Menu:
    """What one decision of one actor may choose from, on one date, in every replicate.

    ``value`` and ``allowed`` are (replicates, actions); ``terms[k]`` splits the value of action k by
    (incentive, because), each (replicates,), rows of ``worth``, (terms, replicates), action after action.
    ``acts`` says which actions are done once rather than held; ``held`` is the posture held so far,
    ``moment`` where a decision moment has come, ``own`` what the actor itself would do or go on
    doing and ``moves`` where that is something new, each (replicates,).
    """

    actor: str
    decision: str
    week: int
    date: date
    actions: tuple[str, ...]
    labels: tuple[str, ...]
    allowed: NDArray[np.bool_]
    value: Array
    terms: tuple[Terms, ...]
    worth: Array
    rationality: Array | float
    acts: Flags
    held: Index
    moment: Flags
    own: Index
    moves: Flags

    @property
    def probability(self) -> Array:
        """Logit response of the menu, (replicates, actions)."""
        response: Array = logit_response(self.value, self.rationality, self.allowed)
        return response

    def new(self, chosen: Index) -> Flags:
        """Tell where a choice is something new: an act, or another posture than the one held."""
        return np.asarray(self.acts[chosen] | (chosen != self.held))


@dataclass(frozen=True)
class Choice:
    """The action taken or held in each replicate, and how likely each was at a decision moment.

    ``taken`` tells where it is something new: an act done now, or a posture taken now. ``free`` is
    what the actor would have taken of itself where a script imposed the action, and −1 where
    nothing was imposed, (replicates,); None if no script spoke at all.
    """

    chosen: Index
    probability: Array
    taken: Flags
    free: Index | None = None


class DecisionRule(Protocol):
    """Anything that can take a choice: a rule, a script, a replay, a person."""

    def choose(self, menu: Menu) -> Choice:
        """Return the option taken in each replicate."""
        ...


def due(rule: DecisionRule, decision: str, week: int, day: date) -> bool:
    """Tell whether a rule asks for a look at a decision in a week, whatever the calendar says."""
    asks = getattr(rule, "due", None)
    return bool(asks and asks(decision, week, day))


def logit_response(
    value: Array, rationality: Array | float, allowed: NDArray[np.bool_] | None = None
) -> Array:
    """Return quantal-response probabilities P(a) ∝ exp(λ·EU(a)).

    Parameters
    ----------
    value : array, (replicates, actions)
        Expected utility on a 0-1 scale.
    rationality : float or array (replicates, 1)
        λ; 0 chooses at random, large always takes the best.
    allowed : array of bool, optional
        Options that exist; the others get probability 0.

    Notes
    -----
    McKelvey and Palfrey (1995), key ``mckelvey_palfrey_1995``.

    Examples
    --------
    >>> logit_response(np.array([[0.6, 0.5, 0.2]]), 5.0).round(2)
    array([[0.57, 0.35, 0.08]])
    """
    scaled = np.asarray(value * rationality)
    if allowed is not None:
        scaled = np.where(allowed, scaled, -np.inf)
    weight: Array = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True), dtype=float)


class QuantalResponse:
    """Choose better options more often (McKelvey and Palfrey 1995)."""

    def choose(self, menu: Menu) -> Choice:
        """Do what the private shocks make the best: at a moment, the logit response."""
        return Choice(menu.own, menu.probability, menu.moves)


class Satisficing:
    """Take the first allowed option, in the card's order, that is good enough; else the best.

    Simon's rule in place of quantal response: ``aspiration`` is the utility that satisfies.
    """

    def __init__(self, aspiration: float = 0.0) -> None:
        self.aspiration = aspiration

    def choose(self, menu: Menu) -> Choice:
        """Return the first satisfying option where a moment has come, else what is held."""
        value = np.where(menu.allowed, menu.value, -np.inf)
        enough = value > self.aspiration
        best = np.where(enough.any(axis=1), enough.argmax(axis=1), value.argmax(axis=1))
        chosen = np.where(menu.moment, best, menu.held)
        return Choice(chosen, one_hot(chosen, len(menu.actions)), menu.moment & menu.new(chosen))


def one_hot(chosen: Index, n: int) -> Array:
    """Return probability 1 for the chosen option of each replicate, (replicates, n)."""
    return np.asarray(chosen[:, None] == np.arange(n)[None, :], dtype=float)


@dataclass(frozen=True)
class Imposed:
    """A scripted decision: this action, from one date until another."""

    decision: str
    action: str
    start: date
    until: date


@dataclass
class Scripted:
    """Follow a script on its dates; in between, another rule decides.

    A posture is taken at every look until its last day; an act is done once in each replicate,
    at the first look at which it is allowed. ``followed`` says where each has been.
    """

    imposed: tuple[Imposed, ...]
    otherwise: DecisionRule
    followed: dict[Imposed, Flags] = field(default_factory=dict)

    def choose(self, menu: Menu) -> Choice:
        """Return the scripted action if one is due, in every replicate where it is allowed."""
        speaking = self._now(menu)
        own = self.otherwise.choose(menu)
        if not speaking:
            return own
        forced = menu.actions.index(speaking[0].action)
        before = self.followed.get(speaking[0], np.zeros_like(menu.moves))
        can = menu.allowed[:, forced] & ~(before & menu.acts[forced])
        for one in speaking:
            if one.action == speaking[0].action:  # two that say the same are followed at once
                self.followed[one] = self.followed.get(one, before) | can
        chosen = np.where(can, forced, own.chosen)
        taken = np.where(can, menu.new(chosen), own.taken)
        return Choice(chosen, own.probability, taken, np.where(can, own.chosen, -1))

    def due(self, decision: str, week: int, day: date) -> bool:
        """Tell whether a scripted action of this decision begins in the week that begins on a day."""
        return due(self.otherwise, decision, week, day) or any(
            one.decision in (decision, "*") and 0 <= (one.start - day).days < DAYS
            for one in self.imposed
        )

    def _now(self, menu: Menu) -> list[Imposed]:
        """Return what is imposed now, the first of which speaks."""
        here = (o for o in self.imposed if o.decision in (menu.decision, "*"))
        return [o for o in here if o.action in menu.actions and self._inside(o, menu.date)]

    def _inside(self, one: Imposed, day: date) -> bool:
        """Tell whether the time of one has come; one for a day waits until it has been followed."""
        late = one.start == one.until and one not in self.followed
        return (one.start - day).days < DAYS and (day <= one.until or late)


class Done(NamedTuple):
    """What was chosen at one look in one replicate, and whether it was something new."""

    action: str
    taken: bool


@dataclass(frozen=True)
class Replayed:
    """Repeat the choices of an earlier run until they end, then let another rule go on.

    ``record`` maps (decision, week) to what was done at that look, one in each replicate. Where
    the actor had looked it looks again, so that its mood is the one of then.
    """

    record: Mapping[tuple[str, int], tuple[Done, ...]]
    otherwise: DecisionRule

    def choose(self, menu: Menu) -> Choice:
        """Return what was chosen then."""
        past = self.record.get((menu.decision, menu.week))
        if past is None:
            return self.otherwise.choose(menu)
        chosen = np.array([menu.actions.index(done.action) for done in past], dtype=np.intp)
        return Choice(chosen, menu.probability, np.array([done.taken for done in past]))

    def due(self, decision: str, week: int, day: date) -> bool:
        """Tell whether the actor looked at this decision in this week."""
        return (decision, week) in self.record or due(self.otherwise, decision, week, day)


@dataclass(frozen=True)
class Seat:
    """A person decides: ``ask`` is given the menu and answers with the name of an option."""

    ask: Callable[[Menu], str]

    def choose(self, menu: Menu) -> Choice:
        """Put the person's answer into effect in every replicate of the batch."""
        answer = menu.actions.index(self.ask(menu))
        chosen = np.full(menu.allowed.shape[0], answer, dtype=np.intp)
        if not bool(menu.allowed[:, answer].all()):
            raise ValueError(f"'{menu.actions[answer]}' cannot be chosen now")
        return Choice(chosen, one_hot(chosen, len(menu.actions)), menu.new(chosen))
