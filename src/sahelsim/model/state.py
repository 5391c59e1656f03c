"""The state of all worlds: one array per variable, the first axis always the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
        One array per variable, shapes (worlds, n) or (worlds, block, n).
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.arrays = dict(arrays)
        # the national stocks lie side by side, so that one look tells whether all keep their bounds
        self.national = np.stack([arrays[name] for name in NATIONAL])
        self.national.setflags(write=all(arrays[name].flags.writeable for name in NATIONAL))
        self.arrays |= zip(NATIONAL, self.national, strict=True)
        self.rows = {
            f"{name}.{item}": array[:, row, :]
            for name, array in self.arrays.items()
            if VARIABLES[name].axis in BLOCKS
            for row, item in enumerate(BLOCKS[VARIABLES[name].axis])
            if array.ndim == 3
        }

    def __getattr__(self, name: str) -> Array:
        """Return a variable's array by its name."""
        try:
            return self.__dict__["arrays"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(f"no state variable '{name}'") from None

    def __iter__(self) -> Iterator[str]:
        """Run over the names of the variables."""
        return iter(self.arrays)

    def row(self, key: str) -> Array:
        """Return one row of a block, for example ``fighters.jnim``: (worlds, places)."""
        return self.rows[key]

    @property
    def worlds(self) -> int:
        """Number of worlds in the batch."""
        return int(self.arrays["contract"].shape[0])

    def target(self, key: str) -> Array:
        """Return the array that a change with this key is added to."""
        return self.rows[key] if "." in key else self.arrays[key]

    def clear_flows(self) -> None:
        """Set every flow to zero, as a new week begins."""
        for name in FLOWS:
            self.arrays[name].fill(0.0)

    def take(self, worlds: NDArray[np.intp]) -> State:
        """Copy some worlds, repeats allowed: the way a fork begins."""
        return State({name: array[worlds].copy() for name, array in self.arrays.items()})


def wide(value: object) -> Array:
    """Give a national value or a parameter, (worlds, 1) or a float, a block axis."""
    return np.asarray(value, dtype=float)[..., None]
