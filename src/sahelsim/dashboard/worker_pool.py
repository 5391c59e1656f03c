"""Worker processes and the line on which they report: they live, break and are replaced together."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from multiprocessing.context import SpawnContext
from typing import Any

from sahelsim.dashboard import work
from sahelsim.study.executor import Executor


class WorkerPool:
    """Processes with one pipe of their own.

    A process that is killed while it writes leaves the pipe locked, or half a message in it. No
    pipe outlives its processes, so that the next worker_pool finds its own line free.

    Parameters
    ----------
    context : SpawnContext
        How processes are started.
    size : int
        Number of processes.
    given : tuple
        What ``work.begin`` needs besides the line.
    """

    def __init__(self, context: SpawnContext, size: int, given: tuple[Any, ...]) -> None:
        self._heard, self._spoken = context.Pipe(duplex=False)
        self.turn = context.Lock()  # to speak
        line = (self._spoken, self.turn)
        self._processes = Executor(size, work.begin, (line, *given), threads=True)

    def submit(self, *order: Any) -> Future[None]:
        """Start what ``work.perform`` does in a free process.

        Raises
        ------
        BrokenProcessPool
            If a process has died.
        """
        return self._processes.submit(work.perform, *order)

    def news(self) -> Iterator[tuple[int, int, str, Any]]:
        """Return what the processes report, until all of them have gone."""
        while True:
            try:
                yield self._heard.recv()
            except (EOFError, OSError):
                return

    @property
    def pids(self) -> list[int]:
        """Return the ids of the processes."""
        return self._processes.pids

    def close(self, *, wait: bool = True) -> None:
        """Let the processes end, and wait for it if asked; ``news`` ends with the last of them."""
        self._processes.shutdown(wait=wait, cancel_futures=True)
        self._spoken.close()
