"""The state of all replicates: one array per variable, the first axis always the replicate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import wraps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.axes import BLOCKS
from sahelsim.model.variables import VARIABLES

Array = NDArray[np.float64]

FLOWS = frozenset(v.name for v in VARIABLES.values() if v.kind == "flow")
NATIONAL = tuple(v.name for v in VARIABLES.values() if v.axis == "nation" and v.kind == "stock")


class State:
    """Windows onto the arrays of a batch; ``state.population`` is the array itself.

    Parameters
    ----------
    arrays : mapping of str to array
        One array per variable, shapes (replicates, n) or (replicates, block, n).
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.arrays = dict(arrays)
        # the national stocks lie side by side, so that one look tells whether all keep their bounds
        self.national = np.stack([arrays[name] for name in NATIONAL])
        self.national.setflags(write=all(arrays[name].flags.writeable for name in NATIONAL))
        self.arrays |= zip(NATIONAL, self.national, strict=True)
        self.arrays |= {n: _row_by_row(a) for n, a in self.arrays.items() if a.ndim == 3}
        vars(self).update(self.arrays)  # mechanisms read several hundred a week
        # what ``follows_from`` keeps; None until an engine promises to change the state by its ledger
        self.kept: dict[tuple[Any, ...], tuple[Array, frozenset[str]]] | None = None
        self.rows = {
            f"{name}.{item}": array[:, row, :]
            for name, array in self.arrays.items()
            if VARIABLES[name].axis in BLOCKS
            for row, item in enumerate(BLOCKS[VARIABLES[name].axis])
            if array.ndim == 3
        }
        self.targets = self.arrays | self.rows  # what a change with this key is added to

    def __getattr__(self, name: str) -> Array:
        """Say that there is no such variable: those that exist are attributes."""
        raise AttributeError(f"no state variable '{name}'")

    def __iter__(self) -> Iterator[str]:
        """Run over the names of the variables."""
        return iter(self.arrays)

    def row(self, key: str) -> Array:
        """Return one row of a block, for example ``fighters.jnim``: (replicates, places)."""
        return self.rows[key]

    @property
    def replicates(self) -> int:
        """Number of replicates in the batch."""
        return int(self.arrays["contract"].shape[0])

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
        return State({name: array[replicates].copy() for name, array in self.arrays.items()})


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
