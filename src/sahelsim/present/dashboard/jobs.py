"""Jobs on a bounded pool of processes: the shortest first, cancelled when nobody wants them."""

from __future__ import annotations

import heapq
import itertools
import multiprocessing
import os
import threading
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any

from sahelsim.present.dashboard import work

STOPS = 4_096  # marks for stopping; two live tickets never share one


@dataclass(frozen=True)
class Part:
    """One piece of work: what ``work.perform`` does, how urgent, how much it counts."""

    kind: str
    args: tuple[Any, ...]
    urgency: int
    size: int = 0
    weeks: int = 1


@dataclass
class Job:
    """What has come in of a job; changed under the pool's lock alone."""

    key: Hashable
    ticket: int
    parts: Sequence[Part]
    done: dict[int, Any] = field(default_factory=dict)
    growing: Any = None
    lived: dict[int, int] = field(default_factory=dict)
    version: int = 0
    error: str = ""
    stopped: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def finished(self) -> bool:
        """Tell whether nothing more will come."""
        return bool(self.error) or self.stopped or len(self.done) == len(self.parts)

    @property
    def runs_in(self) -> int:
        """Return how many runs are complete."""
        return sum(self.parts[k].size for k in self.done)

    @property
    def progress(self) -> float:
        """Return the share of world-weeks lived through, 0-1."""
        total = sum(p.size * p.weeks for p in self.parts) or 1
        return min(1.0, sum(self.lived.values()) / total)


class Pool:
    """Runs parts of jobs in processes; a part starts when a process is free.

    Parameters
    ----------
    workers : int
        Number of processes.
    """

    def __init__(self, workers: int) -> None:
        self.lock = threading.RLock()
        self._tickets = itertools.count(1)
        self._order = itertools.count()
        self._waiting: list[tuple[int, int, Job, int]] = []
        self._jobs: dict[int, Job] = {}
        self._running = 0
        self.workers = workers
        context = multiprocessing.get_context("spawn")  # threads serve pages: never fork them
        self._stop = context.Array("q", STOPS, lock=False)
        self._news = context.Queue()
        self._start = lambda: ProcessPoolExecutor(
            workers, context, initializer=work.begin,
            initargs=(self._stop, self._news, os.getpid()),
        )  # fmt: skip
        self._processes = self._start()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def warm(self) -> list[Job]:
        """Start every process now, so that the first reader does not wait for imports."""
        return [self.submit(("warm", k), [Part("warm", (), 0)]) for k in range(self.workers)]

    def submit(self, key: Hashable, parts: Sequence[Part]) -> Job:
        """Queue a job."""
        with self.lock:
            job = Job(key, next(self._tickets), parts)
            self._jobs[job.ticket] = job
            for number, part in enumerate(parts):
                entry = (part.urgency, next(self._order), job, number)
                heapq.heappush(self._waiting, entry)
            self._pump()
            return job

    def stop(self, job: Job) -> None:
        """Give a job up: what waits is dropped, what runs ends within a model week."""
        with self.lock:
            if not job.finished:
                job.stopped = True
                self._stop[job.ticket % STOPS] = job.ticket
                self._close(job)

    @property
    def waiting(self) -> int:
        """Return the number of jobs that are not finished."""
        with self.lock:
            return len(self._jobs)

    def close(self) -> None:
        """Stop everything and let the processes end."""
        with self.lock:
            for job in list(self._jobs.values()):
                self.stop(job)
        self._news.put(None)
        self._processes.shutdown(wait=True, cancel_futures=True)

    def _pump(self) -> None:
        while self._waiting and self._running < self.workers:
            _, _, job, number = heapq.heappop(self._waiting)
            if job.finished:
                continue
            part = job.parts[number]
            self._running += 1
            try:
                future = self._processes.submit(
                    work.perform, job.ticket, number, part.kind, *part.args
                )
            except BrokenProcessPool:
                self._processes = self._start()
                future = self._processes.submit(
                    work.perform, job.ticket, number, part.kind, *part.args
                )
            future.add_done_callback(self._freed(job))

    def _freed(self, job: Job) -> Callable[[Future[None]], None]:
        def freed(future: Future[None]) -> None:
            with self.lock:
                self._running -= 1
                broken = future.cancelled() or future.exception() is not None
                if broken and not job.finished:
                    job.error = "a worker process died (out of memory?); try fewer runs"
                    self._close(job)
                self._pump()

        return freed

    def _listen(self) -> None:
        while (news := self._news.get()) is not None:
            ticket, part, what, value = news
            with self.lock:
                job = self._jobs.get(ticket)
                if job is not None and not job.finished:
                    self._heard(job, part, what, value)

    def _heard(self, job: Job, part: int, what: str, value: Any) -> None:
        if what == "lived":
            job.lived[part] = value
            return
        if what == "growing":
            job.growing = value
        elif what == "done":
            job.done[part] = value
            job.lived[part] = job.parts[part].size * job.parts[part].weeks
        elif what == "failed":
            job.error = value
        job.version += 1
        if job.finished:
            self._close(job)

    def _close(self, job: Job) -> None:
        self._jobs.pop(job.ticket, None)
        job.growing = None
        job.ended.set()
