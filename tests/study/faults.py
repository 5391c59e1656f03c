"""Faults put into a sweep's workers, by a file: what a test switches on, here and in dask's workers.

``FAULT_FILE`` names a file of one line: kill (once), deadly (every time), raise, forever, stuck (in
compiled code) or memory, and the path of a mark that says it has happened.
"""

import ctypes
import os
import signal
from pathlib import Path

from sahelsim.study.sweep import work

REAL = work.lived
POINT, REPLICATE = 13, 1


def lived(task):
    """Fail as told where the marked run of the second policy is in the batch."""
    kind, _, told = Path(os.environ["FAULT_FILE"]).read_text(encoding="utf-8").partition(" ")
    mark = Path(told)
    here = ((task.point == POINT) & (task.replicate == REPLICATE)).any()
    if not here or task.policy != "baseline":
        return REAL(task)
    if kind == "kill" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "stuck":
        ctypes.PyDLL(None).sleep(600)  # holds the interpreter, as a call of compiled code may
    if kind == "raise":
        raise ValueError("boom")
    if kind == "memory":
        raise MemoryError("no room")
    while kind == "forever":
        pass
    return REAL(task)


def failing(where):
    """Return a worker's part that raises for every batch of which ``where`` is true."""
    return lambda task: 1 / 0 if where(task) else REAL(task)


def dask_setup(worker):
    """Let a dask worker that preloads this file have the faults."""
    work.lived = lived
