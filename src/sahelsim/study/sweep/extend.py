"""A finished sweep made larger: more replicates or more points, and no run repeated."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np

from sahelsim.core.errors import ResultError, UsageError
from sahelsim.core.lock import claimed
from sahelsim.study.store import read_manifest
from sahelsim.study.sweep.design import Array, Design, spread
from sahelsim.study.sweep.engines import Engine, Progress
from sahelsim.study.sweep.finish import BEFORE
from sahelsim.study.sweep.folder import begin, carry_on, design_of
from sahelsim.study.sweep.tables import read_runs, readable, unreadable

GROWS = ("latin_hypercube", "sobol_sequence", "saltelli")
TABLES = ("runs", "series_runs", "decisions", "decisions_runs")


def extend(
    old: Path,
    folder: Path,
    *,
    replicates: int | None = None,
    points: int | None = None,
    resume: bool = False,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write a larger sweep to a new folder, running only what the old one does not hold.

    More replicates give the very table that a fresh sweep of that size gives.

    Raises
    ------
    ResultError
        If the old sweep is not finished.
    UsageError
        If the design cannot grow that way.
    """
    if not (old / "manifest.json").exists():
        raise ResultError(f"{old} is not finished; go on with sweep --resume --out {old}")
    design = larger(design_of(old), replicates, points)
    if "run" not in read_runs(old):
        raise ResultError(
            f"{old} is of an older version, which numbered runs otherwise; run it anew"
        )
    for table in TABLES:
        _checked(old, f"{table}.parquet")
    with claimed(folder):
        begin(design, folder, resume=resume)
        if not (folder / "manifest.json").exists():
            _carry_over(old, folder)
        return carry_on(design, folder, not resume, engine, progress=progress)


def larger(design: Design, replicates: int | None, points: int | None) -> Design:
    """Return the design with so many replicates and points in all.

    Points are counted as in the design's file: for ``saltelli``, base rows.
    """
    held = (design.points, design.replicates)
    more = design.replicates if replicates is None else replicates
    wider = points is not None and points > _counted(design)
    shrinks = more < held[1] or (points is not None and points < _counted(design))
    if shrinks or not (wider or more > held[1]):
        raise UsageError(
            f"the sweep has {_counted(design)} points x {held[1]} replicates; ask for more"
        )
    table = _wider(design, points) if wider and points is not None else design.table
    return replace(design, table=table, replicates=more, held=held)


def _counted(design: Design) -> int:
    """Return a design's points as its file counts them."""
    return design.points // _block(design)


def _block(design: Design) -> int:
    """Return how many points stand for one that the file counts: Saltelli's rows go together."""
    return len(design.table) + 2 if design.kind == "saltelli" else 1


def _wider(design: Design, points: int) -> dict[str, Array]:
    """Return the design's own points, and after them more of the same design."""
    if design.kind not in GROWS:
        raise UsageError(f"a {design.kind} design grows by --replicates only")
    old = {name: np.asarray(column) for name, column in design.table.items()}
    if design.kind == "saltelli":
        whole = spread(design.kind, design.axes, points, design.seed)
        if any(not np.array_equal(whole[n][: design.points], old[n]) for n in old):
            raise UsageError("these base rows are no start of a larger saltelli design")
        return whole
    more, pairs = points - design.points, design.correlations
    new = spread(design.kind, design.axes, more, design.seed, design.points, pairs)
    return {name: np.concatenate([column, new[name]]) for name, column in old.items()}


def _checked(old: Path, name: str) -> None:
    """Refuse a table that is not as it was written, before anything is run."""
    with readable(old / name):
        written = read_manifest(old)["files"].get(name)
        if written and hashlib.sha256((old / name).read_bytes()).hexdigest() != written:
            raise unreadable(old / name)


def _carry_over(old: Path, folder: Path) -> None:
    (folder / BEFORE).mkdir(exist_ok=True)
    for table in TABLES:
        source = old / f"{table}.parquet"
        if source.exists():
            shutil.copyfile(source, folder / BEFORE / source.name)
