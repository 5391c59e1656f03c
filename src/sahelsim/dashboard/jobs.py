"""Jobs on a bounded pool of processes: the shortest first, cancelled when nobody wants them."""

from __future__ import annotations

import itertools
import multiprocessing
import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sahelsim.dashboard.queues import Queue
from sahelsim.dashboard.worker_pool import WorkerPool

STOPS = 4_096  # marks for stopping; two live tickets never share one
AT_ONCE = 0  # the urgency of a first preview
QUICK_NICE, CROWD_NICE = 0, 5  # previews and pages are served before crowds of runs


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
    client: str = ""  # whose address asks
    turn: int = 0  # how many jobs of the same client were there before
    error: str = ""
    stopped: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def finished(self) -> bool:
        """Tell whether nothing more will come."""
        return bool(self.error) or self.stopped or len(self.done) == len(self.parts)

    @property
    def kept(self) -> list[Any]:
        """Return what the finished parts brought, in their order; a preview brings nothing."""
        return [self.done[k] for k in sorted(self.done) if self.done[k] is not None]

    @property
    def runs_in(self) -> int:
        """Return how many runs are complete."""
        return sum(self.parts[k].size for k in self.done)

    @property
    def progress(self) -> float:
        """Return the share of replicate-weeks lived through, 0-1."""
        total = sum(p.size * p.weeks for p in self.parts) or 1
        return min(1.0, sum(self.lived.values()) / total)


class Pool:
    """Runs parts of jobs in processes; a part starts when a process is free.

    One process more than asked for stands in a queue of its own, for first previews alone: nobody's
    first look waits behind somebody's crowd of runs. The rest of a job begins once its preview is
    done, so that it takes no processor time from it.

    Parameters
    ----------
    workers : int
        Number of processes for everything but first previews.
    """

    def __init__(self, workers: int) -> None:
        self.size = workers
        self.lock = threading.RLock()
        self._news_came = threading.Condition(self.lock)
        self._tickets = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        context = multiprocessing.get_context("spawn")  # threads serve pages: never fork them
        self._stop = context.Array("q", STOPS, lock=False)

        def queue(size: int, nice: int, newest: bool) -> Queue:
            def start() -> WorkerPool:
                worker_pool = WorkerPool(context, size, (self._stop, nice))
                threading.Thread(target=self._listen, args=(worker_pool,), daemon=True).start()
                return worker_pool

            return Queue(size, start, self._lost, self.lock, newest)

        self._quick, self._crowd = queue(1, QUICK_NICE, True), queue(workers, CROWD_NICE, False)

    def warm(self) -> list[Job]:
        """Start every process now, so that the first reader does not wait for imports."""
        urgencies = [AT_ONCE, *[AT_ONCE + 1] * self._crowd.size]
        return [self.submit(("warm", k), [Part("warm", (), u)]) for k, u in enumerate(urgencies)]

    def submit(self, key: Hashable, parts: Sequence[Part], client: str = "") -> Job:
        """Queue a job; of two clients the one with fewer jobs here goes first."""
        with self.lock:
            turn = self.waiting_of(client)
            job = Job(key, next(self._tickets), parts, client=client, turn=turn)
            self._jobs[job.ticket] = job
            previews = [n for n, part in enumerate(parts) if part.urgency == AT_ONCE]
            if previews:
                self._put(job, self._quick, previews)
            else:
                self._put(job, self._crowd, range(len(parts)))
            return job

    def stop(self, job: Job) -> None:
        """Give a job up: what waits is dropped, what runs ends within a model week."""
        with self.lock:
            if not job.finished:
                job.stopped = True
                self._stop[job.ticket % STOPS] = job.ticket
                self._close(job)

    def wait(self, holds: Callable[[], bool], seconds: float) -> None:
        """Wait until news make something true, or for so long."""
        with self._news_came:
            self._news_came.wait_for(holds, seconds)

    @property
    def waiting(self) -> int:
        """Return the number of jobs that are not finished."""
        with self.lock:
            return len(self._jobs)

    def waiting_of(self, client: str) -> int:
        """Return the number of a client's jobs that are not finished."""
        with self.lock:
            return sum(job.client == client for job in self._jobs.values())

    @property
    def running(self) -> int:
        """Return the number of parts that occupy a process."""
        with self.lock:
            return self._quick.running + self._crowd.running

    @property
    def processes(self) -> list[int]:
        """Return the ids of the worker processes."""
        return [*self._quick.worker_pool.pids, *self._crowd.worker_pool.pids]

    def give_up(self) -> None:
        """Stop every job."""
        with self.lock:
            for job in list(self._jobs.values()):
                self.stop(job)

    def close(self) -> None:
        """Stop everything and let the processes end."""
        self.give_up()
        for queue in (self._quick, self._crowd):
            queue.worker_pool.close()

    def _put(self, job: Job, queue: Queue, numbers: Iterable[int]) -> None:
        for number in numbers:
            queue.put(job, number)
        queue.pump()

    def _lost(self, job: Job) -> None:
        if not job.finished:
            job.error = "fault.worker_died"
            self._close(job)

    def _listen(self, worker_pool: WorkerPool) -> None:
        for ticket, part, what, value in worker_pool.news():
            with self.lock:
                job = self._jobs.get(ticket)
                if job is not None and not job.finished:
                    self._heard(job, part, what, value)

    def _heard(self, job: Job, part: int, what: str, value: Any) -> None:
        if what == "lived":
            job.lived[part] = value
            return
        if what == "growing":
            if job.growing is not None and value.weeks <= job.growing.weeks:
                return  # a preview that was overtaken
            job.growing = value
        elif what == "done":
            job.done[part] = value
            job.lived[part] = job.parts[part].size * job.parts[part].weeks
            if job.parts[part].urgency == AT_ONCE:
                later = [n for n, p in enumerate(job.parts) if p.urgency != AT_ONCE]
                self._put(job, self._crowd, later)
        elif what == "failed":
            job.error = value
        job.version += 1
        if job.finished:
            self._close(job)
        self._news_came.notify_all()

    def _close(self, job: Job) -> None:
        self._jobs.pop(job.ticket, None)
        job.growing = None
        job.ended.set()
        self._news_came.notify_all()
