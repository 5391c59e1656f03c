"""Rounds of forks and fits until actors expect what the model brings them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.cards import INCENTIVES
from sahelsim.model import parts
from sahelsim.model.payoffs import kind_of, measures_of
from sahelsim.model.release import release
from sahelsim.model.sizes import OTHERWISE, POOLED, Fitted, Sizes, expected
from sahelsim.model.state import Array
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.expectations.fit import Fit, Yardsticks, fit
from sahelsim.study.expectations.forks import Forked, Sample, base_model, fork_all, until

WEEKS = (8, 32, 56, 80, 104, 128)  # of the forks
RUNS = 160  # of the base: the more, the more states in which a rare action is open
STATES = 32  # a week for each action: 192 in all
ROUNDS = 8
DAMPING = 0.5
STILL = 0.02  # swings: stop when no mean expectation moves further, in root mean square
FEWEST = 12  # forks, of shared chance: an action open in fewer states keeps the sizes that it wrote
LEAST = 0.005  # swings: what else an action brings is left out below that
Row = dict[str, Any]


@dataclass
class Estimate:
    """Sizes after the last round, the rows of their table, and how the rounds went."""

    sizes: Sizes
    rows: list[Row]
    forked: Forked
    moves: list[float] = field(default_factory=list)
    few: list[str] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether the last round moved next to nothing."""
        return bool(self.moves) and self.moves[-1] < STILL


def nothing() -> Sizes:
    """Return sizes of actors who expect nothing of any action: the second starting point."""
    none = Fitted({(k, ""): 0.0 for k in INCENTIVES})
    return {(action, POOLED): none for action in parts.names("actions")}


def forks(
    scenario: Scenario,
    sizes: Sizes,
    *,
    seed: int,
    weeks: Sequence[int] = WEEKS,
    runs: int = RUNS,
    states: int = STATES,
    copies: int = 1,
) -> Forked:
    """Return forks from some weeks of one baseline ensemble in which these sizes are believed."""
    model = base_model(scenario, sizes, seed=seed, runs=range(runs))
    whole = Forked({}, set())
    for week in weeks:
        until(model, week)
        whole.join(fork_all(scenario, model, sizes, seed=seed, most=states, copies=copies))
    release(model)
    return whole


def estimate(
    scenario: Scenario,
    sticks: Yardsticks,
    *,
    seed: int,
    start: Sizes,
    rounds: int = ROUNDS,
    states: int = STATES,
    runs: int = RUNS,
    tell: Callable[[str], None] = lambda _: None,
) -> Estimate:
    """Return sizes that the model bears out, by damped rounds from one starting point.

    Parameters
    ----------
    scenario : Scenario
        The baseline at the origin.
    sticks : mapping
        One swing by (role, incentive).
    seed : int
        The same in every round.
    start : Sizes
        What actors expect at first; empty for what is written.
    rounds, states, runs : int
        How many rounds at most, states a week for each action, runs of the base.
    tell : callable
        Told each round's move.
    """
    sizes, moves = start, []
    for k in range(rounds):
        forked = forks(scenario, sizes, seed=seed, runs=runs, states=states)
        found, few = _fitted(scenario, forked, sticks)
        sizes, move = _damped(sizes, found, forked, scenario)
        moves.append(move)
        tell(f"round {k + 1}: expectations moved by {move:.3f} swings")
        if move < STILL:
            break
    rows = table_rows(scenario, forked, sticks, sizes)
    return Estimate(sizes, rows, forked, moves, few)


def pooled(forked: Forked, scenario: Scenario) -> dict[tuple[str, str], list[Sample]]:
    """Return samples by (action, role), pooled over the cards that hold it."""
    found: dict[tuple[str, str], list[Sample]] = {}
    for (name, actor), sample in forked.samples.items():
        key = (name.partition(".")[0], kind_of(scenario.cards[actor]))
        found.setdefault(key, []).append(sample)
    return found


def together(
    samples: Iterable[Sample], incentive: str
) -> tuple[dict[str, Array], Array, NDArray[np.intp]]:
    """Return reasons by because, gains and groups of several actors' samples of one action."""
    some = [s for s in samples if incentive in s.gains]
    names = list(dict.fromkeys(b for s in some for b in s.reasons(incentive)))
    reasons = {
        b: np.concatenate([s.reasons(incentive).get(b, np.zeros(s.size)) for s in some])
        for b in names
    }
    gains = np.concatenate([s.gain(incentive) for s in some])
    return reasons, gains, np.concatenate([s.groups for s in some])


def fit_of(
    samples: list[Sample], role: str, incentive: str, sticks: Yardsticks, again: bool = False
) -> tuple[list[str], Fit]:
    """Return the reasons' names and the fit of one action, role and incentive."""
    reasons, gains, groups = together(samples, incentive)
    stick = sticks[role, incentive]
    return list(reasons), fit(list(reasons.values()), gains / stick, groups, again)


def _incentives(samples: Iterable[Sample]) -> list[str]:
    return list(dict.fromkeys(k for s in samples for k in s.gains))


def _fitted(
    scenario: Scenario, forked: Forked, sticks: Yardsticks
) -> tuple[dict[tuple[str, str], Fitted], list[str]]:
    """Return the fits of one round, and the actions that were open too seldom for one."""
    found: dict[tuple[str, str], Fitted] = _rests(scenario, forked)
    for (action, role), samples in pooled(forked, scenario).items():
        if sum(s.size for s in samples) < FEWEST:
            continue
        size: dict[tuple[str, str], float] = {}
        other: dict[str, float] = {}
        sd: dict[str, float] = {}
        for k in _incentives(samples):
            names, got = fit_of(samples, role, k, sticks)
            size |= {(k, b): float(n) for b, n in zip(names, got.size, strict=True)}
            other[k], sd[k] = got.other, got.sd
        found[action, role] = Fitted(size, other, sd)
    held = {action for card in scenario.cards.values() for action in card.can}
    return found, sorted(held - {action for action, _ in found})


def _rests(scenario: Scenario, forked: Forked) -> dict[tuple[str, str], Fitted]:
    """Return the postures that others are measured against: they bring nothing by definition."""
    found = {}
    for name, actor in forked.rests:
        card = scenario.cards[actor]
        size = {(k, ""): 0.0 for k in measures_of(card)}
        found[name.partition(".")[0], kind_of(card)] = Fitted(
            size, {}, dict.fromkeys(measures_of(card), 0.0)
        )
    return found


def _damped(
    old: Sizes, new: Mapping[tuple[str, str], Fitted], forked: Forked, scenario: Scenario
) -> tuple[dict[tuple[str, str], Fitted], float]:
    """Return sizes half way to a round's fits, and how far mean expectations moved."""
    found, moves = {}, []
    for key, fresh in new.items():
        before = old.get(key, old.get((key[0], POOLED), Fitted()))
        size = {t: _part(before.of(t), n) for t, n in fresh.size.items()}
        rest = {k: _part(before.other.get(k, 0.0), n) for k, n in fresh.other.items()}
        found[key] = Fitted(size, rest, fresh.sd)
    for (name, actor), sample in forked.samples.items():
        card = scenario.cards[actor]
        for k in sample.gains:
            was = mean_expected(expected(old, name, card).of, sample, k)
            now = mean_expected(expected(found, name, card).of, sample, k)
            moves.append(now - was)
    return found, float(np.sqrt(np.mean(np.square(moves)))) if moves else 0.0


def _part(old: float, new: float) -> float:
    return old + DAMPING * (new - old)


def mean_expected(of: Callable[[Any], Any], sample: Sample, incentive: str) -> float:
    """Return what is expected of one incentive on average over a sample's states (swings)."""
    return float(np.mean(all_expected(of, sample, incentive)))


def all_expected(of: Callable[[Any], Any], sample: Sample, incentive: str) -> Array:
    """Return what is expected of one incentive in every fork of a sample (swings)."""
    written = {(incentive, b): shape for b, shape in sample.reasons(incentive).items()}
    total = np.zeros(sample.size)
    for (k, _), amount in of(written).items():
        if k == incentive:
            total = total + amount
    return total


def table_rows(scenario: Scenario, forked: Forked, sticks: Yardsticks, sizes: Sizes) -> list[Row]:
    """Return the rows of the table: sizes believed after the last round, intervals of its fit."""
    rows: list[Row] = []
    grouped = pooled(forked, scenario)
    for (action, role), one in sorted(sizes.items()):
        samples = grouped.get((action, role), [])
        states = sum(s.size for s in samples)
        if states < FEWEST:
            rows += [_row(action, role, k, "", (0.0, 0.0, 0.0), 0.0, 0) for k in one.sd]
            continue
        for k in _incentives(samples):
            names, got = fit_of(samples, role, k, sticks, again=True)
            for n, b in enumerate([*names, OTHERWISE]):
                value = one.other.get(k, 0.0) if b == OTHERWISE else one.size[k, b]
                if b == OTHERWISE and abs(value) < LEAST:
                    continue
                spread = (value, float(got.low[n]), float(got.high[n]))
                rows.append(_row(action, role, k, b, spread, got.sd, states))
    return rows


def _row(
    action: str,
    role: str,
    incentive: str,
    because: str,
    size: tuple[float, float, float],
    sd: float,
    states: int,
) -> Row:
    value, low, high = (f"{x:.4g}" for x in size)
    return dict(
        action=action,
        role=role,
        incentive=incentive,
        because=because,
        size=value,
        low=low,
        high=high,
        sd=f"{sd:.4g}",
        states=str(states),
    )


__all__ = ["POOLED", "Estimate", "estimate", "forks"]
