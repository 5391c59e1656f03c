"""Limits on a batch: time and memory, so that one bad run cannot hold a sweep for ever."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import threading
from collections.abc import Iterator
from pathlib import Path


class OverTime(Exception):  # noqa: N818 - the failed row shows this name; it is a fact, not a fault
    """A batch ran longer than its limit."""


PATIENCE = 2.0  # times the limit after which a process stuck in compiled code is ended whole


@contextlib.contextmanager
def time_limit(seconds: float, *, own_process: bool = False) -> Iterator[None]:
    """Raise OverTime in this thread if the body takes longer.

    A second thread raises it at the next line of Python, so it works in the worker threads of any
    engine, where signals do not. A call that never returns from compiled code cannot be ended so:
    where the process is the body's own, the whole process ends after ``PATIENCE`` times the limit.
    """
    here = ctypes.c_ulong(threading.get_ident())
    lock, over = threading.Lock(), False

    def end() -> None:
        with lock:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(here, ctypes.py_object(OverTime))

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    with contextlib.ExitStack() as stack:
        if own_process:
            nowhere = stack.enter_context(Path(os.devnull).open("w", encoding="ascii"))
            stack.callback(faulthandler.cancel_dump_traceback_later)
            faulthandler.dump_traceback_later(PATIENCE * seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            with lock:
                over = True
            timer.cancel()


def limit_memory(megabytes: int) -> None:
    """Let this process take no more address space than it has now and so much again.

    More raises MemoryError, which a batch survives. Only where the system has such limits.
    """
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
