"""The state of all replicates: one array per variable, the first axis always the replicate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import wraps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.roster import Roster
from sahelsim.model.variables import BY_ACTOR, VARIABLES

Array = NDArray[np.float64]

FLOWS = frozenset(v.name for v in VARIABLES.values() if v.kind == "flow")
NATIONAL = tuple(
    v.name
    for v in VARIABLES.values()
    if (v.axis == "nation" or v.axis in BY_ACTOR) and v.kind == "stock"
)


class State:
    """Windows onto the arrays of a batch; ``state.population`` is the array itself.

    Parameters
    ----------
    arrays : mapping of str to array
        One array per variable, shapes (replicates, n) or (replicates, block, n); blocks of what
        has a row for each actor and none by place are (replicates, block, 1).
    roster : Roster
        Who the rows of blocks stand for.
    """

    def __init__(self, arrays: Mapping[str, Array], roster: Roster) -> None:
        self.arrays, self.roster = dict(arrays), roster
        self.arrays |= {
            n: _row_by_row(a) for n, a in arrays.items() if a.ndim == 3 and n not in NATIONAL
        }
        self.arrays |= self._side_by_side()
        vars(self).update(self.arrays)  # mechanisms read several hundred a week
        # what ``follows_from`` keeps; None until an engine promises to change the state by its ledger
        self.kept: dict[tuple[Any, ...], tuple[Array, frozenset[str]]] | None = None
        self.rows = {
            f"{name}.{item}": array[:, row, :]
            for name, array in self.arrays.items()
            if array.ndim == 3
            for row, item in enumerate(roster.axes[VARIABLES[name].axis])
        }
        self.targets = self.arrays | self.rows  # what a change with this key is added to

    def _side_by_side(self) -> dict[str, Array]:
        """Lay the national stocks side by side: one look tells whether all keep their bounds."""
        pieces = [_rows_first(self.arrays[name]) for name in NATIONAL]
        self.national = np.concatenate(pieces)
        self.national.setflags(write=all(self.arrays[n].flags.writeable for n in NATIONAL))
        ends = np.cumsum([len(piece) for piece in pieces])
        found, keys = {}, []
        for name, piece, end in zip(NATIONAL, pieces, ends, strict=True):
            lain, variable = self.national[end - len(piece) : end], VARIABLES[name]
            one = variable.axis == "nation"
            found[name] = lain[0] if one else lain.swapaxes(0, 1)
            keys += [name] if one else [f"{name}.{i}" for i in self.roster.axes[variable.axis]]
        self.national_keys = tuple(keys)
        bounds = [VARIABLES[key.partition(".")[0]] for key in keys]
        self.low = np.array([v.low for v in bounds])[:, None, None]
        self.high = np.array([v.high for v in bounds])[:, None, None]
        return found

    def __getattr__(self, name: str) -> Array:
        """Say that there is no such variable: those that exist are attributes."""
        raise AttributeError(f"no state variable '{name}'")

    def __iter__(self) -> Iterator[str]:
        """Run over the names of the variables."""
        return iter(self.arrays)

    def row(self, key: str) -> Array:
        """Return one row of a block, for example ``fighters.jnim``: (replicates, places)."""
        return self.rows[key]

    def each(self, name: str, *roles: str) -> dict[str, Array]:
        """Return the rows of a block that belong to these roles, by name, in the roster's order."""
        return {who: self.row(f"{name}.{who}") for who in self.roster.of(*roles)}

    def most(self, name: str, *roles: str) -> Array:
        """Return the largest of the rows that belong to these roles; only to be read."""
        rows = [self.row(f"{name}.{who}") for who in self.roster.of(*roles)]
        if not rows:
            return np.zeros((self.replicates, self.arrays[name].shape[-1]))
        return rows[0] if len(rows) == 1 else np.asarray(np.maximum.reduce(rows))

    def total(self, name: str, *roles: str) -> Array:
        """Add up the rows of a block that belong to these roles; only to be read."""
        rows = [self.row(f"{name}.{who}") for who in self.roster.of(*roles)]
        if not rows:
            return np.zeros((self.replicates, self.arrays[name].shape[-1]))
        found = rows[0]
        for row in rows[1:]:  # one by one: an empty row then changes no bit, wherever it stands
            found = found + row
        return found

    @property
    def replicates(self) -> int:
        """Number of replicates in the batch."""
        return int(self.arrays["treasury"].shape[0])

    def clear_flows(self) -> None:
        """Set every flow to zero and forget what was kept, as a new week begins."""
        for name in FLOWS:
            self.arrays[name].fill(0.0)
        if self.kept is not None:
            self.kept.clear()

    def forget(self, changed: Set[str]) -> None:
        """Drop what followed from variables that have changed."""
        kept = self.kept or {}
        for key in [k for k, (_, reads) in kept.items() if not reads.isdisjoint(changed)]:
            del kept[key]

    def take(self, replicates: NDArray[np.intp]) -> State:
        """Copy some replicates, repeats allowed: the way a fork begins."""
        arrays = {name: array[replicates].copy() for name, array in self.arrays.items()}
        return State(arrays, self.roster)


def _rows_first(array: Array) -> Array:
    """Return (rows, replicates, 1) of one national value, or of one for each actor."""
    return array.swapaxes(0, 1) if array.ndim == 3 else array[None]


def _row_by_row(array: Array) -> Array:
    """Return a (replicates, block, n) array whose every row lies in one piece of memory."""
    moved = np.ascontiguousarray(array.swapaxes(0, 1))
    moved.setflags(write=array.flags.writeable)
    return moved.swapaxes(0, 1)


def wide(value: object) -> Array:
    """Give a national value or a parameter, (replicates, 1) or a float, a block axis."""
    return np.asarray(value, dtype=float)[..., None]


def follows_from(*variables: str) -> Callable[[Callable[..., Array]], Callable[..., Array]]:
    """Let an engine's state keep what follows from some variables until one of them changes.

    For functions of the state, its geography and plain values. What is kept is read only, since
    everybody who asks is given the same array. A state outside an engine keeps nothing.
    """
    reads = frozenset(variables)

    def keeping(function: Callable[..., Array]) -> Callable[..., Array]:
        @wraps(function)
        def ask(s: State, *given: Any) -> Array:
            if s.kept is None:
                return function(s, *given)
            known = s.kept.get((function, given))
            if known is None:
                known = s.kept[function, given] = (function(s, *given), reads)
                known[0].setflags(write=False)
            return known[0]

        return ask

    return keeping
