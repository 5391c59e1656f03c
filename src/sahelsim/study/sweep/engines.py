"""Where batches run: processes of this machine, or a dask cluster.

Both are told the same tasks, write to the same folder and answer with an acknowledgement, so the
result is the same table whoever did what, and whoever died on the way.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sahelsim.core.errors import ResultError, UsageError
from sahelsim.model.outside import trusted
from sahelsim.study.executor import executor
from sahelsim.study.sweep import work
from sahelsim.study.sweep.guard import limit_memory
from sahelsim.study.sweep.tasks import Task

Progress = Callable[[int], None]
ENGINES = ("local", "dask")
PATIENCE = 20.0  # seconds for a scheduler to answer
HIRING = 120.0  # seconds for its first worker to be there
DIED = "WorkerDied: the process that ran it was ended"


@dataclass(frozen=True)
class Engine:
    """Which engine, with how many workers, and the limits of one batch."""

    name: str = "local"
    workers: int | None = None
    address: str | None = None
    seconds: float = 600.0
    megabytes: int = 4096

    @property
    def count(self) -> int:
        """Number of workers on this machine."""
        return self.workers or os.cpu_count() or 1


def carry_out(
    left: Sequence[Task], folder: Path, engine: Engine, progress: Progress | None = None
) -> None:
    """Run tasks on an engine; some may stay undone if workers died.

    Raises
    ------
    ResultError
        If the engine cannot be reached, or the disk is full.
    """
    runner = _on_dask if engine.name == "dask" else _on_processes
    try:
        runner(left, folder, engine, progress or (lambda _: None))
    except BrokenProcessPool:
        return  # a worker died: what is missing is sent again by the caller
    except OSError as error:
        raise ResultError(f"{error.strerror or error}; mend that") from None


def _on_processes(left: Sequence[Task], folder: Path, engine: Engine, progress: Progress) -> None:
    with executor(min(engine.count, len(left)), limit_memory, (engine.megabytes,)) as pool:
        jobs = [pool.submit(work.do, task, folder, engine.seconds, True) for task in left]
        for job in as_completed(jobs):
            progress(job.result())


def alone(task: Task, folder: Path, engine: Engine, progress: Progress | None = None) -> None:
    """Run a batch that its workers did not survive, in processes of its own on this machine.

    A piece whose process dies is halved until the run that kills it stands alone: it is a row with
    its error like any other, and every other run of the batch is as it would have been. Where every
    run ends its process, every one is such a row: a sweep always ends.
    """
    began = time.perf_counter()
    parts = _survived(task, engine)
    done = work.keep(task, parts, folder, time.perf_counter() - began)
    if progress is not None:
        progress(done)


def _survived(task: Task, engine: Engine) -> list[work.Tables]:
    try:
        with executor(1, limit_memory, (engine.megabytes,)) as pool:
            return list(pool.submit(work.tried, task, engine.seconds, True).result())
    except BrokenProcessPool:
        if len(task) == 1:
            return [work.failed(task, DIED)]
    return [part for half in work.halved(task) for part in _survived(half, engine)]


def _on_dask(left: Iterable[Task], folder: Path, engine: Engine, progress: Progress) -> None:
    try:
        import distributed
    except ImportError:
        raise UsageError(
            "--engine dask needs: pip install 'sahelsim[cluster]' (in a checkout: "
            "pip install -e '.[cluster]')"
        ) from None
    dask: Any = distributed  # it has no types
    cluster: Any = engine.address
    if cluster is None:
        cluster = dask.LocalCluster(
            n_workers=engine.count,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            host="127.0.0.1",
            memory_limit=engine.megabytes * 2**20,
        )
    try:
        with dask.Client(cluster, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=HIRING)
            limits = (folder.resolve(), engine.seconds, False, [one.folder for one in trusted()])
            jobs = [client.submit(work.do, task, *limits, pure=False) for task in left]
            for job in dask.as_completed(jobs, loop=client.loop):
                # a batch that killed several workers is left to the caller, who runs it apart
                with contextlib.suppress(dask.KilledWorker):
                    progress(job.result())
                job.release()
    except (OSError, TimeoutError, dask.CancelledError) as error:
        text = f"dask at {engine.address or 'this machine'}: {error or type(error).__name__}"
        raise ResultError(text.rstrip(". ")) from None
    finally:
        if engine.address is None:
            cluster.close()
