"""Running the points of an explorer, fitting its surfaces, and judging them on held-out points.

The scenario itself has many runs, which its surfaces go through; the ends of every lever's
slide from there are points too, since that is where readers go.

Every point has random numbers of its own. Chance shared by all points would make the surfaces smoother and
shift them as a whole: on "at-worst" the index erred by 1.5 points in the mean instead of 1.1.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.classify import classify
from sahelsim.analysis.emulator import Emulator, fit
from sahelsim.analysis.indicators import completed
from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.points import with_points
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.ensemble import BATCH, advance
from sahelsim.study.explorer.fields import FIELDS
from sahelsim.study.explorer.levers import held_out, own_values, scaled, slides, spread
from sahelsim.study.pool import processes, tell
from sahelsim.study.sweep.design import Axis

Array = NDArray[np.float64]
HELD_OUT = 20  # points anywhere that judge
HELD_RUNS = 6  # times as many runs there: what judges should err less by chance than what is judged
OWN_RUNS = 24  # times as many runs at the scenario's own settings, which the page shows as they are
END_RUNS = 8  # times as many runs where one lever alone stands at an end
HELD_STOP = 0.6  # how far such a slide has gone where it is judged


@dataclass(frozen=True)
class Plan:
    """What an explorer is computed from."""

    scenario: Scenario
    axes: Sequence[Axis]
    points: int
    runs: int
    seed: int

    def tables(self) -> tuple[Array, Array]:
        """Return the points that are fitted and those that judge, each (points, levers).

        Of the fitted, the first is the scenario itself and the next have one lever at an end; of
        those that judge, the last do so.
        """
        ends, _ = slides(self.axes, 1.0)
        anywhere = spread(self.axes, self.points, self.seed)
        judged = held_out(self.axes, HELD_OUT, self.seed)
        fitted = np.concatenate([own_values(self.axes)[None], ends, anywhere])
        return fitted, np.concatenate([judged, slides(self.axes, HELD_STOP)[0]])

    def efforts(self) -> tuple[Array, Array]:
        """Return the number of runs at each point of either table."""
        fitted, judged = self.tables()
        times = [OWN_RUNS] + [END_RUNS] * len(slides(self.axes, 1.0)[0])
        times += [1] * (len(fitted) - len(times))
        return self.runs * np.array(times), np.full(len(judged), HELD_RUNS * self.runs)

    @property
    def all_runs(self) -> int:
        """Number of runs in all."""
        return int(sum(effort.sum() for effort in self.efforts()))


@dataclass(frozen=True)
class Surface:
    """One field's emulator with its errors on held-out points, in the field's unit.

    ``chance`` is how far the held-out runs themselves are from many more such runs; ``doubt`` is
    the emulator's mean doubt at the held-out points, against which other places are compared.
    ``slides`` is the mean error along the slide of each lever alone. ``mean`` is that of the points
    anywhere or of the slides, whichever is larger; below ``p95`` are 95 of 100 errors at both.
    """

    emulator: Emulator
    shape: tuple[int, ...]
    mean: float
    p95: float
    chance: float
    doubt: float
    slides: tuple[float, ...] = ()

    def within(self, name: str) -> bool:
        """Return whether the errors are within the field's bounds, so that it may be shown."""
        most, most95 = FIELDS[name].bounds
        return self.mean <= most and self.p95 <= most95


@dataclass(frozen=True)
class _Batch:
    fitted: bool
    first: int  # the number of its first run
    values: Array
    runs: int


def explore(
    plan: Plan, *, workers: int | None = None, progress: Callable[[int], None] | None = None
) -> dict[str, Surface]:
    """Run every point of a plan and return the surface of each field; processes change nothing."""
    batches = _batches(plan)
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
    emulator = fit(at, known.reshape(len(known), -1), plan.efforts()[0], anchor=0)
    shape = known.shape[1:]
    said = field.shown(emulator(elsewhere).reshape(-1, *shape))
    whole, one, other = (field.shown(judged[:, k]) for k in range(3))
    wrong = field.error(said, whole)
    chance = float(field.error(one, other).mean()) / 2.0
    doubt = float(emulator.doubt(elsewhere).mean())
    which = np.r_[np.full(HELD_OUT, -1), slides(plan.axes, HELD_STOP)[1]]
    means = [float(wrong[part].mean()) for part in (which < 0, which >= 0)]
    alone = tuple(float(wrong[which == k].mean()) for k in range(len(plan.axes)))
    return Surface(
        emulator, shape, max(means), float(np.quantile(wrong, 0.95)), chance, doubt, alone
    )


def _batches(plan: Plan) -> list[_Batch]:
    """Cut both tables into batches of points with as many runs each; no two runs share chance."""
    made, first = [], 0
    for fitted, table, efforts in zip((True, False), plan.tables(), plan.efforts(), strict=True):
        cuts = np.flatnonzero(np.diff(efforts)) + 1
        for part, runs in zip(np.split(table, cuts), efforts[np.r_[0, cuts]].tolist(), strict=True):
            size = max(1, BATCH // runs)
            for k in range(0, len(part), size):
                values = part[k : k + size]
                made.append(_Batch(fitted, first, values, runs))
                first += runs * len(values)
    return made


def _joined(answers: Sequence[Any], batches: Sequence[_Batch], name: str, fitted: bool) -> Array:
    rows = zip(batches, answers, strict=True)
    return np.concatenate([answer[name] for batch, answer in rows if batch.fitted is fitted])


def _run_all(
    plan: Plan,
    batches: Sequence[_Batch],
    workers: int | None,
    progress: Callable[[int], None] | None,
) -> list[dict[str, Array]]:
    with processes(min(workers or os.cpu_count() or 1, len(batches))) as (pool, _):
        jobs = {pool.submit(_measure, plan, batch): batch for batch in batches}
        for job in as_completed(jobs):
            job.result()
            if progress is not None:
                progress(jobs[job].runs * len(jobs[job].values))
        return [job.result() for job in jobs]


def _measure(plan: Plan, batch: _Batch) -> dict[str, Array]:
    """Run a batch; return each field at its points: all runs and, where they judge, two halves."""
    points, runs = len(batch.values), batch.runs
    spread_out = np.repeat(batch.values, runs, axis=0)
    columns = {axis.factor.name: spread_out[:, k] for k, axis in enumerate(plan.axes)}
    numbers = range(batch.first, batch.first + points * runs)
    model = assemble(with_points(plan.scenario, columns), seed=plan.seed, runs=numbers)
    advance(model, plan.scenario.weeks, tell)
    series = {k: np.stack(v, axis=1) for k, v in model.recorder.national.items()}
    lived: dict[str, Any] = completed(series)
    lived["control"] = np.stack(model.recorder.maps["control"], axis=1)
    release(model)
    lived["outcome_class"] = classify(lived)
    parts = [slice(None)] if batch.fitted else [slice(None), slice(0, None, 2), slice(1, None, 2)]
    found: dict[str, list[Any]] = {name: [] for name in FIELDS}
    for k in range(points):
        here = {n: v[k * runs : (k + 1) * runs] for n, v in lived.items()}
        for name, field in FIELDS.items():
            halves = [field.measure({n: v[part] for n, v in here.items()}) for part in parts]
            found[name].append(np.stack(halves))
    return {name: np.stack(rows) for name, rows in found.items()}
