"""``rerun`` and ``verify``: a result folder against its recipe, and against its own hashes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from sahelsim.present.cli import options, runs
from sahelsim.present.cli.text import say


def main(command: str, words: Sequence[str]) -> int:
    """Return 0 if the new files equal the old ones bit for bit, 1 if not."""
    from sahelsim.experiment.store import differences, hashes, read_manifest, recipe_of

    if command == "verify":
        return _verify(words)
    about = options.parser(
        command, "Run a result folder again and compare.", "  sahelsim rerun out/at-worst-..."
    )
    about.add_argument("folder", type=Path)
    about.add_argument("--out", type=Path, help="keep the new folder here")
    given = about.parse_args(list(words))
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
