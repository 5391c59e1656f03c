"""The one place where worker processes come from: they end with their parent, whatever ends it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pkgutil
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sahelsim.core.errors import ResultError, UsageError
from sahelsim.model.outside import trust, trusted

UNGUARDED = 113  # exit code of a process that was started only to start the whole script again
NO_GUARD = (
    "new processes begin by importing your script, which starts it again: put what it does under "
    "`if __name__ == '__main__':`"
)
DIED = "a worker process was ended (out of memory?); try fewer runs, or fewer processes"
LOOK = 0.5  # seconds between two looks whether the parent lives, where nothing tells of its end
GRACE = 5.0  # seconds for a process that was told to end


def context(threads: bool = False) -> BaseContext:
    """Return how processes begin here; what they share is made of it too."""
    fork = "fork" in multiprocessing.get_all_start_methods() and not threads
    return multiprocessing.get_context("fork" if fork else "spawn")


class Executor(ProcessPoolExecutor):
    """Processes that do what they are sent, deaf to Ctrl-C, which is for their parent.

    Parameters
    ----------
    count : int
        Number of processes.
    begin : callable, optional
        What each does first.
    given : tuple
        What ``begin`` is given.
    threads : bool
        Whether this process has threads at work: it is then never copied.

    Raises
    ------
    SystemExit
        In a process that was started by importing an unguarded script: quietly, its parent says why.
    """

    def __init__(
        self,
        count: int,
        begin: Callable[..., None] | None = None,
        given: tuple[Any, ...] = (),
        *,
        threads: bool = False,
    ) -> None:
        if getattr(multiprocessing.current_process(), "_inheriting", False):
            raise SystemExit(UNGUARDED)
        first = "" if begin is None else f"{begin.__module__}:{begin.__qualname__}"
        parts = tuple(one.folder for one in trusted())  # what is started anew knows of none
        arguments = (parts, first, given)
        super().__init__(count, context(threads), initializer=_begin, initargs=arguments)
        self._own: Mapping[int, BaseProcess] = self._processes  # kept: a broken pool forgets it
        self._work: Any = vars(self)["_call_queue"]

    @property
    def pids(self) -> list[int]:
        """Return the ids of the processes."""
        return list(self._own)

    def end(self) -> None:
        """End every process now, whatever it is doing."""
        workers, manager = list(self._own.values()), self._manager
        self.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(GRACE)
        self._send_no_more(manager)

    def fault(self) -> UsageError | ResultError:
        """Return why the processes have broken."""
        workers = list(self._own.values())
        for worker in workers:
            worker.join(GRACE)
        self._send_no_more(self._manager)
        unguarded = any(worker.exitcode == UNGUARDED for worker in workers)
        return UsageError(NO_GUARD) if unguarded else ResultError(DIED)

    @property
    def _manager(self) -> threading.Thread | None:
        manager: threading.Thread | None = vars(self)["_executor_manager_thread"]
        return manager

    def _send_no_more(self, manager: threading.Thread | None) -> None:
        """Close this end of the pipe that the processes read, if what is sent to none still waits.

        Early releases of Python 3.11 wait there without end for processes that have died
        (CPython issue 94777); later ones close it themselves, and never in two threads at once.
        """
        if manager is None:
            return
        manager.join(LOOK)
        if manager.is_alive():
            self._work._reader.close()


@contextlib.contextmanager
def executor(
    count: int, begin: Callable[..., None] | None = None, given: tuple[Any, ...] = ()
) -> Iterator[Executor]:
    """Give processes; they are ended at once if anything is raised.

    Raises
    ------
    UsageError
        If the script that runs has no main guard where processes begin by importing it.
    """
    pool = Executor(count, begin, given)
    try:
        yield pool
    except BrokenProcessPool:
        fault = pool.fault()
        pool.end()
        if isinstance(fault, UsageError):
            raise fault from None
        raise
    except BaseException:
        pool.end()
        raise
    pool.shutdown()


def _begin(parts: tuple[Path, ...], first: str, given: tuple[Any, ...]) -> None:
    """Watch the parent before anything large is imported, then do what comes first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a copy of its parent has the parent's way
    end_with_parent()
    for folder in parts:
        trust(folder)
    if first:
        pkgutil.resolve_name(first)(*given)


def end_with_parent() -> None:
    """Let this worker end as soon as its parent has gone, so that no orphan goes on computing."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        while parent.is_alive() and os.getppid() == parent.pid:
            parent.join(LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
