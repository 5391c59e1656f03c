"""``rerun``: run a result folder's recipe again and compare every byte."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from sahelsim.present.cli import options, runs
from sahelsim.present.cli.text import say


def main(command: str, words: Sequence[str]) -> int:
    """Return 0 if the new files equal the old ones bit for bit, 1 if not."""
    from sahelsim.experiment.store import differences, hashes, read_manifest

    about = options.parser(
        command, "Run a result folder again and compare.", "  sahelsim rerun out/at-worst-..."
    )
    about.add_argument("folder", type=Path)
    about.add_argument("--out", type=Path, help="keep the new folder here")
    given = about.parse_args(list(words))
    manifest = read_manifest(given.folder)
    damaged = differences(given.folder, manifest)
    if damaged:
        say(f"changed since it was written: {', '.join(damaged)}")
    recipe = manifest["recipe"]
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
