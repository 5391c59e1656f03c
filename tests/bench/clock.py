"""How the benchmarks measure: medians of processor time, wall time of cold processes, memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

REPEATS = 5


def median_of(measure, repeats=REPEATS):
    """Return the median of a measurement; the median shrugs off a busy moment."""
    return statistics.median(measure() for _ in range(repeats))


def seconds(work):
    """Return the CPU seconds that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def exponent(costs):
    """Return the slope of log cost on log size: 1 is linear, below 1 the start-up still shows."""
    return float(np.polyfit(np.log(list(costs)), np.log(list(costs.values())), 1)[0])


def cold(*words):
    """Return (wall seconds, peak memory in MB) of a command in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "sahelsim.present.cli.main", *words]
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)
            taken = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"sahelsim {' '.join(words)} ended with {process.returncode}")
        return taken, used.ru_maxrss / 1024.0


def cold_seconds(*words, repeats=3):
    """Return the median wall seconds of a command from a cold process."""
    return median_of(lambda: cold(*words)[0], repeats)
