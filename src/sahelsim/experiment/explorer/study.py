"""Running the points of an explorer, fitting its surfaces, and judging them on held-out points.

Every point has luck of its own. Luck shared by all points would make the surfaces smoother and
shift them as a whole: on "at-worst" the index erred by 1.5 points in the mean instead of 1.1.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.classify import classify
from sahelsim.analysis.emulator import Emulator, fit
from sahelsim.analysis.indicators import completed
from sahelsim.experiment.ensemble import BATCH, advance
from sahelsim.experiment.explorer.fields import FIELDS
from sahelsim.experiment.explorer.levers import held_out, scaled, spread
from sahelsim.experiment.sweep.design import Axis
from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.points import with_points
from sahelsim.scenario.scenario import Scenario

Array = NDArray[np.float64]
HELD_OUT = 24  # points that judge; the scenario itself is one
HELD_RUNS = 4  # times as many runs there: what judges should err less by chance than what is judged


@dataclass(frozen=True)
class Plan:
    """What an explorer is computed from."""

    scenario: Scenario
    axes: Sequence[Axis]
    points: int
    runs: int
    seed: int

    def tables(self) -> tuple[Array, Array]:
        """Return the points that are fitted and those that judge, each (points, levers)."""
        return spread(self.axes, self.points, self.seed), held_out(self.axes, HELD_OUT, self.seed)

    @property
    def all_runs(self) -> int:
        """Number of runs in all."""
        return self.runs * (len(self.tables()[0]) + HELD_RUNS * HELD_OUT)


@dataclass(frozen=True)
class Surface:
    """One field's emulator with its errors on held-out points, in the field's unit.

    ``chance`` is how far the held-out runs themselves are from many more such runs; ``doubt`` is
    the emulator's mean doubt at the held-out points, against which other places are compared.
    """

    emulator: Emulator
    shape: tuple[int, ...]
    mean: float
    p95: float
    chance: float
    doubt: float

    def within(self, name: str) -> bool:
        """Return whether the errors are within the field's bounds, so that it may be shown."""
        most, most95 = FIELDS[name].bounds
        return self.mean <= most and self.p95 <= most95


@dataclass(frozen=True)
class _Batch:
    fitted: bool
    first: int
    values: Array
    runs: int


def explore(
    plan: Plan, *, workers: int | None = None, progress: Callable[[int], None] | None = None
) -> dict[str, Surface]:
    """Run every point of a plan and return the surface of each field; processes change nothing."""
    fitted, judged = plan.tables()
    batches = _batches(fitted, plan.runs, True) + _batches(judged, HELD_RUNS * plan.runs, False)
    answers = _run_all(plan, batches, workers, progress)
    found = {}
    for name in FIELDS:
        known = _joined(answers, batches, name, True)
        found[name] = _surface(name, plan, known[:, 0], _joined(answers, batches, name, False))
    return found


def _surface(name: str, plan: Plan, known: Array, judged: Array) -> Surface:
    """Fit (points, ...) and judge by (points, 3, ...): all runs, one half, the other half."""
    field = FIELDS[name]
    at, elsewhere = (scaled(plan.axes, table) for table in plan.tables())
    emulator = fit(at, known.reshape(len(known), -1))
    shape = known.shape[1:]
    said = field.shown(emulator(elsewhere).reshape(-1, *shape))
    whole, one, other = (field.shown(judged[:, k]) for k in range(3))
    wrong = field.error(said, whole)
    chance = float(field.error(one, other).mean()) / 2.0
    doubt = float(emulator.doubt(elsewhere).mean())
    return Surface(
        emulator, shape, float(wrong.mean()), float(np.quantile(wrong, 0.95)), chance, doubt
    )


def _batches(values: Array, runs: int, fitted: bool) -> list[_Batch]:
    size = max(1, BATCH // runs)
    return [_Batch(fitted, k, values[k : k + size], runs) for k in range(0, len(values), size)]


def _joined(answers: Sequence[Any], batches: Sequence[_Batch], name: str, fitted: bool) -> Array:
    rows = zip(batches, answers, strict=True)
    return np.concatenate([answer[name] for batch, answer in rows if batch.fitted is fitted])


def _run_all(
    plan: Plan, batches: Sequence[_Batch], workers: int | None,
    progress: Callable[[int], None] | None,
) -> list[dict[str, Array]]:  # fmt: skip
    fork = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if fork else "spawn")
    pool = ProcessPoolExecutor(min(workers or os.cpu_count() or 1, len(batches)), context)
    try:
        jobs = {pool.submit(_measure, plan, batch): batch for batch in batches}
        for job in as_completed(jobs):
            job.result()
            if progress is not None:
                progress(jobs[job].runs * len(jobs[job].values))
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    pool.shutdown()
    return [job.result() for job in jobs]


def _measure(plan: Plan, batch: _Batch) -> dict[str, Array]:
    """Run a batch; return each field at its points: all runs and, where they judge, two halves."""
    points, runs = len(batch.values), batch.runs
    spread_out = np.repeat(batch.values, runs, axis=0)
    columns = {axis.factor.name: spread_out[:, k] for k, axis in enumerate(plan.axes)}
    after = 0 if batch.fitted else plan.runs * len(plan.tables()[0])
    numbers = range(after + batch.first * runs, after + (batch.first + points) * runs)
    model = assemble(with_points(plan.scenario, columns), seed=plan.seed, runs=numbers)
    advance(model, plan.scenario.weeks)
    series = {k: np.stack(v, axis=1) for k, v in model.recorder.national.items()}
    lived: dict[str, Any] = completed(series)
    lived["control"] = np.stack(model.recorder.maps["control"], axis=1)
    release(model)
    lived["class"] = classify(lived)
    parts = [slice(None)] if batch.fitted else [slice(None), slice(0, None, 2), slice(1, None, 2)]
    found: dict[str, list[Any]] = {name: [] for name in FIELDS}
    for k in range(points):
        here = {n: v[k * runs : (k + 1) * runs] for n, v in lived.items()}
        for name, field in FIELDS.items():
            halves = [field.measure({n: v[part] for n, v in here.items()}) for part in parts]
            found[name].append(np.stack(halves))
    return {name: np.stack(rows) for name, rows in found.items()}
