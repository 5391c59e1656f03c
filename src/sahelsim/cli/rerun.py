"""``rerun``, ``verify``, ``diff``: a folder against its recipe, its hashes, another folder."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sahelsim.cli import options, runs
from sahelsim.cli.text import say, since_written
from sahelsim.core.errors import UsageError

WHOLE: dict[str, list[str]] = {"changed": [], "missing": [], "added": []}


def main(command: str, words: Sequence[str]) -> int:
    """Return 0 if the new values equal the old ones, 1 if not."""
    from sahelsim.study.again import differences
    from sahelsim.study.store import damage, hashes, read_manifest, recipe_of

    if command in ("verify", "diff"):
        return _verify(words) if command == "verify" else _diff(words)
    about = options.parser(
        command, "Run a result folder again and compare.", "  sahelsim rerun out/at-worst-..."
    )
    about.add_argument("folder", type=Path)
    about.add_argument("--out", type=Path, help="keep the new folder here (not of a sweep)")
    about.add_argument("--sample", type=int, default=20, help="runs of a sweep to repeat (20)")
    _json(about)
    given = about.parse_args(list(words))
    if (given.folder / "plan.json").exists():
        if given.out:
            raise UsageError("--out: a sweep's runs are compared one by one, and none is kept")
        return _sample(given.folder, given.sample, given.json)
    manifest = read_manifest(given.folder)
    recipe = recipe_of(given.folder, manifest)
    damaged = damage(given.folder, manifest)
    if damaged and not given.json:
        say(since_written(damaged))
    scenarios = runs.prepare(recipe, given.folder)
    results = runs.compute(recipe, scenarios, quiet=given.json)
    differ, new = differences(given.folder, results), {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.out or Path(temporary) / "again"
        runs.write(results, runs.contrasts(results), folder, recipe, [])
        new = hashes(folder)
    bytes_differ = [name for name, value in manifest["files"].items() if new.get(name) != value]
    if given.json:
        found = {"equal": not differ, "differ": differ, "bytes_differ": bytes_differ}
        say(json.dumps({**found, **WHOLE, **damaged}))
    else:
        _told(differ, bytes_differ, manifest, recipe)
    return 1 if differ or damaged else 0


def _told(
    differ: list[str], bytes_differ: list[str], manifest: dict[str, Any], recipe: dict[str, Any]
) -> None:
    from sahelsim.study.again import TOLERANCE

    size = f"seed {recipe['seed']}, {recipe['runs']} runs"
    if not differ and not bytes_differ:
        say(f"equal bit for bit: {len(manifest['files'])} files, {size}")
        return
    if differ:
        say("\n".join(["NOT equal:", *(f"  {line}" for line in differ)]))
    else:
        say(f"equal: every value within {TOLERANCE:g} of itself, {size}")
        say(f"  files of other bytes: {', '.join(bytes_differ)}")
    for key in ("sahelsim", "python", "platform", "libraries"):
        say(f"  the folder was written with {key} {manifest.get(key)}")


def _json(about: options.Parser) -> None:
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")


def _sample(folder: Path, size: int, as_json: bool) -> int:
    from sahelsim.study.sweep.again import sample

    if not 1 <= size <= 100_000:
        raise UsageError(f"--sample {size} is outside 1 to 100000")
    differ, size = sample(folder, size)
    if as_json:
        say(json.dumps({"equal": not differ, "runs": size, "differ": differ}))
    elif differ:
        say(f"NOT equal: {', '.join(differ)}")
    else:
        say(f"equal bit for bit: {size} runs, each run again")
    return 1 if differ else 0


def _diff(words: Sequence[str]) -> int:
    """Compare two sweeps: what they were, and what came of it."""
    from sahelsim.report.page import as_text
    from sahelsim.report.sweep import sections as sections
    from sahelsim.study.sweep.analyses import diff
    from sahelsim.study.sweep.read import read_sweep

    about = options.parser(
        "diff", "Compare two sweeps: settings, versions, outcomes.", "  sahelsim diff out/a out/b"
    )
    about.add_argument("first", type=Path)
    about.add_argument("second", type=Path)
    _json(about)
    given = about.parse_args(list(words))
    found = diff(read_sweep(given.first), read_sweep(given.second))
    say(json.dumps(found, allow_nan=False) if given.json else as_text(sections.diff(found)))
    return 0


def _verify(words: Sequence[str]) -> int:
    from sahelsim.study.store import damage, read_manifest

    about = options.parser(
        "verify", "Compare a folder's files with the hashes in its manifest.",
        "  sahelsim verify out/tiny",
    )  # fmt: skip
    about.add_argument("folder", type=Path)
    _json(about)
    given = about.parse_args(list(words))
    manifest = read_manifest(given.folder)
    damaged = damage(given.folder, manifest)
    if given.json:
        say(json.dumps({"files": len(manifest["files"]), **WHOLE, **damaged}))
        return 1 if damaged else 0
    if damaged:
        say(since_written(damaged))
        return 1
    say(f"{len(manifest['files'])} files as they were written")
    return 0
