"""Result folders: Parquet tables, the resolved scenarios, a manifest, the report."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelsim.core.errors import ResultError
from sahelsim.core.lock import PATIENCE, claimed
from sahelsim.core.save import (
    check_writable as check_writable,
)
from sahelsim.core.save import file_hash, new_folder, write_file
from sahelsim.scenario.files import load_scenario, load_stored
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.frames import KEPT_BY_RUN as KEPT_BY_RUN
from sahelsim.study.frames import QUANTILES as QUANTILES
from sahelsim.study.frames import tables
from sahelsim.study.manifest import about, manifest_of, manifest_text, seal_of
from sahelsim.study.result import Result

MANIFEST = "manifest.json"
SOURCES = "scenario/sources"  # of each scenario, by its number: the files it was read from
LONGEST = 120  # letters of a file's name, before its ending


def save(
    results: Sequence[Result],
    folder: Path,
    *,
    recipe: Mapping[str, Any],
    command: Sequence[str],
    report: Callable[[Path], object] | None = None,
) -> Path:
    """Write a result folder, whole or not at all.

    Parameters
    ----------
    results : sequence of Result
        One per scenario.
    folder : Path
        Where; it must not exist.
    recipe : mapping
        What ``rerun`` needs: kind, scenarios, settings, runs, seed, weeks.
    command : sequence of str
        The command line, for the reader.
    report : callable, optional
        Writes the report to the path that it is given.

    Raises
    ------
    ResultError
        If it exists, is being written, or cannot be.
    """
    with new_folder(folder) as made:
        for name, frame in tables(results):
            made.put(f"{name}.parquet", parquet(frame))
        for k, result in enumerate(results):
            for file, text in result.sources:
                made.put(f"{SOURCES}/{k}/{file}", text)
            text = json.dumps(result.scenario, indent=1, sort_keys=True, ensure_ascii=False)
            made.put(f"scenario/{file_name(result.name)}.json", text)
        if report is not None:
            made.let("report.html", report)
        made.put(MANIFEST, manifest_text(manifest_of(results, recipe, command, made.files)))
    return folder


def save_files(texts: Mapping[str, str], folder: Path, command: Sequence[str]) -> Path:
    """Write a folder of texts with a manifest, whole or not at all.

    Parameters
    ----------
    texts : mapping
        What each file holds, by its name.
    folder : Path
        Where; it must not exist.
    command : sequence of str
        The command line that makes it again.
    """
    with new_folder(folder) as made:
        for name, text in texts.items():
            made.put(name, text)
        made.put(MANIFEST, manifest_text(about(command, made.files)))
    return folder


def amend(folder: Path, texts: Mapping[str, str]) -> None:
    """Put files into a finished folder, and their hashes into its manifest.

    Raises
    ------
    ResultError
        If they cannot be written; each file is then as it was, or whole.
    """
    with claimed(folder, wait=PATIENCE):
        manifest = read_manifest(folder)
        for name, text in texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            manifest["files"][name] = write_file(folder / name, text, replace=True)
        write_file(folder / MANIFEST, manifest_text(manifest), replace=True)


def parquet(frame: Any) -> bytes:
    """Return a table as the bytes of a file."""
    made = io.BytesIO()
    frame.to_parquet(made, index=False, compression="zstd")
    return made.getvalue()


def file_name(name: str) -> str:
    """Return a result's name as a file's, which no value of a setting leads elsewhere."""
    return re.sub(r"[^\w .+=,\[\]-]", "_", name)[:LONGEST]


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder but the manifest."""
    return {name: file_hash(folder / name) for name in contents(folder)}


def contents(folder: Path) -> list[str]:
    """Return the names of every file in a folder but the manifest."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in paths)
    return [name for name in names if name != MANIFEST]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a result folder.

    Raises
    ------
    ResultError
        If the folder is none.
    """
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError:
        raise ResultError(f"{folder} is no result folder (no {MANIFEST})") from None
    except (ValueError, RecursionError):
        raise ResultError(f"{folder}/{MANIFEST} cannot be read") from None
    if not isinstance(found, dict) or not _is_hashes(found.get("files")):
        raise ResultError(f"{folder}/{MANIFEST} is not a sahelsim manifest")
    return found


def _is_hashes(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


RECIPE = {
    "kind": str,
    "scenarios": list,
    "settings": list,
    "runs": int,
    "seed": int,
    "weeks": int | None,
}


def _is_recipe(recipe: Mapping[str, Any]) -> bool:
    """Tell whether every value is of the kind that a command wrote."""
    forced, lists = recipe.get("fork", {}), ("scenarios", "settings")
    kinds = all(isinstance(recipe.get(key, ()), kind) for key, kind in RECIPE.items())
    return (
        kinds
        and all(isinstance(word, str) for key in lists for word in recipe[key])
        and isinstance(forced, dict)
        and all(isinstance(forced.get(k), str) for k in ("at", "actor", "choose") if forced)
    )


def recipe_of(folder: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a run folder was made from.

    Raises
    ------
    ResultError
        If the folder is a sweep's, which has a plan and no recipe, or the recipe is none.
    """
    if "recipe" not in manifest:
        raise ResultError(f"{folder} is a sweep; 'sahelsim replay' tells one of its runs")
    recipe = manifest["recipe"]
    if not isinstance(recipe, dict) or not _is_recipe(recipe):
        raise ResultError(f"{folder}/manifest.json holds no recipe that can be run")
    return dict(recipe)


def stored(folder: Path, number: int, name: str) -> Scenario:
    """Return a scenario of a folder from its own copy; where it keeps none, by its name.

    Parameters
    ----------
    folder : Path
        A result folder.
    number : int
        Which of its scenarios.
    name : str
        Its name or path when the folder was written.
    """
    own = folder / SOURCES / str(number)
    if not own.is_dir():
        return load_scenario(name)
    return dataclasses.replace(load_stored(own), file=name)


def damage(folder: Path, manifest: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return which files are ``changed``, ``missing`` or ``added``; the manifest is one of them."""
    now, written = hashes(folder), manifest["files"]
    changed = [name for name in written if name in now and now[name] != written[name]]
    if manifest.get("seal") != seal_of(manifest):
        changed.append(MANIFEST)
    missing = [name for name in written if name not in now]
    found = {"changed": changed, "missing": missing, "added": [n for n in now if n not in written]}
    return {how: names for how, names in found.items() if names}
