"""What every order is: a precondition, what its giver expects, and what it really does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.parameter import parameter
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography
    from sahelsim.model.beliefs import View

Expectation = dict[tuple[str, str], Array | float]
Allowed = NDArray[np.bool_] | bool


def effort(value: float) -> Any:
    """Declare what an order costs its giver, whatever comes of it."""
    why = "what the order costs in attention and risk"
    return parameter(value, why, unit="utility", low=0.0, high=3.0)


@dataclass(frozen=True)
class Action(ABC):
    """An order. ``decision`` groups the orders of which an actor gives one at a time.

    ``lasting`` is the share of the expected effect that recurs in each later quarter: it matters
    only to an actor that looks further ahead than one quarter. ``judges`` says that what is
    expected depends on how strong others are believed to be (``View.seen``).
    """

    label: ClassVar[str]
    decision: ClassVar[str] = "war"
    lasting: ClassVar[float] = 0.5
    judges: ClassVar[bool] = False

    def allowed(self, view: View) -> Allowed:
        """Say in which replicates the order can be given at all, (replicates, 1)."""
        return True

    @abstractmethod
    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter.

        Returns
        -------
        dict
            (incentive, because) to the expected change of that outcome on its 0-1 scale, against
            carrying on; (replicates, 1) or a number.
        """

    @abstractmethod
    def changes(self, s: State, geography: Geography, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does, in the replicates where it is given."""
