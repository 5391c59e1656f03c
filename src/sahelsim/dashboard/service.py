"""From a link to numbers: jobs shared by everybody who asks the same, kept for who asks next."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any

from flask import has_request_context, request

from sahelsim.core.version import __version__
from sahelsim.dashboard import work
from sahelsim.dashboard.faults import PageError
from sahelsim.dashboard.jobs import AT_ONCE, Job, Part, Pool
from sahelsim.dashboard.state import STORY_RUNS, State
from sahelsim.study.manifest import data_hash
from sahelsim.study.result import Result

CROWDED = (8, 120, 72, 80, 120)  # runs of a slice while many wait: everybody's first few, then more
FEW = 8  # runs of a preview
SLICE = 100  # runs, at most, of a slice while few wait
URGENCY = (1, 3, 4, 5, 6)  # everybody's first slice comes before anybody's second
KEPT_JOBS = 48  # about 2 MB each
KEPT_SESSIONS = 5_000
SILENCE = 20.0  # seconds without a question after which a reader has left; pages ask each second
JOBS_A_SESSION = 4
MOST_WAITING = 200
MOST_OF_A_CLIENT = 100  # jobs of one address: a class behind one, and room for others
CALM, LINGERING, PATIENCE = 4, 3, 0.15  # jobs in all, requests at once, seconds
REPORT_RUNS, HINDCAST_RUNS = 100, 100  # these keep every decision in memory


class Service:
    """Hands out jobs; a session's newer wishes end its older ones.

    Parameters
    ----------
    pool : Pool
        Where the work is done.
    """

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._kept: OrderedDict[Hashable, Job] = OrderedDict()
        self._wanted: OrderedDict[str, frozenset[Hashable]] = OrderedDict()
        self._heard: OrderedDict[str, float] = OrderedDict()  # the longest silent first
        self._lingering = threading.Semaphore(LINGERING)

    def want(self, session: str, wishes: Sequence[Wish], *, waits: bool = False) -> list[Job]:
        """Return one job per wish, and give up what this session wanted before.

        Who ``waits`` for the end asks no more; of others, who falls silent has left.

        Raises
        ------
        PageError
            If a session asks for too much at once, or everybody does.
        """
        if len(wishes) > JOBS_A_SESSION:
            raise PageError("fault.too_many_ensembles", most=JOBS_A_SESSION)
        with self.pool.lock:
            self._heard.pop(session, None)
            self._miss_the_silent(time.monotonic())
            before = self._wanted.get(session, frozenset())
            self._release(session, frozenset(w.key for w in wishes))
            if wishes and not waits:
                self._heard[session] = time.monotonic()
            return [self._job(wish, wish.key not in before) for wish in wishes]

    def linger(self, news: Callable[[], bool]) -> None:
        """Hold an answer back for a moment while few readers are here, so that it brings news.

        A single reader then sees a first band in the answer to the move itself. In a full class
        nobody waits: threads that wait would keep others from their answers.
        """
        if self.pool.waiting <= CALM and self._lingering.acquire(blocking=False):
            try:
                self.pool.wait(news, PATIENCE)
            finally:
                self._lingering.release()

    def _miss_the_silent(self, now: float) -> None:
        """Give up what readers want who have left: their runs would keep others waiting."""
        while self._heard and now - next(iter(self._heard.values())) > SILENCE:
            self._release(self._heard.popitem(last=False)[0], frozenset())

    def _release(self, session: str, keys: frozenset[Hashable]) -> None:
        before = self._wanted.pop(session, frozenset())
        self._wanted[session] = keys
        if len(self._wanted) > KEPT_SESSIONS:
            self._wanted.popitem(last=False)
        for key in before - keys:
            job = self._kept.get(key)
            wanted = any(key in others for others in self._wanted.values())
            if job is not None and not job.finished and not wanted:
                self.pool.stop(job)
                del self._kept[key]

    def _job(self, wish: Wish, new: bool) -> Job:
        job = self._kept.get(wish.key)
        if job is None or job.stopped or (new and job.error):  # who asks anew gets another try
            client = _client()
            if self.pool.waiting >= MOST_WAITING or (
                self.pool.waiting_of(client) >= MOST_OF_A_CLIENT and client
            ):
                raise PageError("fault.too_many_readers")
            free = self.pool.size if self.pool.waiting <= CALM else 0
            job = self._kept[wish.key] = self.pool.submit(wish.key, wish.parts(free), client)
        self._kept.move_to_end(wish.key)
        while len(self._kept) > KEPT_JOBS and next(iter(self._kept.values())).finished:
            self._kept.popitem(last=False)
        return job


class Wish:
    """What a page asks for: a kind of work on a link's settings; ``beside`` is never waited for."""

    def __init__(self, kind: str, state: State, *more: Any, beside: bool = False) -> None:
        self.kind, self.state, self.more, self.beside = kind, state, more, beside
        self.runs = {"story": STORY_RUNS, "report": REPORT_RUNS, "hindcast": HINDCAST_RUNS}.get(
            kind, state.runs
        )
        size = state.story.hash, state.seed, self.runs
        self.key = hashlib.sha256(repr((_engine(), kind, *size, *more)).encode()).hexdigest()

    def parts(self, free: int = 0) -> list[Part]:
        """Return the pieces of work, most urgent first.

        ``free`` processes share an ensemble evenly; where none is, each first gets a few runs.
        """
        weeks = self.state.story.weeks
        if self.kind == "hindcast":
            return [Part("hindcast", (*self.more, self.runs), 7, 3 * self.runs, 61)]
        link = f"{self.state.link}&n={self.runs}"
        if self.kind != "ensemble":
            return [Part(self.kind, (link, *self.more), 2, self.runs, weeks)]
        found, first = [Part("preview", (link, min(FEW, self.runs)), AT_ONCE)], 0
        even = min(SLICE, -(-self.runs // free)) if free else 0
        while first < self.runs:
            number = len(found) - 1
            runs = min(even or CROWDED[number], self.runs - first)
            later = URGENCY[min(number, len(URGENCY) - 1)] + 2 * self.beside
            found.append(Part("ensemble", (link, first, runs), later, runs, weeks))
            first += runs
        return found


def _client() -> str:
    """Return the address that asks, or nothing outside a request."""
    return (request.remote_addr or "") if has_request_context() else ""


@lru_cache(maxsize=1)
def _engine() -> str:
    return f"{__version__} {data_hash()}"


def result_of(job: Job) -> Result | None:
    """Return what is known of an ensemble by now: whole slices, or the first one growing."""
    return work.joined(job.kept) if job.kept else job.growing
