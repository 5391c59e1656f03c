"""An actor: a Mesa agent that chooses in every replicate at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mesa
import numpy as np

from sahelsim.core.cards import INCENTIVES
from sahelsim.model.action import Action, Aimed
from sahelsim.model.beliefs import Picture, View
from sahelsim.model.choice import Choice, DecisionRule, Menu, Terms, due
from sahelsim.model.decisions import moments_a_week
from sahelsim.model.moods import Mood
from sahelsim.model.regimes import tilts
from sahelsim.model.sizes import expected
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.core.cards import ActorCard
    from sahelsim.model.conflict_model import ConflictModel


@dataclass(frozen=True)
class Decision:
    """What one decision decided in every replicate: the menu, and the choice."""

    menu: Menu
    choice: Choice


class Actor(mesa.Agent):  # type: ignore[misc]  # Mesa has no types
    """An organised party that chooses; ``actions`` are what it may do, by name."""

    model: ConflictModel

    def __init__(
        self,
        model: ConflictModel,
        card: ActorCard,
        actions: Mapping[str, Aimed],
        rule: DecisionRule,
    ) -> None:
        super().__init__(model)
        self.card, self.rule, self.actions = card, rule, dict(actions)
        self._weights = {n: self._weights_of(a.action) for n, a in actions.items()}
        given = model.setup
        self._sizes = {
            n: expected(given.sizes, n, card, given.written, given.optimism) for n in actions
        }
        taken = {a.action.decision for a in actions.values()}
        decisions = sorted(taken - {"*"})
        self.decisions = {
            decision: {n: a for n, a in actions.items() if a.action.decision in (decision, "*")}
            for decision in decisions
        }
        self.moods = {decision: self._mood(decision) for decision in decisions}

    @property
    def name(self) -> str:
        """Name of the actor's card."""
        return self.card.name

    def _mood(self, decision: str) -> Mood:
        actions = self.decisions[decision]
        acts = [one.action.once for one in actions.values()]
        acts[0] &= not all(acts)  # somewhere an actor must rest: with acts alone, in the first
        return Mood(
            f"{self.name}.{decision}",
            tuple(actions),
            acts,
            usual=acts.index(False),
            pace=moments_a_week(decision) * self.card.believes["pace"],
            streams=self.model.streams,
            replicates=self.model.state.replicates,
        )

    def pass_week(self) -> None:
        """Let a week go by: decision moments come at their rates."""
        for mood in self.moods.values():
            mood.pass_week(self.model.week)

    def looks_at(self, review: bool) -> list[str]:
        """Return the decisions to look at this week: all in a week of review, else what is due."""
        week, day = self.model.week, self.model.date
        return [d for d in self.decisions if review or due(self.rule, d, week, day)]

    def decide(
        self, decisions: list[str], picture: Picture, mixes: dict[tuple[str, str], Array]
    ) -> list[Decision]:
        """Let some decisions be looked at, all on the same picture."""
        if not decisions:
            return []
        view = View(picture, self.card, mixes)
        return [self._choose(decision, view) for decision in decisions]

    def _choose(self, decision: str, view: View) -> Decision:
        menu, mood = self.menu(decision, view), self.moods[decision]
        choice = self.rule.choose(menu)
        mood.settle(choice.chosen, choice.taken)
        imposed = choice.chosen != menu.own  # a script, a replay or a person decided
        if imposed.any():
            mood.impose(choice.chosen, imposed, _worth(menu), self.model.week)
        return Decision(menu, choice)

    def menu(self, decision: str, view: View) -> Menu:
        """Return the decision's actions with their expected utilities, split by incentive."""
        replicates = self.model.state.replicates
        actions = self.decisions[decision]
        terms, worth = self._terms(actions, view, replicates)
        allowed = np.empty((replicates, len(actions)), dtype=bool)
        value = np.empty((replicates, len(actions)))
        for k, one in enumerate(actions.values()):
            allowed[:, k : k + 1] = one.action.allowed(view.toward(one.target))
            value[:, k] = _total(terms[k], replicates)
        mood, rationality = self.moods[decision], self.card.believes["rationality"]
        moment = mood.moment
        worth_of = np.where(allowed, value * rationality, -np.inf)
        leaving = rationality * self.card.believes["switching_cost"]
        own, moves = mood.choose(worth_of, leaving, self.model.week)
        return Menu(
            actor=self.name,
            decision=decision,
            week=self.model.week,
            date=self.model.date,
            actions=tuple(actions),
            labels=tuple(one.label for one in actions.values()),
            allowed=allowed,
            value=value,
            terms=terms,
            worth=worth,
            rationality=rationality,
            acts=mood.acts,
            held=mood.held,
            moment=moment,
            own=own,
            moves=moves,
        )

    def _terms(
        self, actions: Mapping[str, Aimed], view: View, replicates: int
    ) -> tuple[tuple[Terms, ...], Array]:
        """Return every option's terms, and the (terms, replicates) array that their numbers lie in."""
        expectations = [
            (n, self._sizes[n].of(a.action.expects(view.toward(a.target))))
            for n, a in actions.items()
        ]
        worth = np.empty((sum(len(parts) for _, parts in expectations), replicates, 1))
        rows, found, tilt = iter(worth), [], self._tilt()
        for name, parts in expectations:
            terms, weights = [], self._weights[name]
            for ((incentive, because), amount), row in zip(parts.items(), rows, strict=False):
                np.multiply(amount, weights[incentive] * tilt.get(incentive, 1.0), out=row)
                terms.append((incentive, because, row[:, 0]))
            found.append(tuple(terms))
        return tuple(found), worth[..., 0]

    def _tilt(self) -> dict[str, Array]:
        """Return how the regime that rules turns the weights of whoever sits in its seat."""
        if "regime" not in self.card.roles:
            return {}
        return tilts(self.model.state.regime, tuple(self.card.weights))

    def _weights_of(self, action: Action) -> dict[str, Array | float]:
        """Return what effects count: their incentive's weight, times how long they are felt."""
        later, card = self._later(action.lasting), self.card.weights
        felt = {incentive: card.get(incentive, 0.0) * later for incentive in INCENTIVES}
        return felt | {"cost": card.get("cost", 1.0)}

    def _later(self, lasting: float) -> Array | float:
        """Return the weight of effects that recur over the quarters an actor looks ahead."""
        quarters, patience = self.card.believes["lookahead"], self.card.believes["patience"]
        if np.ndim(quarters) == 0 and quarters <= 1:
            return 1.0
        recurring = np.zeros_like(np.asarray(quarters, dtype=float))
        for k in range(1, 8):
            recurring = recurring + np.where(k < quarters, patience**k, 0.0)
        return 1.0 + lasting * recurring


def _worth(menu: Menu) -> Array:
    """Return values in units of the private shocks, −inf for what is closed."""
    return np.where(menu.allowed, menu.value * menu.rationality, -np.inf)


def _total(terms: Terms, replicates: int) -> Array:
    total = np.zeros(replicates)
    for _, _, worth in terms:
        total += worth  # one by one: a sum over an axis would round one replicate alone differently
    return total
