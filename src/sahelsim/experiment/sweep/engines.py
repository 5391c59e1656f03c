"""Where batches run: processes of this machine, or a dask cluster.

Both are told the same tasks, write to the same folder and answer with an acknowledgement, so the
result is the same table whoever did what, and whoever died on the way.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sahelsim.base.errors import ResultError, UsageError
from sahelsim.experiment.sweep import work
from sahelsim.experiment.sweep.guard import limit_memory
from sahelsim.experiment.sweep.tasks import Task

Progress = Callable[[int], None]
ENGINES = ("local", "dask")


@dataclass(frozen=True)
class Engine:
    """Which engine, with how many workers, and the limits of one batch."""

    name: str = "local"
    workers: int | None = None
    address: str | None = None
    seconds: float = 600.0
    megabytes: int = 4096


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
        text = f"{error.strerror or error}; mend that, then go on with --resume --out {folder}"
        raise ResultError(text) from None


def _on_processes(left: Sequence[Task], folder: Path, engine: Engine, progress: Progress) -> None:
    count = min(engine.workers or os.cpu_count() or 1, len(left))
    fork = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if fork else "spawn")
    limits = (os.getpid(), engine.megabytes)
    pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=limits)
    try:
        jobs = [pool.submit(work.do, task, folder, engine.seconds) for task in left]
        for job in as_completed(jobs):
            progress(job.result())
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    pool.shutdown()


def _on_dask(left: Iterable[Task], folder: Path, engine: Engine, progress: Progress) -> None:
    try:
        import distributed
    except ImportError:
        raise UsageError("--engine dask needs: pip install 'sahelsim[cluster]'") from None
    dask: Any = distributed  # it has no types
    cluster: Any = engine.address
    if cluster is None:
        count = engine.workers or os.cpu_count() or 1
        cluster = dask.LocalCluster(
            n_workers=count, threads_per_worker=1, dashboard_address=None, host="127.0.0.1",
            memory_limit=engine.megabytes * 2**20,
        )  # fmt: skip
    try:
        with dask.Client(cluster, timeout="20s", set_as_default=False) as client:
            where = folder.resolve()
            jobs = [
                client.submit(work.do, task, where, engine.seconds, pure=False) for task in left
            ]
            for job in dask.as_completed(jobs, loop=client.loop):
                progress(job.result())
                job.release()
    except (OSError, TimeoutError) as error:
        raise ResultError(f"dask at {engine.address or 'this machine'}: {error}") from None
    finally:
        if engine.address is None:
            cluster.close()


def _begin(parent: int, megabytes: int) -> None:
    """Limit this worker's memory, and let it end with its parent."""
    limit_memory(megabytes)
    watch_parent(parent)


def watch_parent(parent: int) -> None:
    """End this worker soon after its parent has gone, so that no orphan goes on computing."""
    import threading
    import time

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
