"""Limits on a batch: time and memory, so that one bad run cannot hold a sweep for ever."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path


class OverTimeError(Exception):
    """A batch ran longer than its limit."""


CLOCK = 3.0  # times the limit that a batch may take by the clock: others use the machine too
HARD = 4.0  # times the limit after which a process stuck in compiled code is ended whole


@contextlib.contextmanager
def time_limit(seconds: float, *, own_process: bool = False) -> Iterator[None]:
    """Raise OverTimeError in this thread if the body takes longer.

    The limit is in processor time of this thread, so that a busy machine fails no run; a body that
    only waits has ``CLOCK`` times as long. A second thread raises it at the next line of Python, so
    it works in the worker threads of any engine, where signals do not. A call that never returns
    from compiled code cannot be ended so: where the process is the body's own, the whole process
    ends after ``HARD`` times the limit.
    """
    here, used = threading.get_ident(), _processor_time()
    lock, done, began = threading.Lock(), threading.Event(), time.monotonic()

    def watch() -> None:
        while not done.wait(min(0.5, seconds / 20)):
            with lock:
                late = used() > seconds or time.monotonic() - began > CLOCK * seconds
                if late and not done.is_set():
                    thread = ctypes.c_ulong(here)
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        thread, ctypes.py_object(OverTimeError)
                    )
                    return

    threading.Thread(target=watch, daemon=True).start()
    with contextlib.ExitStack() as stack:
        if own_process:
            nowhere = stack.enter_context(Path(os.devnull).open("w", encoding="ascii"))
            stack.callback(faulthandler.cancel_dump_traceback_later)
            faulthandler.dump_traceback_later(HARD * seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            with lock:
                done.set()


def _processor_time() -> Callable[[], float]:
    """Return a clock of the processor time that this thread takes from now on, in seconds."""
    if not hasattr(time, "pthread_getcpuclockid"):  # not everywhere: then of the whole process
        start = time.process_time()
        return lambda: time.process_time() - start
    clock = time.pthread_getcpuclockid(threading.get_ident())
    start = time.clock_gettime(clock)
    return lambda: time.clock_gettime(clock) - start


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
