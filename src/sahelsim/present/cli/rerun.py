"""``rerun``, ``verify``, ``diff``: a folder against its recipe, its hashes, another folder."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from sahelsim.present.cli import options, runs
from sahelsim.present.cli.text import say


def main(command: str, words: Sequence[str]) -> int:
    """Return 0 if the new files equal the old ones bit for bit, 1 if not."""
    from sahelsim.experiment.store import differences, hashes, read_manifest, recipe_of

    if command in ("verify", "diff"):
        return _verify(words) if command == "verify" else _diff(words)
    about = options.parser(
        command, "Run a result folder again and compare.", "  sahelsim rerun out/at-worst-..."
    )
    about.add_argument("folder", type=Path)
    about.add_argument("--out", type=Path, help="keep the new folder here")
    about.add_argument("--sample", type=int, default=20, help="runs of a sweep to repeat (20)")
    given = about.parse_args(list(words))
    if (given.folder / "plan.json").exists():
        return _sample(given.folder, given.sample)
    manifest = read_manifest(given.folder)
    recipe = recipe_of(given.folder, manifest)
    damaged = differences(given.folder, manifest)
    if damaged:
        say(f"changed since it was written: {', '.join(damaged)}")
    scenarios = runs.prepare(recipe)
    results = runs.compute(recipe, scenarios, quiet=False)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.out or Path(temporary) / "again"
        runs.write(results, runs.contrasts(results), folder, recipe, [])
        new = hashes(folder)
    differ = [name for name, value in manifest["files"].items() if new.get(name) != value]
    if differ:
        say(f"NOT equal: {', '.join(differ)}")
        for key in ("sahelsim", "python", "platform"):
            say(f"  the folder was written with {key} {manifest.get(key)}")
        return 1
    say(f"equal bit for bit: {len(new)} files, seed {recipe['seed']}, {recipe['runs']} runs")
    return 1 if damaged else 0


def _sample(folder: Path, size: int) -> int:
    from sahelsim.base.errors import UsageError
    from sahelsim.experiment.sweep.again import sample

    if not 1 <= size <= 100_000:
        raise UsageError(f"--sample {size} is outside 1 to 100000")
    differ = sample(folder, size)
    if differ:
        say(f"NOT equal: {', '.join(differ)}")
        return 1
    say(f"equal bit for bit: a sample of {size} runs")
    return 0


def _diff(words: Sequence[str]) -> int:
    """Compare two sweeps: what they were, and what came of it."""
    from sahelsim.present.sweep_analyses import diff
    from sahelsim.present.sweep_sections import text

    about = options.parser(
        "diff", "Compare two sweeps: settings, versions, outcomes.", "  sahelsim diff out/a out/b"
    )
    about.add_argument("first", type=Path)
    about.add_argument("second", type=Path)
    given = about.parse_args(list(words))
    say(text(diff(given.first, given.second)))
    return 0


def _verify(words: Sequence[str]) -> int:
    from sahelsim.experiment.store import differences, read_manifest

    about = options.parser(
        "verify", "Compare a folder's files with the hashes in its manifest.",
        "  sahelsim verify out/tiny",
    )  # fmt: skip
    about.add_argument("folder", type=Path)
    folder = about.parse_args(list(words)).folder
    manifest = read_manifest(folder)
    damaged = differences(folder, manifest)
    if damaged:
        say(f"changed since it was written: {', '.join(damaged)}")
        return 1
    say(f"{len(manifest['files'])} files as they were written")
    return 0
