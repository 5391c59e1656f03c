"""Many runs of one scenario: batches of replicates, joined into one result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.decisions import DecisionRound
from sahelsim.analysis.indicators import completed
from sahelsim.model.actor import Decision
from sahelsim.model.choice import DecisionRule
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.recorder import Recorder
from sahelsim.model.release import release
from sahelsim.model.state import Array
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.describe import assumptions
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.result import Result
from sahelsim.study.size import check_size

BATCH = (
    256  # replicates at once: fewer pay the overhead of a step more often, more need more memory
)

Progress = Callable[[int], None]


def run_scenario(
    scenario: Scenario,
    *,
    runs: int,
    seed: int,
    progress: Progress | None = None,
    policies: Callable[[Sequence[int]], Mapping[str, DecisionRule]] | None = None,
    first_run: int = 0,
) -> Result:
    """Return an ensemble of a scenario.

    Parameters
    ----------
    scenario : Scenario
        Resolved settings.
    runs : int
        Number of runs, 1 to 100,000.
    seed : int
        The study's seed; run k depends on (seed, k) alone, not on the batch it is in.
    progress : callable, optional
        Told how many replicate-weeks are done, as they are done.
    policies : callable, optional
        Given run numbers, returns who decides in place of the cards' rules.
    first_run : int
        Number of the first run.

    Raises
    ------
    UsageError
        If runs or seed are out of range.
    """
    check_size(runs, seed)
    finished = []
    for first in range(first_run, first_run + runs, BATCH):
        numbers = range(first, min(first + BATCH, first_run + runs))
        chosen = policies(numbers) if policies else None
        model = assemble(scenario, seed=seed, runs=numbers, policies=chosen)
        advance(model, scenario.weeks, progress)
        finished.append(Lived.of(model))
        release(model)
    return join(scenario, seed, finished)


@dataclass(frozen=True)
class Lived:
    """What is kept of a batch: its records, not its state, so that memory is that of one batch."""

    replicates: int
    recorder: Recorder
    decisions: list[Decision]
    ledger: dict[tuple[str, str], Array]

    @classmethod
    def of(cls, model: ConflictModel) -> Lived:
        """Take the records of a model that has lived."""
        ledger = model.ledger.national(model.setup.roster)
        return cls(model.state.replicates, model.recorder, model.decisions, ledger)


def advance(model: ConflictModel, weeks: int, progress: Progress | None = None) -> None:
    """Step a model through a number of weeks, telling progress in replicate-weeks."""
    for _ in range(weeks):
        model.step()
        if progress is not None:
            progress(model.state.replicates)


def join(scenario: Scenario, seed: int, batches: Sequence[Lived]) -> Result:
    """Join the records of batches into one result."""
    recorders = [b.recorder for b in batches]
    geography = recorders[0].geography
    national = _joined([r.national for r in recorders])
    maps = _joined([r.maps for r in recorders])
    return Result(
        name=scenario.name,
        label=scenario.label,
        about=scenario.about,
        seed=seed,
        runs=int(national["total_deaths"].shape[0]),
        start=scenario.start,
        settings=scenario.hash,
        regions=geography.regions,
        place_ids=geography.place_ids,
        place_names=geography.place_names,
        series=completed(national),
        region_series=_joined([r.regional for r in recorders]),
        month_weeks=tuple(range(0, scenario.weeks + 1, 4)),
        controllers=recorders[0].roster.controllers,
        control=maps["control"],
        place_deaths=maps["deaths"],
        place_displaced=maps["idps"],
        decisions=_rounds([b.decisions for b in batches]),
        events=_events(batches),
        ledger=_ledger(batches),
        scenario=scenario.resolved(),
        assumptions=assumptions(scenario),
        sources=scenario.sources,
    )


def _joined(parts: Sequence[Mapping[str, Sequence[Any]]]) -> dict[str, Any]:
    """Return each record as one array, (runs, times, ...)."""
    return {name: _one([_by_run(part[name]) for part in parts]) for name in parts[0]}


def _by_run(weeks: Sequence[Any]) -> Any:
    """Turn one (runs, ...) array a week into one array, (runs, weeks, ...)."""
    in_turn = np.concatenate(weeks).reshape(len(weeks), *weeks[0].shape)
    return np.ascontiguousarray(in_turn.swapaxes(0, 1))


def _one(parts: Sequence[Any], axis: int = 0) -> Any:
    """Return the arrays of all batches as one; a single batch is not copied."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=axis)


def _rounds(batches: Sequence[Sequence[Decision]]) -> list[DecisionRound]:
    return [_round(parts) for parts in zip(*batches, strict=True)]


def _round(parts: Sequence[Decision]) -> DecisionRound:
    menu = parts[0].menu
    rows = iter(_one([p.menu.worth for p in parts], axis=1).astype("f4"))
    terms = tuple(tuple((i, b, next(rows)) for i, b, _ in option) for option in menu.terms)
    return DecisionRound(
        week=menu.week,
        date=menu.date,
        actor=menu.actor,
        decision=menu.decision,
        options=menu.actions,
        labels=menu.labels,
        chosen=_one([p.choice.chosen for p in parts]),
        taken=_one([p.choice.taken for p in parts]),
        free=_one([_free(p) for p in parts]),
        probability=_one([p.choice.probability for p in parts]).astype("f4"),
        allowed=_one([p.menu.allowed for p in parts]),
        value=_one([p.menu.value for p in parts]).astype("f4"),
        terms=terms,
    )


def _free(decision: Decision) -> NDArray[np.intp]:
    """Return what would have been taken unforced, −1 in every replicate where nothing was imposed."""
    free = decision.choice.free
    return np.full_like(decision.choice.chosen, -1) if free is None else free


def _events(batches: Sequence[Lived]) -> list[dict[str, Any]]:
    found, before = [], 0
    for batch in batches:
        found += [row | {"run": row["run"] + before} for row in batch.recorder.events.rows]
        before += batch.replicates
    return sorted(found, key=lambda row: (row["run"], row["week"], row["kind"], row["place"]))


def _ledger(batches: Sequence[Lived]) -> list[dict[str, Any]]:
    keys = sorted({key for batch in batches for key in batch.ledger})
    totals = np.stack(
        [
            np.concatenate([b.ledger.get(key, np.zeros(b.replicates)) for b in batches])
            for key in keys
        ]
    )
    low, high = np.quantile(totals, [0.05, 0.95], axis=1).tolist()
    mean = totals.mean(axis=1).tolist()
    return [
        dict(who=who, variable=variable, total=mean[k], p05=low[k], p95=high[k])
        for k, (who, variable) in enumerate(keys)
    ]
