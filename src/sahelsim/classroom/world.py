"""The worlds of a class: one batch, a replicate for each group, all under the same chance."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from sahelsim.classroom.orders import Manned, Option, Orders
from sahelsim.model.actor import Actor
from sahelsim.model.beliefs import Picture, View
from sahelsim.model.outside import trusted
from sahelsim.model.parts import PACKAGE
from sahelsim.model.release import release
from sahelsim.model.shocks import Shock
from sahelsim.model.state import Array
from sahelsim.scenario import Scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.study.ensemble import Lived, join
from sahelsim.study.result import Result

WEEKS = 13  # a round: a quarter
SEATS = ("regime", "signatory", "foreign_force", "contractor", "jihadist")  # by role, as usual
MODEL = ("core", "geography", "model", "mechanisms", "actions", "actors", "scenario", "analysis")
Round = Sequence[Mapping[str, Orders]]  # one mapping a replicate: seat to its orders


def usual_seats(scenario: Scenario) -> tuple[str, ...]:
    """Return the seats of a class where nobody asks for others: the first of five roles."""
    roster, found = scenario.roster, []
    for role in SEATS:
        names = (roster.card(name).name for name in roster.of(role))
        found += [next((n for n in names if n in roster.deciding), "")]
    return tuple(dict.fromkeys(name for name in found if name))


class World:
    """A model in which people sit.

    Parameters
    ----------
    scenario : Scenario
        Resolved settings.
    seed : int
        The class's seed.
    runs : sequence of int
        Run number of each replicate; groups of a class all have the same, a paired fork has many.
    seats : sequence of str
        Actors that people may play.
    """

    def __init__(
        self, scenario: Scenario, *, seed: int, runs: Sequence[int], seats: Sequence[str]
    ) -> None:
        self.scenario, self.seed, self.seats = scenario, seed, tuple(seats)
        self.model = assemble(scenario, seed=seed, runs=runs)
        self.actors: dict[str, Actor] = {a.name: a for a in self.model.actors}
        self.rules = {name: Manned(self.actors[name].rule, len(runs)) for name in seats}
        for name, rule in self.rules.items():
            self.actors[name].rule = rule
        self.beliefs: list[dict[str, Array]] = []  # after each round, (replicates, forces)
        self.strengths: list[Array] = []
        self.controls: list[Array] = []  # (replicates, controllers, places)

    @property
    def replicates(self) -> int:
        """Number of worlds."""
        return self.model.state.replicates

    def live(self, orders: Round, shocks: Sequence[Shock] = (), weeks: int = WEEKS) -> None:
        """Live through a round.

        Parameters
        ----------
        orders : sequence of mapping
            For each replicate, what each seat orders.
        shocks : sequence of Shock
            Dated ones beside the scenario's own, which come in every replicate.
        weeks : int
            Length of the round.
        """
        self.model.setup.shocks = (*self.scenario.shocks, *shocks)
        for name, rule in self.rules.items():
            rule.take([one.get(name, {}) for one in orders], self.model.week)
        for _ in range(weeks):
            self.model.step()
        state = self.model.state
        observers = [name for name in self.seats if name in state.roster.observers]
        self.beliefs.append({name: state.row(f"seen.{name}").copy() for name in observers})
        self.strengths.append(np.asarray(state.fighters.sum(axis=2)))
        self.controls.append(state.control.copy())

    def options(self, seat: str) -> dict[str, list[Option]]:
        """Return what a seat may order now, decision by decision; it moves no mood and draws nothing."""
        actor, model = self.actors[seat], self.model
        view = View(Picture(model.state, model.setup.geography), actor.card, model.mixes)
        found = {}
        for decision, actions in actor.decisions.items():
            mood = actor.moods[decision]
            found[decision] = [
                Option(
                    name,
                    one.label,
                    bool(mood.acts[k]),
                    self._flags(one.action.allowed(view.toward(one.target))),
                    mood.held == k,
                )
                for k, (name, one) in enumerate(actions.items())
            ]
        return found

    def undone(self, seat: str, replicate: int) -> list[str]:
        """Return the decisions at which an ordered act could not be done in the last round."""
        rule, actor = self.rules[seat], self.actors[seat]
        return [
            decision
            for decision, actions in actor.decisions.items()
            if rule.undone(decision, dict(zip(actions, actor.moods[decision].acts, strict=True)))[
                replicate
            ]
        ]

    def result(self) -> Result:
        """Return what was lived so far, as an ensemble's result has it."""
        lived = dataclasses.replace(self.scenario, weeks=self.model.week)
        return join(lived, self.seed, [Lived.of(self.model)])

    def close(self) -> None:
        """Let the model go; nothing can be asked of it afterwards."""
        release(self.model)

    def _flags(self, allowed: object) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        wide = np.broadcast_to(np.asarray(allowed, dtype=bool), (self.replicates, 1))
        return np.array(wide[:, 0])


def fingerprint() -> str:
    """Return 16 hexadecimal digits that name this model: its code, its tables, trusted parts.

    A saved game is lived through again from its orders, which only the same model does bit for bit.
    """
    digest = hashlib.sha256()
    for folder in MODEL:
        for path in sorted((PACKAGE / folder).rglob("*")):
            if path.suffix in (".py", ".toml", ".csv", ".json"):
                digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    for one in trusted():
        digest.update(one.sha256.encode())
    return digest.hexdigest()[:16]
