"""Forced forks: what an action brings its actor within half a year, against staying as it is.

From states of a baseline ensemble every action that is open is forced in one future and the first
open posture of the same decision in another, with the same chance. A posture is held for the whole
horizon; an act is done once, and the posture held. All else is free. Moments of decision come at
rates that do not look at the state, so that states at fixed weeks are those at decision moments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.streams import Streams
from sahelsim.model.actor import Actor
from sahelsim.model.beliefs import Picture, View
from sahelsim.model.branch import branch
from sahelsim.model.choice import Choice, DecisionRule, Menu, QuantalResponse, due
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.payoffs import measures_of, payoffs
from sahelsim.model.recorder import Recorder
from sahelsim.model.release import release
from sahelsim.model.sizes import Sizes
from sahelsim.model.state import Array, State
from sahelsim.scenario.assemble import assemble, make_setup
from sahelsim.scenario.points import with_posterior
from sahelsim.scenario.scenario import Scenario

HORIZON = 26  # weeks
ROWS = 384  # replicates of a batch of futures
FREE = -1
Index = NDArray[np.intp]
Term = tuple[str, str]


@dataclass(frozen=True)
class Arm:
    """One action of one actor, forced where it is open: rows of the base batch, and the posture."""

    actor: str
    decision: str
    option: int
    rest: Index  # the first open posture in each row
    rows: Index


@dataclass
class Hold:
    """Force an actor's decisions for the length of a fork; everything else its rule decides."""

    forced: Mapping[str, tuple[Index, Index]]  # by decision: what is done first, then held
    since: int
    otherwise: DecisionRule = field(default_factory=QuantalResponse)

    def choose(self, menu: Menu) -> Choice:
        """Return what is forced where it is open, else the actor's own choice."""
        own = self.otherwise.choose(menu)
        if menu.decision not in self.forced:
            return own
        first, then = self.forced[menu.decision]
        wanted = first if menu.week == self.since else then
        can = (wanted != FREE) & menu.allowed[np.arange(len(wanted)), np.maximum(wanted, 0)]
        chosen = np.where(can, wanted, own.chosen)
        taken = np.where(can, menu.new(chosen), own.taken)
        return Choice(chosen, own.probability, taken, np.where(can, own.chosen, FREE))

    def due(self, decision: str, week: int, day: date) -> bool:
        """Look at what is forced in the week of the fork."""
        forced = decision in self.forced and week == self.since
        return forced or due(self.otherwise, decision, week, day)


class Averages(Recorder):
    """A recorder of the mean of every pay-off over the weeks lived, and of nothing else."""

    def __init__(self, model: ConflictModel) -> None:
        super().__init__(model.setup.geography, model.setup.roster)
        self._geography = model.setup.geography
        self.total: dict[str, Array] = {}
        self.weeks = 0

    def record(self, s: State) -> None:
        """Add one week."""
        self.weeks += 1
        for name, value in payoffs(s, self._geography):
            self.total[name] = self.total.get(name, 0.0) + value

    def mean(self, name: str) -> Array:
        """Return the mean of one pay-off, (replicates,)."""
        return np.asarray(self.total[name] / self.weeks)


@dataclass
class Sample:
    """Everything that forks said of one action of one actor.

    ``shapes`` are the written reasons at the fork, (states,) each; ``gains`` what the actor's
    pay-offs really changed by, over the half year, by incentive; ``state`` numbers the states.
    """

    action: str
    actor: str
    shapes: dict[Term, list[Array]] = field(default_factory=dict)
    gains: dict[str, list[Array]] = field(default_factory=dict)
    state: list[Index] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Number of forks."""
        return sum(len(part) for part in self.state)

    def reasons(self, incentive: str) -> dict[str, Array]:
        """Return the written reasons of one incentive, by because: (forks,)."""
        return {b: np.concatenate(p) for (k, b), p in self.shapes.items() if k == incentive}

    def gain(self, incentive: str) -> Array:
        """Return what was gained of one incentive (0-1 scale of the measure), (forks,)."""
        return np.concatenate(self.gains[incentive])

    @property
    def groups(self) -> Index:
        """The run that each fork branched from."""
        return np.concatenate(self.state)


@dataclass
class Forked:
    """Samples by (action, actor), and which postures others were measured against."""

    samples: dict[tuple[str, str], Sample]
    rests: set[tuple[str, str]]

    def join(self, other: Forked) -> None:
        """Add what forks of another week said."""
        self.rests |= other.rests
        for key, more in other.samples.items():
            known = self.samples.setdefault(key, Sample(more.action, more.actor))
            for name in ("shapes", "gains"):
                for k, parts in getattr(more, name).items():
                    getattr(known, name).setdefault(k, []).extend(parts)
            known.state.extend(more.state)


def base_model(
    scenario: Scenario, sizes: Sizes, *, seed: int, runs: Sequence[int]
) -> ConflictModel:
    """Return the baseline ensemble from which forks begin, with these sizes believed."""
    model = assemble(scenario, seed=seed, runs=runs, sizes=sizes)
    model.recorder = Averages(model)
    return model


def until(model: ConflictModel, week: int) -> None:
    """Let the base live up to a week; nothing of the path there is kept."""
    while model.week < week:
        model.step()
        model.decisions.clear()


def arms_of(model: ConflictModel, most: int) -> Iterator[Arm]:
    """Yield every action of every actor with the states in which it can be forced, so many at most."""
    picture = Picture(model.state, model.setup.geography)
    for actor in model.actors:
        view = View(picture, actor.card, model.mixes)
        for decision, actions in actor.decisions.items():
            mood = actor.moods[decision]
            open_ = np.concatenate(
                [
                    np.broadcast_to(
                        one.action.allowed(view.toward(one.target)), (len(mood.held), 1)
                    )
                    for one in actions.values()
                ],
                axis=1,
            )
            postures = open_ & ~mood.acts[None, :]
            rest = postures.argmax(axis=1)
            for k in range(len(actions)):
                can = open_[:, k] & postures.any(axis=1) & (rest != k)
                rows = np.flatnonzero(can)[:most]  # runs are exchangeable
                if len(rows):
                    yield Arm(actor.name, decision, k, rest[rows], rows)


def fork_all(
    scenario: Scenario,
    model: ConflictModel,
    sizes: Sizes,
    *,
    seed: int,
    most: int,
    copies: int = 1,
) -> Forked:
    """Return what every action brings, forked from the states of a model.

    Parameters
    ----------
    scenario : Scenario
        Of which the model is an ensemble.
    model : ConflictModel
        The base at the week of the fork.
    sizes : Sizes
        What actors expect in the futures.
    seed : int
        Chance of the futures.
    most : int
        States for each action.
    copies : int
        Futures of each state and arm.
    """
    arms = [arm for arm in arms_of(model, most) if not _still(model, arm)]
    rests = _rests(arms)
    whole = [*arms, *rests]
    means = _futures(scenario, model, sizes, whole, seed=seed, copies=copies)
    base = {(r.actor, r.decision): (r, m) for r, m in zip(rests, means[len(arms) :], strict=True)}
    found: dict[tuple[str, str], Sample] = {}
    for arm, mean in zip(arms, means[: len(arms)], strict=True):
        rest, without = base[arm.actor, arm.decision]
        at = np.searchsorted(rest.rows, arm.rows)
        gains = {k: mean[k] - without[k][:, at] for k in mean}
        sample = _sample(model, arm, gains, found)
        sample.state.append(np.tile(arm.rows, copies))
    return Forked(found, _rested(model, rests))


def _rested(model: ConflictModel, rests: Sequence[Arm]) -> set[tuple[str, str]]:
    """Return (action, actor) of the postures that others are measured against."""
    actions = {a.name: a.decisions for a in model.actors}
    return {
        (tuple(actions[arm.actor][arm.decision])[k], arm.actor)
        for arm in rests
        for k in np.unique(arm.rest)
    }


def _still(model: ConflictModel, arm: Arm) -> bool:
    actor = next(a for a in model.actors if a.name == arm.actor)
    return not measures_of(actor.card)


def _rests(arms: Sequence[Arm]) -> list[Arm]:
    """Return for each decision the arm in which the first open posture is held."""
    found: dict[tuple[str, str], dict[int, int]] = {}
    for arm in arms:
        known = found.setdefault((arm.actor, arm.decision), {})
        known.update(zip(arm.rows.tolist(), arm.rest.tolist(), strict=True))
    return [
        Arm(
            actor,
            decision,
            FREE,
            np.array([v for _, v in sorted(known.items())], dtype=np.intp),
            np.array(sorted(known), dtype=np.intp),
        )
        for (actor, decision), known in found.items()
    ]


def _futures(
    scenario: Scenario,
    model: ConflictModel,
    sizes: Sizes,
    arms: Sequence[Arm],
    *,
    seed: int,
    copies: int,
) -> list[dict[str, Array]]:
    """Return by arm the mean pay-offs of its actor, each (copies, rows) by incentive."""
    jobs = [
        (a, r, c) for a, arm in enumerate(arms) for c in range(copies) for r in range(len(arm.rows))
    ]
    cards = model.setup.cards
    kept = [
        {k: np.empty((copies, len(arm.rows))) for k in measures_of(cards[arm.actor])}
        for arm in arms
    ]
    for first in range(0, len(jobs), ROWS):
        some = jobs[first : first + ROWS]
        averages = _lived(scenario, model, sizes, [(arms[a], r, c) for a, r, c in some], seed)
        for n, (a, r, c) in enumerate(some):
            for k, array in kept[a].items():
                array[c, r] = averages.total[f"payoff_{arms[a].actor}_{k}"][n] / averages.weeks
    return kept


def _lived(
    scenario: Scenario,
    model: ConflictModel,
    sizes: Sizes,
    jobs: Sequence[tuple[Arm, int, int]],
    seed: int,
) -> Averages:
    """Let one batch of futures live for the horizon."""
    rows = np.array([arm.rows[r] for arm, r, _ in jobs], dtype=np.intp)
    runs = [int(row) for row in rows]
    rules = {actor.name: Hold(_forced(actor, jobs), model.week) for actor in model.actors}
    setup = make_setup(
        with_posterior(scenario, runs), seed=seed, runs=runs, policies=rules, sizes=sizes
    )
    chance = [1000 * c + run for run, (_, _, c) in zip(runs, jobs, strict=True)]
    setup.streams = Streams(seed, chance)
    future = branch(model, setup, rows)
    averages = Averages(future)
    future.recorder = averages
    for _ in range(HORIZON):
        future.step()
        future.decisions.clear()
    release(future)
    return averages


def _forced(actor: Actor, jobs: Sequence[tuple[Arm, int, int]]) -> dict[str, tuple[Index, Index]]:
    """Return by decision of an actor what is forced in each row of a batch."""
    found: dict[str, tuple[Index, Index]] = {}
    for n, (arm, r, _) in enumerate(jobs):
        if arm.actor != actor.name:
            continue
        none = np.full(len(jobs), FREE, dtype=np.intp)
        first, then = found.setdefault(arm.decision, (none, none.copy()))
        option = arm.rest[r] if arm.option == FREE else arm.option
        first[n] = option
        then[n] = arm.rest[r] if actor.moods[arm.decision].acts[option] else option
    return found


def _sample(
    model: ConflictModel,
    arm: Arm,
    gains: Mapping[str, Array],
    found: dict[tuple[str, str], Sample],
) -> Sample:
    """Add one arm to what is known of its action, with the reasons as written at the fork."""
    actor = next(a for a in model.actors if a.name == arm.actor)
    name = tuple(actor.decisions[arm.decision])[arm.option]
    one = actor.decisions[arm.decision][name]
    view = View(Picture(model.state, model.setup.geography), actor.card, model.mixes)
    sample = found.setdefault((name, arm.actor), Sample(name, arm.actor))
    copies = next(iter(gains.values())).shape[0]
    for term, amount in one.action.expects(view.toward(one.target)).items():
        if term[0] in gains:
            wide = np.broadcast_to(np.asarray(amount, dtype=float), (model.state.replicates, 1))
            sample.shapes.setdefault(term, []).append(np.tile(wide[arm.rows, 0], copies))
    for incentive, gain in gains.items():
        sample.gains.setdefault(incentive, []).append(gain.reshape(-1))
    return sample
