"""How the benchmarks measure: medians of processor time, wall time of cold processes, memory."""

from __future__ import annotations

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


# a process that is forked from a large one counts the large one's memory as its own: hence a small one
# in between, which tells the largest memory of the command that it runs
BETWEEN = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""


def cold(*words):
    """Return (wall seconds, peak memory in MB) of a command in a process of its own."""
    command = [sys.executable, "-m", "sahelsim.cli.main", *words]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-S", "-c", BETWEEN, *command],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        return time.perf_counter() - start, int(done.stdout) / 1024.0


def cold_seconds(*words, repeats=3):
    """Return the median wall seconds of a command from a cold process."""
    return median_of(lambda: cold(*words)[0], repeats)
