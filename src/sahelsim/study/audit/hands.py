"""What an audit does to a model: parts cut or scaled, choices forced or closed, paths held.

Each works in some replicates of a batch and leaves the others what they were, bit for bit, so that
many experiments share one batch and one chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.action import Action, Aimed, Allowed
from sahelsim.model.actor import Decision
from sahelsim.model.beliefs import View
from sahelsim.model.choice import Choice, DecisionRule, Flags, Index, Menu
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.state import Array, State

Changes = dict[str, Array]
Edit = Callable[[State, Changes], Changes]
Where = NDArray[np.bool_]


class Edited:
    """A part of the ground whose changes are edited before they are booked."""

    def __init__(self, part: Any, edit: Edit) -> None:
        self._part, self._edit = part, edit

    def __getattr__(self, name: str) -> Any:
        """Answer as the part does."""
        return getattr(self._part, name)

    def changes(self, s: State, geography: Any, dt: float, rng: Any) -> Changes:
        """Return the part's changes, edited."""
        return self._edit(s, dict(self._part.changes(s, geography, dt, rng)))


class Outside:
    """A part that is not the model's: what an experiment does to the ground each week."""

    def __init__(self, phase: str, act: Callable[[State, int], Changes]) -> None:
        self.phase, self._act, self._week = phase, act, 0

    def key(self, name: str) -> str:
        """Return the key of its draws; it draws nothing."""
        return f"audit.{name}"

    def changes(self, s: State, geography: Any, dt: float, rng: Any) -> Changes:
        """Return what the experiment does this week."""
        self._week += 1
        return self._act(s, self._week - 1)


class Sure:
    """Draws that are 0 for some uses in some replicates in one week, so that what may happen does."""

    def __init__(self, rng: Any, uses: Sequence[str], where: Where) -> None:
        self._rng, self._uses, self._where = rng, uses, where

    def __getattr__(self, name: str) -> Any:
        """Draw everything else as before."""
        return getattr(self._rng, name)

    def uniform(self, part: str, n: int) -> Array:
        """Return the draws, with zeros where it must happen."""
        found: Array = self._rng.uniform(part, n)
        return np.where(self._where[:, None], 0.0, found) if part in self._uses else found


class Certain:
    """A part in which something happens for certain in one week."""

    def __init__(self, part: Any, week: int, uses: Sequence[str], where: Where) -> None:
        self._part, self._when, self._uses, self._where, self._week = part, week, uses, where, 0

    def __getattr__(self, name: str) -> Any:
        """Answer as the part does."""
        return getattr(self._part, name)

    def changes(self, s: State, geography: Any, dt: float, rng: Any) -> Changes:
        """Return the part's changes, for certain in its week."""
        now = self._week == self._when
        self._week += 1
        drawn = Sure(rng, self._uses, self._where) if now else rng
        return dict(self._part.changes(s, geography, dt, drawn))


def with_part(model: ConflictModel, name: str, part: Any) -> None:
    """Put a part in the place of another of that name, or add it."""
    model.setup = replace(model.setup, mechanisms={**model.setup.mechanisms, name: part})


def edit(model: ConflictModel, names: Sequence[str], change: Edit) -> None:
    """Edit what some mechanisms change."""
    for name in names:
        with_part(model, name, Edited(model.setup.mechanisms[name], change))


def cut(model: ConflictModel, name: str, where: Where) -> None:
    """Let a mechanism change nothing in some replicates; their first day stays the same."""

    def without(s: State, found: Changes) -> Changes:
        return {key: _kept(change, ~where) for key, change in found.items()}

    edit(model, [name], without)


def scaled(keys: Set[str], times: float, where: Where) -> Edit:
    """Return an edit that multiplies what some keys get, in some replicates."""

    def change(s: State, found: Changes) -> Changes:
        factor = np.where(where, times, 1.0)
        return {k: _kept(v, factor) if k in keys else v for k, v in found.items()}

    return change


def _kept(change: Any, factor: Any) -> Array:
    values = np.asarray(change, dtype=float)
    shape = (-1, *([1] * max(1, values.ndim - 1)))
    return np.asarray(values * np.asarray(factor, dtype=float).reshape(shape))


def writers(model: ConflictModel, variable: str) -> list[str]:
    """Return the mechanisms that write a variable."""
    return [name for name, part in model.setup.mechanisms.items() if variable in part.writes]


class Barred:
    """An action that is closed in some replicates."""

    def __init__(self, action: Any, where: Where) -> None:
        self._action, self._where = action, where

    def __getattr__(self, name: str) -> Any:
        """Answer as the action does."""
        return getattr(self._action, name)

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given, and is not barred."""
        own = np.broadcast_to(np.asarray(self._action.allowed(view)), (len(self._where), 1))
        return np.asarray(own & ~self._where[:, None])


def bar(model: ConflictModel, actor: str, action: str, where: Where) -> None:
    """Close an action of an actor in some replicates."""
    for menu in agent(model, actor).decisions.values():
        if action in menu:
            one = menu[action]
            menu[action] = Aimed(cast(Action, Barred(one.action, where)), one.label, one.target)


@dataclass
class Pressed:
    """Take one action wherever it is open, in some replicates; else another rule decides.

    An act is done once, at the first look at which it is open, a posture at every look. ``open``
    tells where it has been open so far, ``first`` the terms of the action when it was.
    """

    action: str
    where: Where
    otherwise: DecisionRule
    open: Flags = field(init=False)
    expected: dict[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing has been open yet."""
        self.open = np.zeros(len(self.where), dtype=bool)

    def choose(self, menu: Menu) -> Choice:
        """Return the action where it is open, and what the actor chooses elsewhere."""
        own = self.otherwise.choose(menu)
        if self.action not in menu.actions:
            return own
        k = menu.actions.index(self.action)
        can = self.where & menu.allowed[:, k]
        can &= ~(self.open & menu.acts[k])
        self._note(menu, k, can & ~self.open)
        self.open |= can
        chosen = np.where(can, k, own.chosen)
        return Choice(chosen, own.probability, np.where(can, menu.new(chosen), own.taken))

    def _note(self, menu: Menu, k: int, fresh: Flags) -> None:
        """Keep what the actor expected of it at the first look, by incentive (weighted)."""
        for incentive, _, worth in menu.terms[k]:
            known = self.expected.setdefault(incentive, np.zeros(len(fresh)))
            known += np.where(fresh, worth, 0.0)


def press(model: ConflictModel, actor: str, action: str, where: Where) -> Pressed:
    """Force an action of an actor wherever it is open, in some replicates."""
    one = agent(model, actor)
    one.rule = pressed = Pressed(action, where, one.rule)
    return pressed


def agent(model: ConflictModel, actor: str) -> Any:
    """Return the actor of a model."""
    return next(one for one in model.actors if one.name == actor)


@dataclass
class Repeated:
    """Choose again what was chosen in an earlier ensemble of the same runs."""

    record: Mapping[tuple[str, int], tuple[Index, Flags]]
    otherwise: DecisionRule

    def choose(self, menu: Menu) -> Choice:
        """Return what each run chose then."""
        own = self.otherwise.choose(menu)
        past = self.record.get((menu.decision, menu.week))
        return own if past is None else Choice(past[0], own.probability, past[1])


def repeat(model: ConflictModel, decisions: Sequence[Decision]) -> None:
    """Let everybody choose what was chosen in another model's life."""
    for one in model.actors:
        record = {
            (d.menu.decision, d.menu.week): (d.choice.chosen, d.choice.taken)
            for d in decisions
            if d.menu.actor == one.name
        }
        one.rule = Repeated(record, one.rule)


@dataclass
class Followed:
    """Writes down some variables after every booking, so that another life can be held on them."""

    keys: tuple[str, ...]
    paths: dict[tuple[int, str], Array] = field(default_factory=dict)
    calls: int = 0

    def __call__(self, state: State, touched: Set[str]) -> None:
        """Keep what has changed."""
        for key in self.keys:
            if key.partition(".")[0] in touched:
                self.paths[self.calls, key] = state.targets[key].copy()
        self.calls += 1


@dataclass
class Held:
    """Holds some variables on the path that another life has written down.

    ``offset`` is added to what a variable is held at: an impulse on the held variable itself.
    """

    keys: tuple[str, ...]
    followed: Followed
    offset: dict[str, Array] = field(default_factory=dict)
    calls: int = 0
    last: dict[str, Array] = field(default_factory=dict)

    def __call__(self, state: State, touched: Set[str]) -> None:
        """Put each variable back on its path after every booking that may have moved it."""
        for key in self.keys:
            path = self.followed.paths.get((self.calls, key))
            if path is not None:
                self.last[key] = path
            if key in self.last and (path is not None or key.partition(".")[0] in touched):
                state.targets[key][...] = self.last[key] + self.offset.get(key, 0.0)
                state.forget({key.partition(".")[0]})
        self.calls += 1
