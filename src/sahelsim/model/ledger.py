"""The ledger: who changed which variable by how much, and what the bounds cut off."""

from __future__ import annotations

from collections.abc import Callable, Set

import numpy as np

from sahelsim.model.roster import Roster
from sahelsim.model.state import FLOWS, NATIONAL, Array, State
from sahelsim.model.variables import LARGE, VARIABLES

BOUNDS = "bounds"
OF_COMMUNITIES = frozenset(v.name for v in VARIABLES.values() if v.axis == "community")
add_up, lowest, highest = np.add.reduce, np.minimum.reduce, np.maximum.reduce


class Ledger:
    """Running totals of every change: by replicate and cercle, for communities by replicate.

    ``after`` is told the state and what has changed after every booking: as nothing else changes
    the state, a study can follow a variable there, or hold it on a path.
    """

    def __init__(self) -> None:
        self.totals: dict[tuple[str, str], Array] = {}
        self.after: Callable[[State, Set[str]], None] | None = None

    def book(self, who: str, key: str, change: Array, shape: tuple[int, ...]) -> None:
        """Add a change to the running total of (who, variable)."""
        if key in OF_COMMUNITIES:  # who moved which cercle is asked; which community, never
            whole = change if change.shape == shape else np.broadcast_to(change, shape)
            change = add_up(whole, -1, keepdims=True)
            shape = change.shape
        total = self.totals.get((who, key))
        if total is None:
            self.totals[(who, key)] = np.array(np.broadcast_to(change, shape))
        else:
            total += change

    def apply(self, state: State, changes: list[tuple[str, dict[str, Array]]]) -> None:
        """Add all changes of a phase to the state together, then keep it within its bounds."""
        touched: set[str] = set()
        for who, parts in changes:
            for key, change in parts.items():
                array = state.targets[key]
                array += change
                self.book(who, key, change, array.shape)
                touched.add(key.partition(".")[0])
        state.forget(touched)
        stocks = touched - FLOWS  # a flow is a sum of what happened: it has no bound
        if not stocks.isdisjoint(NATIONAL):
            self._clip_nation(state)
        for name in sorted(stocks.difference(NATIONAL)):
            self._clip(state.arrays[name], name)
        if self.after is not None:
            self.after(state, touched)

    def _clip(self, array: Array, name: str) -> None:
        variable = VARIABLES[name.partition(".")[0]]
        open_above = variable.high == LARGE or highest(array, axis=None) <= variable.high
        if open_above and lowest(array, axis=None) >= variable.low:
            return
        inside = np.clip(array, variable.low, variable.high)
        self.book(BOUNDS, name, inside - array, array.shape)
        array[...] = inside

    def _clip_nation(self, state: State) -> None:
        """Look at all national stocks at once: most weeks none has left its bounds."""
        outside = (state.national < state.low) | (state.national > state.high)
        if outside.any():
            for k in np.flatnonzero(outside.any(axis=(1, 2))):
                self._clip(state.national[k], state.national_keys[k])

    def national(self, roster: Roster) -> dict[tuple[str, str], Array]:
        """Return each total summed over places or communities: (replicates,); blocks row by row."""
        found: dict[tuple[str, str], Array] = {}
        for (who, key), total in self.totals.items():
            items = roster.axes[VARIABLES[key].axis] if total.ndim == 3 else ("",)
            for row, item in enumerate(items):
                part = total[:, row] if item else total
                name = (who, f"{key}.{item}" if item else key)
                found[name] = found.get(name, 0.0) + part.sum(axis=1)
        return found
