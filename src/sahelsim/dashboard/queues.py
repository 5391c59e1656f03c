"""A queue of worker processes: parts of jobs wait in it, the most urgent first."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from sahelsim.dashboard.worker_pool import WorkerPool

Lost = Callable[[Any], None]


class Queue:
    """Runs parts when a process is free; always called under the pool's lock.

    Parameters
    ----------
    size : int
        Number of processes.
    start : callable
        Makes the processes; called again when they have broken.
    lost : callable
        Told of a job whose process died.
    lock : context manager
        The pool's lock, taken when a process comes free.
    newest : bool
        Whether the newest of equally urgent parts goes first. In a full class that turns levers
        faster than previews can be had, it keeps them fresh: the oldest would be served just
        before their readers move on.
    """

    def __init__(
        self,
        size: int,
        start: Callable[[], WorkerPool],
        lost: Lost,
        lock: Any,
        newest: bool = False,
    ) -> None:
        self.size, self.running = size, 0
        self._start, self._lost, self._lock = start, lost, lock
        self._order = itertools.count(0, -1 if newest else 1)
        self._waiting: list[tuple[int, int, int, Any, int]] = []
        self._again: set[tuple[int, int]] = set()  # parts that a dead process took with it once
        self.worker_pool = start()

    def put(self, job: Any, number: int) -> None:
        """Queue one part of a job."""
        entry = (job.parts[number].urgency, job.turn, next(self._order), job, number)
        heapq.heappush(self._waiting, entry)

    def pump(self) -> None:
        """Start what waits, as far as processes are free; what nobody wants is dropped."""
        while self._waiting and self.running < self.size:
            *_, job, number = heapq.heappop(self._waiting)
            if job.finished:
                continue
            part = job.parts[number]
            order = (job.ticket, number, part.kind, *part.args)
            self.running += 1
            try:
                future = self.worker_pool.submit(*order)
            except BrokenProcessPool:
                self.worker_pool.close(wait=False)  # may run in a thread of the broken worker_pool
                self.worker_pool = self._start()
                future = self.worker_pool.submit(*order)
            future.add_done_callback(self._freed(job, number))

    def _freed(self, job: Any, number: int) -> Callable[[Future[None]], None]:
        def freed(future: Future[None]) -> None:
            with self._lock:
                self.running -= 1
                if future.cancelled() or future.exception() is not None:
                    self._failed(job, number, future)
                self.pump()

        return freed

    def _failed(self, job: Any, number: int, future: Future[None]) -> None:
        """Give a part up, or try it once more if its process may have been dead when it came."""
        part = (job.ticket, number)
        began = number in job.lived or part in self._again
        if began or future.cancelled() or not isinstance(future.exception(), BrokenProcessPool):
            self._again.discard(part)
            self._lost(job)
            return
        self._again.add(part)
        self.put(job, number)
