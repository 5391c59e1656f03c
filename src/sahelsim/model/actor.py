"""An actor: a Mesa agent that chooses in every world at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mesa
import numpy as np

from sahelsim.base.streams import Draws
from sahelsim.model.action import Action
from sahelsim.model.beliefs import Picture, View
from sahelsim.model.choice import Choice, Menu, Policy, Terms
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.base.cards import ActorCard
    from sahelsim.model.conflict_model import ConflictModel


@dataclass(frozen=True)
class Decision:
    """What one desk decided in every world: the menu, and the choice."""

    menu: Menu
    choice: Choice


class Actor(mesa.Agent):  # type: ignore[misc]  # Mesa has no types
    """An organised party that chooses; ``orders`` are its possible actions by desk."""

    model: ConflictModel

    def __init__(
        self, model: ConflictModel, card: ActorCard, orders: Mapping[str, Action], policy: Policy
    ) -> None:
        super().__init__(model)
        self.card, self.policy, self.orders = card, policy, dict(orders)
        self._weights: dict[tuple[type[Action], str], Array | float] = {}
        desks = sorted({a.desk for a in orders.values() if a.desk != "*"})
        self.desks = {
            desk: {n: a for n, a in orders.items() if a.desk in (desk, "*")} for desk in desks
        }

    @property
    def name(self) -> str:
        """Name of the actor's card."""
        return self.card.name

    def decide(self, picture: Picture, mixes: dict[tuple[str, str], Array]) -> list[Decision]:
        """Let every desk choose on the same picture."""
        view = View(picture, self.card, mixes)
        return [self._choose(desk, view) for desk in self.desks]

    def _choose(self, desk: str, view: View) -> Decision:
        menu = self.menu(desk, view)
        return Decision(menu, self.policy.choose(menu))

    def menu(self, desk: str, view: View) -> Menu:
        """Return the desk's options with their expected utilities, split by incentive."""
        worlds = self.model.state.worlds
        options = self.desks[desk]
        terms, worth = self._terms(options.values(), view, worlds)
        allowed = np.empty((worlds, len(options)), dtype=bool)
        value = np.empty((worlds, len(options)))
        for k, action in enumerate(options.values()):
            allowed[:, k : k + 1] = action.allowed(view)
            value[:, k] = _total(terms[k], worlds)
        luck = Draws(self.model.streams, f"choice.{self.name}", self.model.week)
        return Menu(
            actor=self.name,
            desk=desk,
            week=self.model.week,
            date=self.model.date,
            options=tuple(options),
            labels=tuple(action.label for action in options.values()),
            allowed=allowed,
            value=value,
            terms=terms,
            worth=worth,
            rationality=self.card.believes["rationality"],
            luck=luck.uniform(desk, 1),
        )

    def _terms(
        self, actions: Iterable[Action], view: View, worlds: int
    ) -> tuple[tuple[Terms, ...], Array]:
        """Return every action's terms, and the (terms, worlds) array that their numbers lie in."""
        expected = [(action, action.expects(view)) for action in actions]
        worth = np.empty((sum(len(parts) for _, parts in expected), worlds, 1))
        rows, found = iter(worth), []
        for action, parts in expected:
            terms = []
            for ((incentive, because), amount), row in zip(parts.items(), rows, strict=False):
                np.multiply(amount, self._weight(action, incentive), out=row)
                terms.append((incentive, because, row[:, 0]))
            found.append(tuple(terms))
        return tuple(found), worth[..., 0]

    def _weight(self, action: Action, incentive: str) -> Array | float:
        """Return what an effect counts: its incentive's weight, times how long it is felt."""
        key = (type(action), incentive)
        if key not in self._weights:
            costs = incentive == "cost"
            weight = self.card.weights.get(incentive, 1.0 if costs else 0.0)
            self._weights[key] = weight * (1.0 if costs else self._later(action.lasting))
        return self._weights[key]

    def _later(self, lasting: float) -> Array | float:
        """Return the weight of effects that recur over the quarters an actor looks ahead."""
        quarters, patience = self.card.believes["lookahead"], self.card.believes["patience"]
        if np.ndim(quarters) == 0 and quarters <= 1:
            return 1.0
        recurring = np.zeros_like(np.asarray(quarters, dtype=float))
        for k in range(1, 8):
            recurring = recurring + np.where(k < quarters, patience**k, 0.0)
        return 1.0 + lasting * recurring


def _total(terms: Terms, worlds: int) -> Array:
    total = np.zeros(worlds)
    for _, _, worth in terms:
        total += worth  # one by one: a sum over an axis would round one world alone differently
    return total
