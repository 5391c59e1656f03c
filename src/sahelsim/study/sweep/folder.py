"""A sweep's folder: the plan and the points, one file a batch while it runs, whole tables after."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.core.errors import ResultError, SahelsimError, UsageError
from sahelsim.core.lock import claimed
from sahelsim.core.save import new_folder
from sahelsim.core.toml import read_toml
from sahelsim.core.version import __version__
from sahelsim.scenario import apply_overrides, factors
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.manifest import data_hash
from sahelsim.study.store import SOURCES, parquet, stored
from sahelsim.study.sweep.design import Axis, Design
from sahelsim.study.sweep.engines import Engine, Progress, alone, carry_out
from sahelsim.study.sweep.finish import batch_of, drop_batches, finish
from sahelsim.study.sweep.plan import PLAN, plan_text, read_plan
from sahelsim.study.sweep.policies import INLINE, read_policies
from sahelsim.study.sweep.shapes import shape_of
from sahelsim.study.sweep.tables import read_frame, readable, unreadable
from sahelsim.study.sweep.tasks import PART, SHARDS, Task, count, part_of, shard, tasks

DESIGN = "design.toml"  # the design's file as it was given
TRIES = 2  # times that batches whose worker died are sent as before


def sweep(
    design: Design,
    folder: Path,
    *,
    resume: bool = False,
    engine: Engine | None = None,
    part: tuple[int, int] = (1, 1),
    progress: Progress | None = None,
) -> Path:
    """Run a design into a folder; resumed after any end, it is equal to one that never stopped.

    Parameters
    ----------
    design : Design
        What to run.
    folder : Path
        Where; it must not exist, unless ``resume``.
    resume : bool
        Go on with a sweep that was stopped.
    engine : Engine, optional
        Where batches run; processes of this machine by default.
    part : tuple of int
        (k, n): run the k-th of n shares of equal work, and leave joining to ``merge``.
    progress : callable, optional
        Told how many runs are done, as they are done.

    Raises
    ------
    ResultError
        If the folder holds something else, an engine cannot be reached, or the disk is full.
    """
    with claimed(folder):
        begin(design, folder, resume=resume)
        return carry_on(design, folder, not resume, engine, part, progress)


def carry_on(
    design: Design,
    folder: Path,
    fresh: bool,
    engine: Engine | None = None,
    part: tuple[int, int] = (1, 1),
    progress: Progress | None = None,
) -> Path:
    """Run what an open folder lacks; if that fails, say how to go on.

    Of a ``fresh`` folder in which nothing was run, nothing is left behind.
    """
    if (folder / "manifest.json").exists():
        drop_batches(folder)  # whoever joined them may have been killed before it could
        return folder
    try:
        _note_part(design, folder, part)
        _run(design, folder, engine or Engine(), part, progress)
        return folder if part[1] > 1 else _finished(design, folder)
    except (SahelsimError, KeyboardInterrupt) as error:
        kept = sum(len(t) for t in tasks(design) if shard(folder, t.number).exists())
        then = f"go on with the same command and --resume --out {folder}"
        if fresh and not kept:
            shutil.rmtree(folder)
            then = "nothing was run and nothing is left behind"
        if isinstance(error, ResultError):
            raise ResultError(f"{error}; {'then ' if kept else ''}{then}") from None
        if isinstance(error, KeyboardInterrupt):
            some = f"{kept:,} runs are kept; " if kept else ""
            raise KeyboardInterrupt(f"stopped; {some}{then}") from None
        raise


def _note_part(design: Design, folder: Path, part: tuple[int, int]) -> None:
    """Write which part a folder runs, for ``status``; the whole needs no note."""
    if part[1] == 1:
        (folder / PART).unlink(missing_ok=True)
        return
    note = {"part": part[0], "of": part[1], "batches": sorted(part_of(design, part))}
    (folder / PART).write_text(json.dumps(note) + "\n", encoding="utf-8")


def _finished(design: Design, folder: Path) -> Path:
    try:
        return finish(design, folder, read_plan(folder))
    except OSError as error:
        text = f"{error.strerror or error}; mend that"
        raise ResultError(f"every run is done, but tables could not be joined: {text}") from None


def _run(
    design: Design, folder: Path, engine: Engine, part: tuple[int, int], progress: Progress | None
) -> None:
    """Run what is missing of a part.

    While workers die, what is left is sent again; after ``TRIES`` times the first batches of the
    queue, among them the one that kills, are run apart, so that each round gets further.
    """
    mine = part_of(design, part)
    tries = TRIES - 1 if engine.name == "dask" else 0  # dask has tried several workers itself
    while left := [t for t in missing(design, folder) if t.number in mine]:
        if tries >= TRIES:
            for task in left[: 2 * engine.count]:
                alone(task, folder, engine, progress)
            left = left[2 * engine.count :]
        if left:
            carry_out(left, folder, engine, progress)
        tries += 1


def begin(design: Design, folder: Path, *, resume: bool) -> None:
    """Open the folder, or check that it holds this very design.

    Raises
    ------
    ResultError
        If the folder exists without ``resume``, or holds another design.
    """
    if resume:
        held = read_plan(folder)
        now = (design.hash, __version__, data_hash())
        if (held["design"], held["sahelsim"], held.get("data")) != now:
            raise ResultError(f"{folder} holds another design or version; give --out a new folder")
        return
    for name in design.policies:
        if (
            not name or Path(name).name != name
        ):  # of a design that was made by hand, not read from a file
            raise UsageError(f"a policy's name is no path: '{name}'")
    with new_folder(folder) as made:
        for k, (name, story) in enumerate(design.policies.items()):
            for file, text in story.sources:
                made.put(f"{SOURCES}/{k}/{file}", text)
            text = json.dumps(story.resolved(), indent=1, sort_keys=True, ensure_ascii=False)
            made.put(f"scenario/{name}.json", text)
        if design.text:
            made.put(f"scenario/{DESIGN}", design.text)
        made.put("points.parquet", parquet(_points(design)))
        made.put(PLAN, plan_text(design))
        (made.path / SHARDS).mkdir()


def missing(design: Design, folder: Path) -> list[Task]:
    """Return the tasks that no file holds yet."""
    return [t for t in tasks(design) if not shard(folder, t.number).exists()]


def merge(parts: list[Path], folder: Path) -> Path:
    """Join folders that ran parts of one design into one finished folder.

    Raises
    ------
    ResultError
        If the parts are of different designs, or a batch is in none of them or cut off.
    """
    design = _whole(parts)
    with claimed(folder):
        begin(design, folder, resume=False)
        try:
            for held in parts:
                for path in (held / SHARDS).iterdir():
                    shutil.copyfile(path, folder / SHARDS / path.name)
            return _finished(design, folder)
        except BaseException:
            shutil.rmtree(folder)  # the parts hold it all
            raise


def _whole(parts: list[Path]) -> Design:
    """Return the design that parts make up: of one plan, none finished, each batch there and whole."""
    plans = [read_plan(p) for p in parts]
    if any(plan != plans[0] for plan in plans):
        raise ResultError("the parts are of different designs or versions")
    if done := [held for held in parts if (held / "manifest.json").exists()]:
        raise ResultError(f"{done[0]} is a finished sweep, not a part of one")
    design = design_of(parts[0])
    left = [t.number for t in tasks(design) if not any(shard(p, t.number).exists() for p in parts)]
    if left:
        text = f"{len(left)} of {count(design)} batches are in no part; run them with --part"
        raise ResultError(text)
    for path in (p for held in parts for p in (held / SHARDS).glob("*.parquet")):
        read_frame(path, f"remove the files {batch_of(path)} and go on with `sweep --part`")
    return design


def design_of(folder: Path) -> Design:
    """Return the design of a sweep's folder, from the folder and the scenarios it names.

    Raises
    ------
    ResultError
        If a scenario is not the one that the sweep ran.
    """
    plan = read_plan(folder)
    policies = _policies_of(folder, plan)
    frame = read_frame(folder / "points.parquet")
    table = {str(name): frame[name].to_numpy() for name in frame if name != "point"}
    known = {factor.name: factor for factor in factors(next(iter(policies.values())))}
    with readable(folder / PLAN):
        axes = {
            f["name"]: Axis(
                known[f["name"]],
                f["low"],
                f["high"],
                tuple(f["levels"]),
                shape_of(plan["shapes"].get(f["name"])),
            )
            for f in plan["factors"]
        }
    if len(frame) != plan["points"] or not set(axes) <= set(table):
        raise unreadable(folder / "points.parquet")
    files = {held["name"]: held["file"] for held in plan["policies"]}
    kept = {
        key: plan[key]
        for key in ("name", "about", "replicates", "seed", "seeds", "kind", "record", "outcomes")
    }
    path = folder / "scenario" / DESIGN
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    design = Design(policies=policies, table=table, files=files, axes=axes, text=text, **kept)
    return replace(
        design,
        keep=tuple(plan["keep"]),
        held=(plan["held"][0], plan["held"][1]),
        correlations=tuple((a, b, value) for a, b, value in plan["correlations"]),
    )


def _policies_of(folder: Path, plan: Mapping[str, Any]) -> dict[str, Scenario]:
    """Return the policies of a sweep, if they still are what it ran."""
    policies, inline = {}, _inline_of(folder)
    for k, held in enumerate(plan["policies"]):
        name, file = held["name"], held["file"]
        story = inline.get(name) if file == INLINE else stored(folder, k, file)
        if story is not None:
            story = apply_overrides(story, [f"weeks={held['weeks']}"])
        if story is None or story.hash != held["hash"]:
            what = f"the design's policy '{name}'" if file == INLINE else f"scenario '{file}'"
            raise ResultError(f"{what} has changed since {folder} was made")
        policies[name] = story
    return policies


def _inline_of(folder: Path) -> dict[str, Scenario]:
    """Return the policies that a design holds itself, read from the copy in the folder."""
    path = folder / "scenario" / DESIGN
    document = read_toml(path) if path.exists() else None
    given = document.data.get("policies") if document else None
    if document is None or not isinstance(given, dict):
        return {}
    return read_policies(document, given, path.parent, None)[1]


def _points(design: Design) -> Any:
    import pandas as pd

    return pd.DataFrame({"point": np.arange(design.points), **design.table})
