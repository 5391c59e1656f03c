"""What a sweep costs: cores kept busy, memory, and a run's price against one batch of 256 replicates.

``make bench-sweep`` runs 2,000 points x 10 replicates of 36 months (minutes); ``POINTS=100`` less.
"""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from sahelsim.model.release import release
from sahelsim.scenario import load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.study.ensemble import advance
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep

DESIGN = """
name = "bench"
policies = ["baseline"]
design = "latin_hypercube"
points = {points}
replicates = 10
[factors]
"actors.junta.incentives.survival" = {{ low = 0.1, high = 0.9 }}
"actors.cma.incentives.autonomy" = {{ low = 0.1, high = 0.9 }}
"actors.jnim.incentives.territory" = {{ low = 0.1, high = 0.9 }}
"""


def batch_of_256() -> float:
    """Return CPU seconds a run of one batch of 256 replicates, stepping only."""
    story = load_scenario("baseline")
    model = assemble(story, seed=1, runs=range(256))
    began = time.process_time()
    advance(model, story.weeks)
    spent = (time.process_time() - began) / 256
    release(model)
    return spent


def main() -> None:
    """Measure and print one JSON object."""
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "bench.toml"
        path.write_text(DESIGN.format(points=points), encoding="utf-8")
        design = read_design(path)
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        sweep(design, Path(temporary) / "out")
        wall = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    alone = batch_of_256()  # last: what it takes of memory is not the sweep's
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    cores = os.cpu_count() or 1
    found = {
        "runs": design.runs,
        "seconds": round(wall, 1),
        "runs_per_second": round(design.runs / wall, 2),
        "cores_busy": round(spent / wall / cores, 3),
        "worker_peak_megabytes": round(after.ru_maxrss / 1024),
        "main_peak_megabytes": round(own / 1024),
        "cpu_seconds_per_run": round(spent / design.runs, 4),
        "cpu_seconds_per_run_of_256": round(alone, 4),
        "ratio_to_a_batch_of_256": round(spent / design.runs / alone, 2),
    }
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
