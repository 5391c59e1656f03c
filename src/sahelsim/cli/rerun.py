"""``rerun``, ``verify``, ``diff``: a folder against its recipe, its hashes, another folder."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sahelsim.cli import options, runs
from sahelsim.cli.text import say, since_written
from sahelsim.core.errors import UsageError

WHOLE: dict[str, list[str]] = {"changed": [], "missing": []}


def main(command: str, words: Sequence[str]) -> int:
    """Return 0 if the new files equal the old ones bit for bit, 1 if not."""
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
    scenarios = runs.prepare(recipe)
    results = runs.compute(recipe, scenarios, quiet=given.json)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.out or Path(temporary) / "again"
        runs.write(results, runs.contrasts(results), folder, recipe, [])
        new = hashes(folder)
    differ = [name for name, value in manifest["files"].items() if new.get(name) != value]
    if given.json:
        say(json.dumps({"equal": not differ, "differ": differ, **WHOLE, **damaged}))
        return 1 if differ or damaged else 0
    if differ:
        say(f"NOT equal: {', '.join(differ)}")
        for key in ("sahelsim", "python", "platform"):
            say(f"  the folder was written with {key} {manifest.get(key)}")
        return 1
    say(f"equal bit for bit: {len(new)} files, seed {recipe['seed']}, {recipe['runs']} runs")
    return 1 if damaged else 0


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
    from sahelsim.study.store import contents, damage, read_manifest

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
    later = [name for name in contents(given.folder) if name not in manifest["files"]]
    say(f"{len(manifest['files'])} files as they were written")
    if later:
        say(f"not vouched for, as no hash was kept of them: {', '.join(later)}")
    return 0
