"""The end of a sweep: batches joined into tidy tables, then the manifest."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.core.save import write_file
from sahelsim.study.manifest import made_with, manifest_text
from sahelsim.study.store import KEPT_BY_RUN, MANIFEST, QUANTILES, hashes
from sahelsim.study.sweep.design import Design
from sahelsim.study.sweep.tables import read_frame, read_runs, readable
from sahelsim.study.sweep.tasks import SHARDS, shard, tasks

BEFORE = "before"  # where an extended sweep keeps the tables of the one that it extends
AXES = ["policy", "point", "replicate"]
PIECE = 200  # batches in memory at once while tables are joined


def finish(design: Design, folder: Path, plan: Mapping[str, Any]) -> Path:
    """Join the batches into tables, write the manifest, drop the batches; return the folder.

    ``runs`` has a row a run; ``series`` quantiles by policy and week over all runs; ``series_runs``
    each run's months (weeks, if asked for); ``decisions`` how often each option was open and taken.
    What depends on the clock stands in ``timing.csv`` alone.
    """
    for table in ("series_runs", "decisions_runs"):
        _join(_parts(design, folder, table), folder / f"{table}.parquet")
    whole = _runs(design, folder)
    _write(_decisions(design, folder), folder / "decisions.parquet")
    if (folder / "series_runs.parquet").exists():
        _write(_quantiles(folder / "series_runs.parquet", design), folder / "series.parquet")
    _timing(folder)
    inner = (f"{SHARDS}/", f"{BEFORE}/")
    kept = {k: v for k, v in hashes(folder).items() if not k.startswith(inner)}
    manifest = dict(plan) | made_with() | {"files": kept, "content": whole}
    write_file(folder / MANIFEST, manifest_text(manifest), replace=True)
    drop_batches(folder)
    return folder


def drop_batches(folder: Path) -> None:
    """Remove what was joined into tables."""
    for inner in (SHARDS, BEFORE):
        shutil.rmtree(folder / inner, ignore_errors=True)


def content(frame: Any) -> str:
    """Return a hash of a table's values, which no writer's version and no cut into pieces changes."""
    import pandas as pd

    rows = pd.util.hash_pandas_object(frame, index=False).to_numpy()
    return hashlib.sha256(rows.tobytes()).hexdigest()


def _runs(design: Design, folder: Path) -> str:
    """Write a row a run by policy, point and replicate, a piece at a time; return the content."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    target, digest, schema = folder / "runs.parquet", hashlib.sha256(), None
    part = target.with_suffix(".part")
    with contextlib.ExitStack() as stack:
        for frame in _pieces(design, folder):
            table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
            if schema is None:
                schema = table.schema
                writer = stack.enter_context(pq.ParquetWriter(part, schema, compression="zstd"))
            writer.write_table(table)
            digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    part.replace(target)
    return digest.hexdigest()


def _pieces(design: Design, folder: Path) -> Iterator[Any]:
    """Yield runs in order: batches as they stand, or whole policies where old runs join new ones."""
    import pandas as pd

    grown = (folder / BEFORE / "runs.parquet").exists()
    size = None if grown else PIECE
    for policy in design.policies:
        paths = [shard(folder, t.number) for t in tasks(design) if t.policy == policy]
        only = [("policy", "==", policy)]
        old = [read_runs(folder / BEFORE, filters=only)] if grown else []
        for first in range(0, len(paths), size or len(paths)):
            frames = [_batch(p) for p in paths[first : first + (size or len(paths))]]
            frame = pd.concat([*old, *frames], ignore_index=True)
            yield frame.sort_values(AXES[1:], ignore_index=True) if grown else frame


def _batch(path: Path) -> Any:
    return read_frame(path, _again(path))


def _again(path: Path) -> str:
    """Return what to do about a batch that cannot be read; it is run anew if all its files go."""
    return f"remove the files {batch_of(path)}" if path.parent.name == SHARDS else ""


def batch_of(path: Path) -> str:
    """Return all files of a table's batch, as a pattern."""
    return str(path.parent / f"{path.name.split('.')[0]}.*")


def _parts(design: Design, folder: Path, table: str) -> list[Path]:
    old = folder / BEFORE / f"{table}.parquet"
    found = [old, *(shard(folder, t.number, table) for t in tasks(design))]
    return [path for path in found if path.exists()]


def _join(parts: list[Path], target: Path) -> None:
    """Write files one after another into one, never holding more than one of them."""
    import pyarrow.parquet as pq

    if not parts:
        return
    part = target.with_suffix(".part")
    with readable(parts[0], _again(parts[0])):
        schema = pq.read_schema(parts[0])
    with pq.ParquetWriter(part, schema, compression="zstd") as writer:
        for path in parts:
            with readable(path, _again(path)):
                table = pq.read_table(path, schema=schema)
            writer.write_table(table)
    part.replace(target)


def _decisions(design: Design, folder: Path) -> Any:
    import pandas as pd

    keys = ["policy", "actor", "decision", "week", "option"]
    parts = [_batch(p) for p in _parts(design, folder, "decisions")]
    if not parts:
        return pd.DataFrame(columns=[*keys, "allowed", "chosen"])
    return pd.concat(parts).groupby(keys, as_index=False, sort=True).sum()


def _quantiles(path: Path, design: Design) -> Any:
    """Return quantiles by policy, week and indicator, one column of one policy at a time."""
    import pandas as pd
    import pyarrow.parquet as pq

    found = []
    for policy in design.policies:
        only = [("policy", "=", policy)]
        week = pq.read_table(path, columns=["week"], filters=only)["week"].to_numpy()
        weeks = np.unique(week)
        if not len(weeks):
            continue  # every run of this policy failed
        for name in KEPT_BY_RUN:
            column = pq.read_table(path, columns=[name], filters=only)[name].to_numpy()
            runs = column.reshape(-1, len(weeks))  # a run that lived has all of its weeks
            cut = [np.quantile(runs[:, k].astype(float), QUANTILES) for k in range(len(weeks))]
            frame = pd.DataFrame(cut, columns=[f"q{int(100 * q):02d}" for q in QUANTILES])
            frame.insert(0, "policy", policy)
            frame.insert(1, "week", weeks)
            found.append(frame.assign(indicator=name))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _timing(folder: Path) -> None:
    rows = []
    for path in sorted((folder / SHARDS).glob("*.timing.json")):
        with readable(path, _again(path)):
            rows.append(json.loads(path.read_text(encoding="utf-8")))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["batch", "runs", "seconds"])
    writer.writeheader()
    writer.writerows(rows)
    write_file(folder / "timing.csv", text.getvalue(), replace=True)


def _write(frame: Any, target: Path) -> None:
    part = target.with_suffix(".part")
    frame.to_parquet(part, index=False, compression="zstd")
    part.replace(target)
