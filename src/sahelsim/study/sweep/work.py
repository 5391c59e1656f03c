"""A worker's part: run one batch, write its tables, each in one move.

A batch that raises is halved until the failing run stands alone; that run is a row with its error,
never a lost sweep.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis.classify import classify
from sahelsim.analysis.indicators import INDICATORS, completed
from sahelsim.analysis.summarise import per_run
from sahelsim.model.outside import trust
from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.points import with_points
from sahelsim.study.ensemble import advance
from sahelsim.study.store import KEPT_BY_RUN
from sahelsim.study.sweep.guard import time_limit
from sahelsim.study.sweep.own import computed
from sahelsim.study.sweep.sampling import DUMMY
from sahelsim.study.sweep.tasks import SHARDS, Task, shard

MONTH = 4  # weeks between rows of a run's series, unless every week is asked for
Tables = dict[str, Any]


def do(
    task: Task,
    folder: Path,
    seconds: float,
    own_process: bool = False,
    parts: Sequence[Path] = (),
) -> int:
    """Run one batch within a time limit and write its tables; return the number of runs.

    ``own_process`` says that nothing else runs in this process, so that it may be ended whole;
    ``parts`` are folders that its sender trusts, for workers that somebody else started.
    """
    for place in parts:
        trust(place)
    began = time.perf_counter()
    tables = tried(task, seconds, own_process)
    return keep(task, tables, folder, time.perf_counter() - began)


def keep(task: Task, parts: list[Tables], folder: Path, spent: float) -> int:
    """Write the tables of a batch, ``runs`` last, each in one move; return the number of runs."""
    import pandas as pd

    names = {name for part in parts for name in part}
    (folder / SHARDS).mkdir(parents=True, exist_ok=True)
    note = {"batch": task.number, "runs": len(task), "seconds": spent}
    (folder / SHARDS / f"{task.number:06d}.timing.json").write_text(json.dumps(note))
    for name in sorted(names, key=lambda n: (n == "runs", n)):
        frame = pd.concat([part[name] for part in parts if name in part], ignore_index=True)
        _write(frame, shard(folder, task.number, name))
    return len(task)


def tried(
    task: Task, seconds: float, own_process: bool = False, least: float | None = None
) -> list[Tables]:
    """Return the tables of a batch; if it raises, of its halves.

    A half has half the time, but never under a quarter of the whole batch's: a run alone is far
    dearer than its share of a batch.
    """
    least = seconds / 4 if least is None else least
    try:
        with time_limit(seconds, own_process=own_process):
            return [lived(task)]
    except Exception as error:
        if len(task) == 1:
            return [failed(task, f"{type(error).__name__}: {error}".rstrip(": "))]
    halves = halved(task)
    shorter = max(seconds / 2, least)
    return [part for half in halves for part in tried(half, shorter, own_process, least)]


def halved(task: Task) -> tuple[Task, Task]:
    """Return the two halves of a batch."""
    middle = len(task) // 2
    return task.part(0, middle), task.part(middle, len(task))


def lived(task: Task) -> Tables:
    """Run a batch on the replicates axis; return its tables.

    Raises
    ------
    FloatingPointError
        If an indicator is not a finite number.
    """
    values = {name: column for name, column in task.values.items() if name != DUMMY}
    runs = [int(r) for r in task.run]
    model = assemble(with_points(task.story, values), seed=task.seed, runs=runs)
    try:
        advance(model, task.story.weeks)
        series = completed({n: np.stack(p, axis=1) for n, p in model.recorder.national.items()})
        decisions = _decisions(task, model.decisions)
    finally:
        release(model)  # also if it raised: its arrays would stay for as long as the worker lives
    numbers = per_run(series)
    if not all(np.isfinite(column).all() for column in numbers.values()):
        raise FloatingPointError("an indicator is not a finite number")
    numbers |= computed(task.outcomes, series)
    return {
        "runs": _runs(task, classify(series), "", numbers),
        "series_runs": _series(task, series),
        **decisions,
    }


def failed(task: Task, error: str) -> Tables:
    """Return the rows of runs that failed, with their error in place of numbers."""
    blank = {name: np.full(len(task), np.nan) for name in (*INDICATORS, *task.outcomes)}
    return {"runs": _runs(task, np.full(len(task), "failed"), error, blank)}


def _runs(task: Task, classes: Any, error: str, numbers: dict[str, Any]) -> Any:
    import pandas as pd

    head = {"policy": task.policy, "point": task.point, "replicate": task.replicate}
    told = {
        "seed": task.seed,
        "run": task.run,
        "outcome_class": classes.astype(str),
        "error": error,
    }
    return pd.DataFrame({**head, **task.values, **told, **numbers})


def _series(task: Task, series: dict[str, Any]) -> Any:
    import pandas as pd

    weeks = row_weeks(task.story.weeks, task.record)
    each = {
        name: _at(weeks, name, series[name]).ravel().astype("f4")
        for name in dict.fromkeys((*KEPT_BY_RUN, *task.keep))
    }
    head = {
        "policy": task.policy,
        "point": np.repeat(task.point, len(weeks)).astype("i4"),
        "replicate": np.repeat(task.replicate, len(weeks)).astype("i4"),
        "week": np.tile(weeks, len(task)).astype("i2"),
    }
    return pd.DataFrame({**head, **each})


def row_weeks(last: int, record: str) -> Any:
    """Return the weeks of a run's rows: every one, or every fourth and the last."""
    step = MONTH if record == "summary" else 1
    return np.unique([*range(0, last + 1, step), last])


def _at(weeks: Any, name: str, values: Any) -> Any:
    """Return a series' rows: a stock as it stands, a flow as its sum since the row before."""
    if name not in INDICATORS or INDICATORS[name].summary != "total":
        return values[:, weeks]
    since = np.cumsum(values[:, 1:], axis=1)  # the first value is of no week
    until = np.concatenate([np.zeros((len(values), 1)), since], axis=1)[:, weeks]
    return np.diff(until, axis=1, prepend=0.0)


def _decisions(task: Task, rounds: Any) -> Tables:
    """Count what was chosen, by decision and date; each run's choices too where they are asked for."""
    import pandas as pd

    counts, single = [], []
    for d in rounds:
        menu, chosen = d.menu, d.choice.chosen
        head = {
            "policy": task.policy,
            "actor": menu.actor,
            "decision": menu.decision,
            "week": menu.week,
        }
        count = np.bincount(chosen, minlength=len(menu.actions))
        open_to = menu.allowed.sum(axis=0)
        for k, option in enumerate(menu.actions):
            row = {"option": option, "allowed": int(open_to[k]), "chosen": int(count[k])}
            counts.append(head | row)
        if task.record == "runs":
            own = {"point": task.point, "replicate": task.replicate}
            single.append(pd.DataFrame({**head, **own, "chosen": np.array(menu.actions)[chosen]}))
    tables = {"decisions": pd.DataFrame(counts)}
    return tables | ({"decisions_runs": pd.concat(single)} if single else {})


def _write(frame: Any, target: Path) -> None:
    part = target.with_suffix(f".{os.getpid()}.part")
    frame.to_parquet(part, index=False, compression="zstd")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
