"""What every order is: a precondition, what its giver expects, and what it really does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.parameter import parameter, share
from sahelsim.model.mechanism import Uniform
from sahelsim.model.roster import Roster
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene

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
    expected depends on how strong others are believed to be (``View.seen``). ``targets`` is a role:
    the action then stands in the menu once for each target, under its own name while there is one,
    with the target's name behind a dot where there are several. ``once`` says that it is
    done once; else it is a posture, held until another is taken: its changes are those of a month.
    """

    label: ClassVar[str]
    stream: ClassVar[str] = ""
    decision: ClassVar[str] = "war"
    judges: ClassVar[bool] = False
    once: ClassVar[bool] = False
    targets: ClassVar[str] = ""
    answered_by: ClassVar[str] = ""
    hostile: ClassVar[bool | None] = None

    lasting: float = share(0.5, "half of what an action brings in a quarter is taken to come again")

    @classmethod
    def key(cls, name: str) -> str:
        """Return the key of its draws: its ``stream``, or else its name in the menu."""
        return cls.stream or name

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
    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the action really does, in the replicates where it is taken."""

    @classmethod
    def whom(cls, roster: Roster, actor: str) -> tuple[str, ...]:
        """Return on whom an actor can take it: of the role ``targets``, who takes part.

        ``answered_by`` keeps those whose card holds that action, ``hostile`` enemies of the
        actor by their cards, or all but them.
        """
        found = (
            n for n in roster.of(cls.targets) if n != actor and roster.card(n).name in roster.cards
        )
        if cls.answered_by:
            found = (n for n in found if roster.can(n, cls.answered_by))
        if cls.hostile is not None:
            own = roster.force(actor)
            found = (n for n in found if roster.hostile(own, n) == cls.hostile)
        return tuple(found)


@dataclass(frozen=True)
class Aimed:
    """An action that an actor may take, with the target it has; a menu holds these by name."""

    action: Action
    label: str
    target: str = ""


def aimed(name: str, action: Action, roster: Roster, actor: str) -> dict[str, Aimed]:
    """Return what an action adds to an actor's menu, by name."""
    if not action.targets:
        return {name: Aimed(action, action.label)}
    whom = action.whom(roster, actor)
    if len(whom) == 1:
        return {name: Aimed(action, action.label, whom[0])}
    return {
        f"{name}.{who}": Aimed(action, f"{action.label}: {roster.card(who).called}", who)
        for who in whom
    }
