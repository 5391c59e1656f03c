"""The engine: one step is one week, every array holds all replicates, mechanisms return changes."""

from __future__ import annotations

from datetime import date, timedelta

import mesa

from sahelsim.core.memory import keep_freed_memory
from sahelsim.core.streams import Draws
from sahelsim.model.actor import Actor, Decision
from sahelsim.model.beliefs import Picture, observe
from sahelsim.model.effects import of_acts, of_postures
from sahelsim.model.ledger import Ledger
from sahelsim.model.recorder import Recorder
from sahelsim.model.setup import Setup
from sahelsim.model.shocks import due
from sahelsim.model.state import Array, State

HABIT = 0.2  # weight of one observation of what another does in what is expected of it (assumption)


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
        self._decide()
        for phase in self.setup.phases:
            self._ground(phase)
        self.week += 1
        self.recorder.record(self.state)

    def _shocks(self) -> None:
        for shock in due(self.setup.shocks, self.date):
            changes = shock.changes(self.state, self.setup.geography)
            self.ledger.apply(self.state, [(f"shock:{shock.note}", changes)])

    def _observe(self) -> None:
        draws = Draws(self.streams, "observe", self.week)
        seen = observe(self.state, self.setup.cards, draws)
        self.ledger.apply(self.state, [("observation", seen)])

    def _decide(self) -> None:
        """Let actors decide where it is time, do their acts, and let every posture work on."""
        review = self.week % self.setup.review == 0
        looking = [(actor, actor.looks_at(review)) for actor in self.actors]
        decided: list[Decision] = []
        if any(decisions for _, decisions in looking):
            picture = Picture(self.state, self.setup.geography)
            for actor, decisions in looking:
                decided += actor.decide(decisions, picture, self.mixes)
        acts = [part for decision in decided for part in of_acts(self, decision)]
        postures = [part for actor in self.actors for part in of_postures(self, actor)]
        self.ledger.apply(self.state, acts + postures)
        self.decisions.extend(decided)
        for decision in decided:
            self._notice(decision)
        for actor in self.actors:
            actor.pass_week()

    def _notice(self, decision: Decision) -> None:
        """Let the others see what was done: a habit is learnt one observation at a time."""
        menu, choice = decision.menu, decision.choice
        for k, action in enumerate(menu.actions):
            key, seen = (menu.actor, action), (choice.chosen == k).astype(float)[:, None]
            known = self.mixes.get(key, choice.probability[:, k : k + 1])
            self.mixes[key] = known + HABIT * (seen - known)

    def _ground(self, phase: str) -> None:
        changes = [
            (name, m.changes(self.state, self.setup.geography, 1.0, self._draws(m.key(name))))
            for name, m in self.setup.mechanisms.items()
            if m.phase == phase
        ]
        self.ledger.apply(self.state, changes)

    def _draws(self, name: str) -> Draws:
        return Draws(self.streams, name, self.week)
