"""What every mechanism is: declared inputs and outputs, and a function that returns changes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


class Uniform(Protocol):
    """A source of named random numbers, shape (replicates, n)."""

    def uniform(self, part: str, n: int) -> Array:
        """Return uniform numbers in [0, 1)."""
        ...

    def normal(self, part: str, n: int) -> Array:
        """Return normal numbers with mean 0 and variance 1."""
        ...


@dataclass(frozen=True)
class Mechanism(ABC):
    """An equation of the ground. Nothing in it chooses, and it leaves the state alone.

    ``phase`` says when in the week it acts, ``reads`` and ``writes`` name its variables. Inside
    a phase all changes are computed from the same state and added together. ``stream`` is the key
    of its draws, for a mechanism that keeps the draws of an earlier name. ``settles_last`` says
    that its first day follows from what others say of theirs.
    """

    stream: ClassVar[str] = ""
    settles_last: ClassVar[bool] = False
    phase: ClassVar[str]
    reads: ClassVar[tuple[str, ...]]
    writes: ClassVar[tuple[str, ...]]

    @classmethod
    def key(cls, name: str) -> str:
        """Return the key of its draws: its ``stream``, or else the name of its file."""
        return cls.stream or name

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return what the first day must hold so that this mechanism alone moves nothing.

        What happens later is then due to what happens, not to how the first day was filled in.
        Few mechanisms have a say; they are asked in the order of their names, and last those that
        ``settles_last`` tells of.
        """
        return {}

    @abstractmethod
    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return what to add to each written variable over ``dt`` weeks."""


def settled(method: Callable[[Any, Geography], Array]) -> Callable[[Any, Geography], Array]:
    """Compute once what a mechanism's own numbers and the geography determine; it is read only."""

    @wraps(method)
    def ask(self: Any, geography: Geography) -> Array:
        kept: dict[Geography, Array] = vars(self).setdefault(f"_{method.__name__}", {})
        if geography not in kept:
            kept[geography] = method(self, geography)
            kept[geography].setflags(write=False)
        return kept[geography]

    return ask
