"""Models that the audit lets live: a story, what is done to it, and what is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sahelsim.analysis.indicators import completed
from sahelsim.core.streams import Draws
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.model.state import Array, State
from sahelsim.scenario import Scenario, apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble

YEAR, HORIZON = 52, 156
FIXED = ("uncertainty=none",)  # chance alone differs between runs
BATCH = 256  # replicates at once
SIGNED = "baseline, a contract signed"  # stories of the audit's own
AT_WAR = "at-worst, the accord broken"

Prepare = Callable[[ConflictModel], None]
EXTRAS: Mapping[str, Callable[[State], Array]] = {
    "attempts": lambda s: s.coup_attempts[:, 0],
    "coups": lambda s: s.coups[:, 0],
    "soldiers_killed": lambda s: s.total("fighters_killed", "army").sum(axis=1),
    "jihadists_killed": lambda s: s.total("fighters_killed", "jihadist").sum(axis=1),
    "jihadist_fighters": lambda s: s.total("fighters", "jihadist").sum(axis=1),
    "tips": lambda s: np.asarray((s.information * _weight(s)).sum(axis=1)),
    "jihadist_tempo": lambda s: s.most("tempo", "jihadist")[:, 0],
    "accord_trust": lambda s: s.accord_trust[:, 0],
}


def _weight(s: State) -> Array:
    """Return each cercle's share of jihadists: where information would help."""
    men = s.total("fighters", "jihadist")
    return np.asarray(men / np.maximum(men.sum(axis=1, keepdims=True), 1.0))


@dataclass(frozen=True)
class Size:
    """How much an audit looks at.

    Runs of a law, of one about what is rare, and of the loop; pairs of a part at first and at most,
    and its weeks; weeks between two looks that are compared with the usual four; weeks of an impulse's path.
    """

    runs: int
    rare: int
    loop: int
    pairs: int
    most_pairs: int
    weeks: int
    clocks: tuple[int, ...] = (1, 2, 8, 12)
    path: int = 104
    seed: int = 1


QUICK = Size(runs=16, rare=24, loop=24, pairs=10, most_pairs=10, weeks=52, clocks=(1, 12), path=52)
FULL = Size(runs=200, rare=800, loop=288, pairs=48, most_pairs=192, weeks=78)


@dataclass
class Lives:
    """Ensembles of one audit, each lived once: kept by scenario, settings, runs and weeks."""

    seed: int = 1
    kept: dict[tuple[object, ...], dict[str, Array]] = field(default_factory=dict)

    def of(self, name: str, runs: int, weeks: int, *settings: str) -> dict[str, Array]:
        """Return the weekly series of an ensemble that nobody touches, (runs, weeks + 1)."""
        key = (name, runs, settings)
        known = self.kept.get(key)
        if known is None or known["total_deaths"].shape[1] <= weeks:
            self.kept[key] = lived(name, runs, self.seed, weeks, settings=settings)
        return {n: series[:, : weeks + 1] for n, series in self.kept[key].items()}


def story(name: str, *settings: str) -> Scenario:
    """Return a scenario in which chance alone differs between runs, unless a setting says otherwise."""
    if name == SIGNED:
        return story("baseline", *_signed(load_scenario("baseline")), *settings)
    if name == AT_WAR:
        return story("at-worst", "initial.accord_in_force=0", "initial.readiness=1", *settings)
    free = any(setting.startswith("uncertainty=") for setting in settings)
    return apply_overrides(load_scenario(name), [*(() if free else FIXED), *settings])


def _signed(scenario: Scenario) -> list[str]:
    """Return settings under which a contract stands on the first day, so that contractors may choose."""
    return [
        setting
        for who in scenario.roster.of("contractor")
        for setting in (f"initial.contract.{who}=1", f"initial.contract_men.{who}=1000")
    ]


def model_of(name: str, runs: int | Sequence[int], seed: int, *settings: str) -> ConflictModel:
    """Return a scenario's model on its first day."""
    numbers = range(runs) if isinstance(runs, int) else runs
    return assemble(story(name, *settings), seed=seed, runs=numbers)


def live(model: ConflictModel, weeks: int) -> None:
    """Let a model live for some weeks."""
    for _ in range(weeks):
        model.step()


def series_of(model: ConflictModel, weeks: int, each: Prepare | None = None) -> dict[str, Array]:
    """Let a model live and return its weekly series, (runs, weeks + 1), with the audit's own."""
    extra: dict[str, list[Array]] = {name: [np.array(f(model.state))] for name, f in EXTRAS.items()}
    for _ in range(weeks):
        model.step()
        if each is not None:
            each(model)
        for name, f in EXTRAS.items():
            extra[name].append(np.array(f(model.state)))
    recorded = model.recorder.national
    found = {name: np.stack(values, axis=1) for name, values in recorded.items()}
    found |= {name: np.stack(values, axis=1) for name, values in extra.items()}
    return completed(found)


def lived(
    name: str,
    runs: int,
    seed: int,
    weeks: int,
    *,
    settings: Sequence[str] = (),
    prepare: Prepare | None = None,
) -> dict[str, Array]:
    """Return the weekly series of an ensemble, batch by batch; ``prepare`` meddles with each model."""
    parts = []
    for first in range(0, runs, BATCH):
        numbers = range(first, min(first + BATCH, runs))
        model = model_of(name, numbers, seed, *settings)
        if prepare is not None:
            prepare(model)
        parts.append(series_of(model, weeks))
        release(model)
    if len(parts) == 1:
        return parts[0]
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def put(state: State, key: str, value: Array | float) -> None:
    """Set a variable or a row of one from outside."""
    state.targets[key][...] = value
    state.forget({key.partition(".")[0]})


def draws_of(model: ConflictModel, name: str) -> Draws:
    """Return the draws that a part would have this week."""
    return Draws(model.streams, name, model.week)
