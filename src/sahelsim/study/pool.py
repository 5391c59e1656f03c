"""Several ensembles at once, each in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from sahelsim.scenario.scenario import Scenario
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.executor import Executor, context
from sahelsim.study.result import Result

WORTH_A_PROCESS = 20_000  # replicate-weeks: below this a second process costs more than it saves
STOPPED = -(2**62)  # on the counter: nobody waits for what the workers do
_done: Any = None


class StoppedError(Exception):
    """Nobody waits for this ensemble any more."""


def run_scenarios(
    scenarios: Sequence[Scenario],
    *,
    runs: int,
    seed: int,
    progress: Callable[[int], None] | None = None,
) -> list[Result]:
    """Return one ensemble per scenario under common seeds; processes change no number.

    Parameters
    ----------
    scenarios : sequence of Scenario
        What to run.
    runs, seed : int
        As for ``run_scenario``.
    progress : callable, optional
        Told how many further replicate-weeks are done.
    """
    cores = min(len(scenarios), os.cpu_count() or 1)
    if cores < 2 or runs * sum(s.weeks for s in scenarios) < WORTH_A_PROCESS:
        return [run_scenario(s, runs=runs, seed=seed, progress=progress) for s in scenarios]
    with processes(cores) as (pool, counter):
        jobs = [pool.submit(_run, scenario, runs, seed) for scenario in scenarios]
        _watch(jobs, counter, progress)
        return [job.result() for job in jobs]


@contextmanager
def processes(count: int) -> Iterator[tuple[Executor, Any]]:
    """Give processes, and the counter to which their ``tell`` adds; they end if anything is raised.

    They end by themselves, within a model week: of one that is killed while it answers the rest of
    the answer would be waited for without end.

    Raises
    ------
    UsageError
        If the script that runs has no main guard where processes begin by importing it.
    ResultError
        If a process was ended from outside.
    """
    counter = context().Value("q", 0)
    pool = Executor(count, _begin, (counter,))
    with pool:
        try:
            yield pool, counter
        except BrokenProcessPool:
            raise pool.fault() from None
        except BaseException:
            with counter.get_lock():
                counter.value = STOPPED
            pool.shutdown(cancel_futures=True)
            raise


def _begin(counter: Any) -> None:
    global _done
    _done = counter


def _run(scenario: Scenario, runs: int, seed: int) -> Result:
    return run_scenario(scenario, runs=runs, seed=seed, progress=tell)


def tell(replicate_weeks: int) -> None:
    """Count what a worker has lived through; end it if nobody waits any more."""
    if _done is None:
        return  # not in a worker
    with _done.get_lock():
        _done.value += replicate_weeks
        stopped = _done.value < 0
    if stopped:
        raise StoppedError


def _watch(
    jobs: Sequence[Future[Result]], counter: Any, progress: Callable[[int], None] | None
) -> None:
    told, waiting = 0, set(jobs)
    while waiting:
        finished, waiting = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
        for job in finished:
            job.result()
        if progress is not None and counter.value > told:
            progress(counter.value - told)
            told = counter.value
