"""The engine: one step is one week, every array holds all replicates, mechanisms return changes."""

from __future__ import annotations

from datetime import date, timedelta

import mesa
import numpy as np

from sahelsim.core.memory import keep_freed_memory
from sahelsim.core.streams import Draws
from sahelsim.model.actor import Actor, Decision
from sahelsim.model.beliefs import Picture, observe
from sahelsim.model.ledger import Ledger
from sahelsim.model.recorder import Recorder
from sahelsim.model.scene import Scene
from sahelsim.model.schedule import WEEKS_BETWEEN_DECISIONS
from sahelsim.model.setup import Setup
from sahelsim.model.shocks import due
from sahelsim.model.state import Array, State


class ConflictModel(mesa.Model):  # type: ignore[misc]  # Mesa has no types
    """Mali's conflict in many replicates at once.

    Parameters
    ----------
    setup : Setup
        Geography, actors, mechanisms, decision rules, shocks and random streams.
    state : State
        The first day, or the day of a fork.
    week : int
        Weeks since the start; more than 0 for a fork.
    """

    def __init__(self, setup: Setup, state: State, week: int = 0) -> None:
        keep_freed_memory()
        super().__init__(rng=0)  # sahelsim draws from its own streams; Mesa's generator stays idle
        self.setup, self.state, self.week = setup, state, week
        state.kept = {}  # from here on only the ledger changes it
        self.streams, self.ledger = setup.streams, Ledger()
        self.recorder = Recorder(setup.geography, setup.roster)
        self.decisions: list[Decision] = []
        self.mixes: dict[tuple[str, str], Array] = {}
        self.actors = [
            Actor(self, card, setup.actions[name], setup.rules[name])
            for name, card in setup.cards.items()
            if setup.actions[name]
        ]
        self.recorder.record(self.state)

    @property
    def date(self) -> date:
        """First day of the week that the next step lives through."""
        return self.setup.start + timedelta(weeks=self.week)

    def step(self) -> None:
        """Live through one week: shocks, observation, decisions, then the ground answers."""
        self.state.clear_flows()
        self._shocks()
        self._observe()
        if self.week % WEEKS_BETWEEN_DECISIONS == 0:
            self._decide()
        for phase in self.setup.phases:
            self._ground(phase)
        self.week += 1
        self.recorder.record(self.state)

    def _shocks(self) -> None:
        for shock in due(self.setup.shocks, self.date):
            change = shock.change(self.state, self.setup.geography)
            self.ledger.apply(self.state, [(f"shock:{shock.note}", {shock.variable: change})])

    def _observe(self) -> None:
        draws = Draws(self.streams, "observe", self.week)
        seen = observe(self.state, self.setup.cards, draws)
        self.ledger.apply(self.state, [("observation", seen)])

    def _decide(self) -> None:
        picture = Picture(self.state, self.setup.geography)
        decided = [d for actor in self.actors for d in actor.decide(picture, self.mixes)]
        done = [part for decision in decided for part in self._done(decision)]
        self.ledger.apply(self.state, done)
        self.decisions.extend(decided)
        for decision in decided:
            for k, name in enumerate(decision.menu.actions):
                mix = decision.choice.probability[:, k : k + 1]
                self.mixes[(decision.menu.actor, name)] = mix

    def _done(self, decision: Decision) -> list[tuple[str, dict[str, Array]]]:
        found = []
        for k in np.flatnonzero(np.bincount(decision.choice.chosen)):
            name = decision.menu.actions[k]
            given = (decision.choice.chosen == k).astype(float)[:, None]
            one = self.setup.actions[decision.menu.actor][name]
            draws = Draws(self.streams, f"order.{one.action.key(name)}", self.week)
            card = self.setup.cards[decision.menu.actor]
            scene = Scene(self.state, self.setup.geography, card, one.target)
            parts = one.action.changes(scene, draws)
            masked = {
                key: change * (given[..., None] if change.ndim == 3 else given)
                for key, change in parts.items()
            }
            found.append((f"{decision.menu.actor}:{name}", masked))
        return found

    def _ground(self, phase: str) -> None:
        changes = [
            (name, m.changes(self.state, self.setup.geography, 1.0, self._draws(m.key(name))))
            for name, m in self.setup.mechanisms.items()
            if m.phase == phase
        ]
        self.ledger.apply(self.state, changes)

    def _draws(self, name: str) -> Draws:
        return Draws(self.streams, name, self.week)
