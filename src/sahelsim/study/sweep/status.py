"""How far a sweep is, from its folder alone."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sahelsim.study.sweep.plan import read_plan
from sahelsim.study.sweep.tables import read_runs, readable
from sahelsim.study.sweep.tasks import SHARDS


def status(folder: Path) -> dict[str, Any]:
    """Return how far a sweep is and how long it may take, from its folder alone.

    Returns
    -------
    dict
        ``runs`` in all and ``runs_done``; ``batches`` and ``done``; ``finished``, ``failed`` (None
        until then); ``runs_per_second`` and ``seconds_left``, None where no pace can be told.
    """
    held = read_plan(folder)
    finished = (folder / "manifest.json").exists()
    lived = [] if finished else list(_lived(folder))
    done, spent = sum(runs for runs, *_ in lived), _covered([span for _, *span in lived])
    new = held["runs"] - _before(held)
    pace = done / spent if spent > 0 else None
    return {
        "name": held["name"],
        "batches": held["batches"],
        "done": held["batches"] if finished else len(lived),
        "runs": held["runs"],
        "runs_done": held["runs"] if finished else held["runs"] - new + done,
        "failed": _failed(folder) if finished else None,
        "finished": finished,
        "runs_per_second": pace,
        "seconds_left": pace and (new - done) / pace,
    }


def _lived(folder: Path) -> Iterator[tuple[int, float, float]]:
    """Yield (runs, begin, end) of every batch that is kept, in seconds of the clock."""
    for path in (folder / SHARDS).glob("*.runs.parquet"):
        batch = path.parent / path.name.split(".")[0]
        timing = batch.with_suffix(".timing.json")
        with readable(timing, f"remove the files {batch}.*"):
            note = json.loads(timing.read_text(encoding="utf-8"))
            runs, seconds, end = int(note["runs"]), float(note["seconds"]), path.stat().st_mtime
        yield runs, end - seconds, end


def _covered(spans: list[list[float]]) -> float:
    """Return how many seconds some spans cover: pauses between them do not count, nor do two count twice."""
    spent, last = 0.0, -math.inf
    for begin, end in sorted(spans):
        spent += max(0.0, end - max(begin, last))
        last = max(last, end)
    return spent


def _before(held: dict[str, Any]) -> int:
    """Return the runs that an extended sweep took over from the one that it extends."""
    points, replicates = held["held"]
    return int(points * replicates * len(held["policies"]))


def _failed(folder: Path) -> int:
    return int((read_runs(folder)["outcome_class"] == "failed").sum())
