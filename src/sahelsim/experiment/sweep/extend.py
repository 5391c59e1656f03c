"""A finished sweep made larger: more replicates or more points, and no run repeated."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np

from sahelsim.base.errors import ResultError, UsageError
from sahelsim.experiment.sweep.design import Design, spread
from sahelsim.experiment.sweep.engines import Engine, Progress
from sahelsim.experiment.sweep.finish import BEFORE
from sahelsim.experiment.sweep.folder import begin, design_of, sweep

GROWS = ("latin_hypercube", "sobol_sequence")
TABLES = ("runs", "series_runs", "decisions", "decisions_runs")


def extend(
    old: Path, folder: Path, *, replicates: int | None = None, points: int | None = None,
    resume: bool = False, engine: Engine | None = None, progress: Progress | None = None,
) -> Path:  # fmt: skip
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
    begin(design, folder, resume=resume)
    if not (folder / "manifest.json").exists():
        _carry_over(old, folder)
    return sweep(design, folder, resume=True, engine=engine, progress=progress)


def larger(design: Design, replicates: int | None, points: int | None) -> Design:
    """Return the design with so many replicates and points in all."""
    held = (design.points, design.replicates)
    more = design.replicates if replicates is None else replicates
    total = design.points if points is None else points
    if more < held[1] or total < held[0] or (total, more) == held:
        raise UsageError(f"the sweep has {held[0]} points x {held[1]} replicates; ask for more")
    table = dict(design.table)
    if total > held[0]:
        if design.kind not in GROWS:
            raise UsageError(f"a {design.kind} design grows by --replicates only")
        new = spread(design.kind, design.axes, total - held[0], design.seed, held[0])
        table = {name: np.concatenate([column, new[name]]) for name, column in table.items()}
    return replace(design, table=table, replicates=more, held=held)


def _carry_over(old: Path, folder: Path) -> None:
    (folder / BEFORE).mkdir(exist_ok=True)
    for table in TABLES:
        source = old / f"{table}.parquet"
        if source.exists():
            shutil.copyfile(source, folder / BEFORE / source.name)
