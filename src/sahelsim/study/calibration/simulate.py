"""Running points of the prior: many parameter rows on the replicates axis, two processes at once."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.indicators import completed
from sahelsim.geography.mali import Geography
from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.points import with_points
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.calibration.statistics import OPINION, REGION, statistics
from sahelsim.study.calibration.targets import Window
from sahelsim.study.ensemble import BATCH, advance
from sahelsim.study.pool import processes, tell

Array = NDArray[np.float64]
Job = tuple[Scenario, Window, dict[str, Array], int, range]


def simulated(
    scenario: Scenario,
    window: Window,
    points: dict[str, Array],
    seed: int,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Array]:
    """Return the statistics of one run at each point, each (points,).

    Every point has random numbers of its own (run k of the seed): a fit must not lean on one war's chance.
    """
    n = len(next(iter(points.values())))
    blocks = [range(first, min(first + BATCH, n)) for first in range(0, n, BATCH)]
    jobs: list[Job] = [
        (scenario, window, {k: v[b.start : b.stop] for k, v in points.items()}, seed, b)
        for b in blocks
    ]
    found = []
    with processes(os.cpu_count() or 1) as (pool, _):
        for job, result in zip(jobs, pool.map(_one, jobs), strict=True):
            found.append(result)
            if progress is not None:
                progress(len(job[4]))
    return {name: np.concatenate([part[name] for part in found]) for name in found[0]}


def _one(job: Job) -> dict[str, Array]:
    scenario, window, points, seed, runs = job
    model = assemble(with_points(scenario, points), seed=seed, runs=runs)
    advance(model, scenario.weeks, tell)
    series = {name: np.stack(rows, axis=1) for name, rows in model.recorder.national.items()}
    where = np.stack(model.recorder.maps["deaths"]).sum(axis=0, dtype=float)
    series |= regional(where, model.setup.geography)
    opinion = np.stack(model.recorder.regional["approval_france"]).mean(axis=0)
    series |= {
        OPINION + name: opinion[:, k] for k, name in enumerate(model.setup.geography.regions)
    }
    release(model)
    return statistics(completed(series), scenario.start, window)


def regional(deaths: Array, geography: Geography) -> dict[str, Array]:
    """Return each region's share of deaths from deaths by place, (runs, places) to (runs,)."""
    total = deaths.sum(axis=1) + 1.0
    return {
        REGION + name: deaths[:, geography.region_of == k].sum(axis=1) / total
        for k, name in enumerate(geography.regions)
    }
