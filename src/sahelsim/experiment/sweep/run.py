"""Running a sweep: batches in their own processes, each written when it is done.

A batch is a slice of (point, replicate) rows of one policy on the worlds axis. A batch that raises
is halved until the failing run stands alone; that run is a row with its error, never a lost sweep.
A worker that dies takes its batch with it, not the sweep: what is missing is run again.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis.classify import classify
from sahelsim.analysis.indicators import INDICATORS, completed
from sahelsim.analysis.summarise import per_run
from sahelsim.base.errors import ResultError
from sahelsim.experiment.ensemble import advance
from sahelsim.experiment.sweep.design import Design
from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.points import with_points

SIZE = 128  # runs a batch: as for ensembles
TRIES = 3  # times that batches lost with a dead worker are sent again
SHARDS = "batches"


@dataclass(frozen=True)
class Batch:
    """Rows ``first`` to ``last`` of one policy; row = point x replicates + replicate."""

    number: int
    policy: str
    first: int
    last: int


def batches(design: Design) -> list[Batch]:
    """Return the batches of a design, always the same for the same design."""
    rows = design.points * design.replicates
    found: list[Batch] = []
    for policy in design.policies:
        for first in range(0, rows, SIZE):
            found.append(Batch(len(found), policy, first, min(first + SIZE, rows)))
    return found


def missing(design: Design, folder: Path) -> list[Batch]:
    """Return the batches that no file holds yet."""
    return [b for b in batches(design) if not _shard(folder, b).exists()]


def run_batches(
    design: Design, folder: Path, *, workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> None:  # fmt: skip
    """Run what is missing; return when every batch is on disk.

    Raises
    ------
    ResultError
        If workers die again and again.
    """
    (folder / SHARDS).mkdir(parents=True, exist_ok=True)
    for _ in range(TRIES):
        left = missing(design, folder)
        if not left:
            return
        try:
            _once(design, folder, left, workers, progress)
        except BrokenProcessPool:
            continue  # a worker died: its batch, and what waited, is sent again
    if missing(design, folder):
        raise ResultError(
            f"workers died {TRIES} times (out of memory?); go on with --resume --out {folder}"
        )


def _once(
    design: Design, folder: Path, left: list[Batch], workers: int | None,
    progress: Callable[[int], None] | None,
) -> None:  # fmt: skip
    count = min(workers or os.cpu_count() or 1, len(left))
    fork = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if fork else "spawn")
    parent = os.getpid()
    pool = ProcessPoolExecutor(count, context, initializer=watch_parent, initargs=(parent,))
    try:
        jobs = {pool.submit(do, design, folder, batch): batch for batch in left}
        for job in as_completed(jobs):
            job.result()
            if progress is not None:
                progress(jobs[job].last - jobs[job].first)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    pool.shutdown()


def do(design: Design, folder: Path, batch: Batch) -> None:
    """Run one batch and write its file in one move: it is whole or absent."""
    import pandas as pd

    rows = np.arange(batch.first, batch.last)
    frame = pd.concat(_tried(design, batch.policy, rows), ignore_index=True)
    target = _shard(folder, batch)
    part = target.with_suffix(".part")
    frame.to_parquet(part, index=False, compression="zstd")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)


def _tried(design: Design, policy: str, rows: Any) -> list[Any]:
    try:
        return [_lived(design, policy, rows)]
    except Exception as error:
        if len(rows) == 1:
            return [_failed(design, policy, rows, f"{type(error).__name__}: {error}")]
        middle = len(rows) // 2
        return _tried(design, policy, rows[:middle]) + _tried(design, policy, rows[middle:])


def _lived(design: Design, policy: str, rows: Any) -> Any:
    point, replicate = np.divmod(rows, design.replicates)
    values = {name: column[point] for name, column in design.table.items()}
    story = design.policies[policy]
    runs = [int(r) for r in replicate]
    model = assemble(with_points(story, values), seed=design.seed, runs=runs)
    advance(model, story.weeks)
    series = {name: np.stack(parts, axis=1) for name, parts in model.recorder.national.items()}
    release(model)
    full = completed(series)
    numbers = per_run(full)
    if not all(np.isfinite(column).all() for column in numbers.values()):
        raise FloatingPointError("an indicator is not a finite number")
    return _frame(design, policy, rows, classify(full), "", numbers)


def _failed(design: Design, policy: str, rows: Any, error: str) -> Any:
    blank = {name: np.full(len(rows), np.nan) for name in INDICATORS}
    return _frame(design, policy, rows, np.full(len(rows), "failed"), error, blank)


def _frame(
    design: Design, policy: str, rows: Any, classes: Any, error: str, numbers: dict[str, Any]
) -> Any:
    import pandas as pd

    point, replicate = np.divmod(rows, design.replicates)
    head = {"policy": policy, "point": point, "replicate": replicate}
    given = {name: column[point] for name, column in design.table.items()}
    return pd.DataFrame({**head, **given, "class": classes.astype(str), "error": error, **numbers})


def _shard(folder: Path, batch: Batch) -> Path:
    return folder / SHARDS / f"{batch.number:06d}.parquet"


def watch_parent(parent: int) -> None:
    """End this worker soon after its parent has gone, so that no orphan goes on computing."""
    import threading
    import time

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
