"""A sweep's folder: the design, one file a batch while it runs, one table when it is done."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sahelsim.base.errors import ResultError
from sahelsim.base.version import __version__
from sahelsim.experiment.store import check_writable, hashes
from sahelsim.experiment.sweep.design import Design
from sahelsim.experiment.sweep.run import SHARDS, batches, run_batches

PLAN = "plan.json"


def begin(design: Design, folder: Path, *, resume: bool) -> None:
    """Open the folder, or check that it holds this very design.

    Raises
    ------
    ResultError
        If the folder exists without ``resume``, or holds another design.
    """
    if not resume:
        check_writable(folder)
        folder.mkdir(parents=True)
        (folder / PLAN).write_text(_plan(design), encoding="utf-8")
        return
    held = read_plan(folder)
    if held["design"] != design.hash or held["sahelsim"] != __version__:
        raise ResultError(f"{folder} holds another design or version; give --out a new folder")


def sweep(
    design: Design, folder: Path, *, resume: bool = False, workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Path:  # fmt: skip
    """Run a design into a folder; resumed after any end, it is equal to one that never stopped."""
    begin(design, folder, resume=resume)
    if not (folder / "manifest.json").exists():
        run_batches(design, folder, workers=workers, progress=progress)
        finish(design, folder)
    return folder


def finish(design: Design, folder: Path) -> None:
    """Join the batches into ``runs.parquet``, write the manifest, drop the batches."""
    import pandas as pd

    parts = [folder / SHARDS / f"{b.number:06d}.parquet" for b in batches(design)]
    frame = pd.concat([pd.read_parquet(part) for part in parts], ignore_index=True)
    whole = folder / "runs.part"
    frame.to_parquet(whole, index=False, compression="zstd")
    whole.replace(folder / "runs.parquet")
    kept = {k: v for k, v in hashes(folder).items() if not k.startswith(f"{SHARDS}/")}
    manifest = read_plan(folder) | {"files": kept, "content": content(frame)}
    text = json.dumps(manifest, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    shutil.rmtree(folder / SHARDS)


def content(frame: Any) -> str:
    """Return a hash of a table's values, which no writer's version changes."""
    import pandas as pd

    rows = pd.util.hash_pandas_object(frame, index=False).to_numpy()
    return hashlib.sha256(rows.tobytes()).hexdigest()


def read_plan(folder: Path) -> dict[str, Any]:
    """Return what a sweep's folder says of itself."""
    try:
        found = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ResultError(f"{folder} is no sweep folder (no readable {PLAN})") from None
    return dict(found)


def status(folder: Path) -> dict[str, Any]:
    """Return how far a sweep is, from its folder alone."""
    held = read_plan(folder)
    done = (folder / "manifest.json").exists()
    there = len(list((folder / SHARDS).glob("*.parquet")))
    return {
        "name": held["name"],
        "batches": held["batches"],
        "done": held["batches"] if done else there,
        "runs": held["runs"],
        "finished": done,
    }


def _plan(design: Design) -> str:
    held = {
        "name": design.name,
        "about": design.about,
        "kind": design.kind,
        "design": design.hash,
        "sahelsim": __version__,
        "policies": {n: s.hash for n, s in design.policies.items()},
        "factors": list(design.table),
        "points": design.points,
        "replicates": design.replicates,
        "runs": design.runs,
        "seed": design.seed,
        "batches": len(batches(design)),
    }
    return json.dumps(held, indent=1, sort_keys=True) + "\n"
