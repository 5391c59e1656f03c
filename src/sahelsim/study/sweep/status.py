"""How far a sweep is, from its folder alone."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sahelsim.study.sweep.plan import read_plan
from sahelsim.study.sweep.tables import read_runs, readable
from sahelsim.study.sweep.tasks import PART, SHARDS


def status(folder: Path) -> dict[str, Any]:
    """Return how far a sweep is and how long it may take, from its folder alone.

    Returns
    -------
    dict
        ``runs`` in all and ``runs_done``; ``batches`` and ``done``; ``finished``, ``failed`` (None
        until then; of a part, when all of its batches are there); ``runs_per_second`` and ``seconds_left``, None where no pace can be told.
    """
    held = read_plan(folder)
    if (folder / "manifest.json").exists():
        return _joined(folder, held)
    part, lived = _part(folder), list(_lived(folder))
    done, spent = sum(runs for runs, *_ in lived), _covered([span for _, *span in lived])
    batches = held["batches"] if part is None else len(part["batches"])
    pace = done / spent if spent > 0 else None
    if part is None or part["of"] == 1:  # the whole sweep, not joined yet
        place, finished, before = None, False, _before(held)
        new = held["runs"] - before
    else:
        place, finished, before = [part["part"], part["of"]], len(lived) >= batches, 0
        new = _runs_of(batches, lived, held)
    return {
        "name": held["name"],
        "part": place,
        "batches": batches,
        "done": len(lived),
        "runs": new + before,
        "runs_done": done + before,
        "failed": None,
        "finished": finished,
        "runs_per_second": pace,
        "seconds_left": 0.0 if finished else pace and max(new - done, 0) / pace,
    }


def _joined(folder: Path, held: dict[str, Any]) -> dict[str, Any]:
    """Return what a finished sweep says: no pace is told any more."""
    return {
        "name": held["name"],
        "part": None,
        "batches": held["batches"],
        "done": held["batches"],
        "runs": held["runs"],
        "runs_done": held["runs"],
        "failed": _failed(folder),
        "finished": True,
        "runs_per_second": None,
        "seconds_left": 0.0,
    }


def _part(folder: Path) -> dict[str, Any] | None:
    """Return which part of a sweep a folder runs, if it says so."""
    path = folder / PART
    if not path.exists():
        return None
    with readable(path, "go on with `sweep --part`, which writes it anew"):
        found = json.loads(path.read_text(encoding="utf-8"))
        return {"part": int(found["part"]), "of": int(found["of"]), "batches": [*found["batches"]]}


def _runs_of(batches: int, lived: list[tuple[int, float, float]], held: dict[str, Any]) -> int:
    """Return a part's runs: those of its batches that are there, others as large as a batch is."""
    done = sum(runs for runs, *_ in lived)
    left: float = (batches - len(lived)) * held["runs"] / max(held["batches"], 1)
    return done + round(left)


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
