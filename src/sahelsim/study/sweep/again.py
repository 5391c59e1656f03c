"""Runs of a finished sweep run again: a sample compared bit for bit, or one run whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sahelsim.core.errors import UsageError
from sahelsim.scenario import apply_overrides
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.result import Result
from sahelsim.study.sweep.design import Axis
from sahelsim.study.sweep.folder import design_of
from sahelsim.study.sweep.read import read_sweep
from sahelsim.study.sweep.sampling import DUMMY
from sahelsim.study.sweep.tasks import task
from sahelsim.study.sweep.work import tried


def sample(folder: Path, size: int, seconds: float = 600.0) -> tuple[list[str], int]:
    """Run a fixed sample of a sweep's runs again; return which rows differ, and of how many."""
    design, held = design_of(folder), read_sweep(folder)
    rng = np.random.default_rng(len(held.runs))
    rows = np.sort(rng.choice(len(held.runs), min(size, len(held.runs)), replace=False))
    old, differ = held.runs.iloc[rows], []
    for policy, part in old.groupby("policy", sort=False):
        again = task(design, str(policy), part["point"].to_numpy(), part["replicate"].to_numpy())
        new = [row for tables in tried(again, seconds) for _, row in tables["runs"].iterrows()]
        for (_, was), now in zip(part.iterrows(), new, strict=True):
            if not was.equals(now[was.index].rename(was.name)):
                differ.append(f"{policy}:{was['point']}:{was['replicate']}")
    return differ, len(old)


def one(folder: Path, run: str) -> Result:
    """Run one run of a sweep again, with its full record.

    Parameters
    ----------
    folder : Path
        A finished sweep.
    run : str
        ``POLICY:POINT:REPLICATE``.

    Raises
    ------
    UsageError
        If the sweep has no such run.
    """
    design = design_of(folder)
    policy, _, rest = run.partition(":")
    point, _, replicate = rest.partition(":")
    sizes = ((point, design.points), (replicate, design.replicates))
    if policy not in design.policies or any(
        not (text.isdigit() and int(text) < size) for text, size in sizes
    ):
        raise UsageError(
            f"no run '{run}': write POLICY:POINT:REPLICATE, like {next(iter(design.policies))}:0:0 "
            f"(points to {design.points - 1}, replicates to {design.replicates - 1})"
        )
    settings = [
        f"{name}={_said(design.axes[name], float(column[int(point)]))}"
        for name, column in design.table.items()
        if name != DUMMY
    ]
    story = apply_overrides(design.policies[policy], settings)
    number = task(design, policy, np.array([int(point)]), np.array([int(replicate)])).run[0]
    return run_scenario(story, runs=1, seed=design.seed, first_run=int(number))


def _said(axis: Axis, value: float) -> str:
    """Return a value as a setting says it: a switch by its option, a number to the last bit."""
    return axis.factor.options[round(value)] if axis.factor.options else repr(value)
