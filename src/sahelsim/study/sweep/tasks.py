"""What a sweep's workers are sent: batches of runs that carry all they need."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sahelsim.scenario.scenario import Scenario
from sahelsim.study.sweep.design import Design
from sahelsim.study.sweep.seeds import run_numbers

SMALL, LARGE = 128, 256  # runs a batch; a run of 256 costs a sixth less than one of 128, measured
MANY = 16 * LARGE  # runs from which there are enough large batches to keep the workers equally busy
SHARDS = "batches"
PART = "part.json"  # in a folder that runs one part: which, and its batches


@dataclass(frozen=True)
class Task:
    """Runs of one policy: for each its point, replicate, run number and value of every factor."""

    number: int
    policy: str
    story: Scenario
    seed: int
    record: str
    point: NDArray[np.intp]
    replicate: NDArray[np.intp]
    run: NDArray[np.int64]
    values: Mapping[str, NDArray[np.float64]]
    keep: tuple[str, ...] = ()  # series beside the usual ones
    outcomes: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.point)

    def part(self, first: int, last: int) -> Task:
        """Return the task of some of these runs."""
        rows = slice(first, last)
        values = {name: column[rows] for name, column in self.values.items()}
        return replace(
            self,
            point=self.point[rows],
            replicate=self.replicate[rows],
            run=self.run[rows],
            values=values,
        )


def tasks(design: Design) -> Iterator[Task]:
    """Yield the tasks of a design, always the same for the same design."""
    point, replicate = pairs(design)
    number, size = 0, batch_size(design)
    for policy in design.policies:
        for first in range(0, len(point), size):
            rows = slice(first, first + size)
            yield task(design, policy, point[rows], replicate[rows], number)
            number += 1


def task(
    design: Design,
    policy: str,
    point: NDArray[np.intp],
    replicate: NDArray[np.intp],
    number: int = 0,
) -> Task:
    """Return the task of chosen runs of one policy."""
    values = {name: column[point] for name, column in design.table.items()}
    story = design.policies[policy]
    run = run_numbers(design.seeds, design.kind, design.table, point, replicate)
    return Task(
        number,
        policy,
        story,
        design.seed,
        design.record,
        point,
        replicate,
        run,
        values,
        design.keep,
        design.outcomes,
    )


def pairs(design: Design) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return point and replicate of every run that no earlier sweep holds."""
    point, replicate = np.divmod(np.arange(design.points * design.replicates), design.replicates)
    old_points, old_replicates = design.held
    new = (point >= old_points) | (replicate >= old_replicates)
    return point[new], replicate[new]


def count(design: Design) -> int:
    """Return the number of tasks."""
    return len(design.policies) * -(-len(pairs(design)[0]) // batch_size(design))


def batch_size(design: Design) -> int:
    """Return the runs of a batch, by the design alone, so that every machine cuts alike."""
    return LARGE if design.runs >= MANY else SMALL


def shard(folder: Path, number: int, table: str = "runs") -> Path:
    """Return the file of one table of one batch; ``runs`` is written last, so it marks the end."""
    return folder / SHARDS / f"{number:06d}.{table}.parquet"


def part_of(design: Design, part: tuple[int, int]) -> set[int]:
    """Return the numbers of the batches that the k-th of n parts runs: shares of equal work.

    The largest batches are dealt first, each to the part with the least work so far; work is runs
    times weeks, so that every machine deals alike.
    """
    k, n = part
    work = {t.number: len(t) * t.story.weeks for t in tasks(design)}
    shares, found = [(0, which) for which in range(n)], set()
    for number in sorted(work, key=lambda number: (-work[number], number)):
        done, which = heapq.heappop(shares)
        heapq.heappush(shares, (done + work[number], which))
        if which == k - 1:
            found.add(number)
    return found
