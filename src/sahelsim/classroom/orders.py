"""What a seat orders for a round, and the decision rule that carries it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sahelsim.model.choice import Choice, DecisionRule, Flags, Index, Menu
from sahelsim.model.choice import due as asks

HOLD = "hold"  # keep the posture held, do nothing new
STAFF = "staff"  # the model's own rule decides, as for an empty seat
Orders = Mapping[str, str]  # decision to an action's name, HOLD or STAFF


@dataclass(frozen=True)
class Option:
    """One action of a decision, and in which replicates it is open and held, each (replicates,)."""

    name: str
    label: str
    act: bool
    allowed: Flags
    held: Flags


class Manned:
    """A seat in every replicate: people's orders where there are any, else the model's own rule.

    An act is done once, at the first look at which it is open; a posture is kept through the round.
    Everybody with a seat looks about in the first week of a round, whether anybody sits there or
    not, so that no world depends on what is ordered in another.

    Parameters
    ----------
    otherwise : DecisionRule
        Decides where nothing was ordered.
    replicates : int
        Size of the batch.
    """

    def __init__(self, otherwise: DecisionRule, replicates: int) -> None:
        self.otherwise, self.replicates = otherwise, replicates
        self.begins = -1  # week in which the round begins
        self._orders: Sequence[Orders] = [{}] * replicates
        self._done: dict[str, Flags] = {}

    def take(self, orders: Sequence[Orders], week: int) -> None:
        """Take the orders of a round that begins in a week, one mapping a replicate."""
        self._orders, self.begins, self._done = orders, week, {}

    def undone(self, decision: str, acts: Mapping[str, bool]) -> Flags:
        """Tell where an act was ordered and has not been done, (replicates,)."""
        ordered = np.array([acts.get(o.get(decision, STAFF), False) for o in self._orders])
        return np.asarray(ordered & ~self._done.get(decision, np.zeros(self.replicates, bool)))

    def choose(self, menu: Menu) -> Choice:
        """Return what was ordered where it can be done, else what is held, else the rule's own."""
        own = self.otherwise.choose(menu)
        code = self._coded(menu)
        rows = np.arange(self.replicates)
        wanted = np.maximum(code, 0)
        act = menu.acts[wanted] & (code >= 0)
        done = self._done.setdefault(menu.decision, np.zeros(self.replicates, dtype=bool))
        now = (code >= 0) & menu.allowed[rows, wanted] & ~(act & done)
        rest = (code != _OWN) & ~now & ((code == _HELD) | act) & menu.allowed[rows, menu.held]
        chosen = np.where(now, wanted, np.where(rest, menu.held, own.chosen))
        taken = np.where(now, menu.new(chosen), np.where(rest, False, own.taken))
        self._done[menu.decision] = done | (now & act)
        return Choice(chosen, own.probability, taken, np.where(now | rest, own.chosen, -1))

    def due(self, decision: str, week: int, day: date) -> bool:
        """Tell whether a round begins, or the other rule asks for a look."""
        return week == self.begins or asks(self.otherwise, decision, week, day)

    def _coded(self, menu: Menu) -> Index:
        """Return the place of the ordered action in the menu, or one of two codes, (replicates,)."""
        told = [orders.get(menu.decision, STAFF) for orders in self._orders]
        codes = {STAFF: _OWN, HOLD: _HELD} | {name: k for k, name in enumerate(menu.actions)}
        return np.array([codes[one] for one in told], dtype=np.intp)


_OWN, _HELD = -1, -2
