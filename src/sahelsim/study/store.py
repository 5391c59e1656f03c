"""Result folders: Parquet tables, the resolved scenarios, a manifest, the report."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.core.errors import ResultError
from sahelsim.study.manifest import manifest_of, manifest_text, seal_of
from sahelsim.study.result import Result

KEPT_BY_RUN = (
    "stability", "state_control_share", "jihadist_control_share", "total_deaths",
    "one_sided_state", "displaced", "coup_hazard", "accord_health", "approval_junta",
)  # fmt: skip
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def check_writable(folder: Path) -> None:
    """Refuse a folder that exists or cannot be made, before anything is computed.

    Raises
    ------
    ResultError
        One line that says what to do.
    """
    if folder.exists():
        raise ResultError(f"{folder} exists; name another folder with --out, or remove it")
    if above := next((path for path in folder.parents if path.is_file()), None):
        raise ResultError(f"{folder} cannot be written: {above} is a file, not a folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        probe = folder.parent / f".{folder.name}.probe"
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        raise ResultError(f"{folder} cannot be written: {error.strerror}") from None


def save(
    results: Sequence[Result],
    folder: Path,
    *,
    recipe: Mapping[str, Any],
    command: Sequence[str],
    report: Callable[[Path], None] | None = None,
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
        Writes the report to the path it is given.

    Returns
    -------
    Path
        The folder.
    """
    check_writable(folder)
    building = folder.parent / f".{folder.name}.building"
    shutil.rmtree(building, ignore_errors=True)
    try:
        _fill(results, building, recipe, command, report)
        building.rename(folder)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        reason = "the disk is full" if full else str(error.strerror or error)
        raise ResultError(f"{folder} was not written: {reason}; nothing was left behind") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _fill(
    results: Sequence[Result],
    building: Path,
    recipe: Mapping[str, Any],
    command: Sequence[str],
    report: Callable[[Path], None] | None,
) -> None:
    (building / "scenario").mkdir(parents=True)
    _tables(results, building)
    for result in results:
        text = json.dumps(result.scenario, indent=1, sort_keys=True, ensure_ascii=False)
        (building / "scenario" / f"{result.name}.json").write_text(text, encoding="utf-8")
    if report is not None:
        report(building / "report.html")
    manifest = manifest_of(results, recipe, command, hashes(building))
    (building / "manifest.json").write_text(manifest_text(manifest), encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder but the manifest."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in contents(folder)
    }


def contents(folder: Path) -> list[str]:
    """Return the names of every file in a folder but the manifest."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path.relative_to(folder).as_posix() for path in paths if path.name != "manifest.json"]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a result folder.

    Raises
    ------
    ResultError
        If the folder is none.
    """
    try:
        found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if not isinstance(found, dict) or "files" not in found:
            raise ResultError(f"{folder}/manifest.json is not a sahelsim manifest")
    except OSError:
        raise ResultError(f"{folder} is no result folder (no manifest.json)") from None
    except ValueError:
        raise ResultError(f"{folder}/manifest.json cannot be read") from None
    return found


RECIPE = {"kind": str, "scenarios": list, "settings": list, "runs": int, "seed": int,
          "weeks": int | None}  # fmt: skip


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
    if not isinstance(recipe, dict) or not all(
        isinstance(recipe.get(key, ()), kind) for key, kind in RECIPE.items()
    ):
        raise ResultError(f"{folder}/manifest.json holds no recipe that can be run")
    return dict(recipe)


def damage(folder: Path, manifest: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return which files are ``changed`` or ``missing``; the manifest too may have been changed."""
    now, written = hashes(folder), manifest["files"]
    changed = [name for name in written if name in now and now[name] != written[name]]
    if manifest.get("seal") != seal_of(manifest):
        changed.append("manifest.json")
    found = {"changed": changed, "missing": [name for name in written if name not in now]}
    return {how: names for how, names in found.items() if names}


def _tables(results: Sequence[Result], folder: Path) -> None:
    import pandas as pd

    frames = {
        "runs": pd.concat([r.frame().assign(scenario=r.name) for r in results]),
        "series": pd.concat([_series(r) for r in results]),
        "series_runs": pd.concat([_series_runs(r) for r in results]),
        "control": pd.concat([_control(r) for r in results]),
        "decisions": pd.concat([_decisions(r) for r in results]),
        "events": pd.concat([pd.DataFrame(r.events).assign(scenario=r.name) for r in results]),
        "ledger": pd.concat([pd.DataFrame(r.ledger).assign(scenario=r.name) for r in results]),
    }
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")


def _series(result: Result) -> Any:
    import pandas as pd

    weeks, names = result.weeks + 1, list(result.series)
    cuts = [np.quantile(result.series[name], QUANTILES, axis=0) for name in names]
    columns = {
        f"q{int(100 * q):02d}": np.concatenate([cut[k] for cut in cuts])
        for k, q in enumerate(QUANTILES)
    }
    mean = np.concatenate([result.series[name].mean(axis=0) for name in names])
    index = {"indicator": np.repeat(names, weeks), "week": np.tile(np.arange(weeks), len(names))}
    return pd.DataFrame({**index, **columns, "mean": mean}).assign(scenario=result.name)


def _series_runs(result: Result) -> Any:
    import pandas as pd

    runs, weeks = np.indices((result.runs, result.weeks + 1))
    columns = {name: result.series[name].astype("f4").ravel() for name in KEPT_BY_RUN}
    index = {"run": runs.ravel().astype("i4"), "week": weeks.ravel().astype("i2")}
    return pd.DataFrame({**index, **columns}).assign(scenario=result.name)


def _control(result: Result) -> Any:
    import pandas as pd

    mean = result.control.mean(axis=0)
    months, who, places = np.indices(mean.shape)
    return pd.DataFrame(
        {
            "week": np.asarray(result.month_weeks)[months.ravel()],
            "controller": np.asarray(result.controllers)[who.ravel()],
            "place": np.asarray(result.place_ids)[places.ravel()],
            "share": mean.ravel(),
            "deaths": np.repeat(
                result.place_deaths.mean(axis=0)[:, None], len(result.controllers), 1
            ).ravel(),
            "displaced": np.repeat(
                result.place_displaced.mean(axis=0)[:, None], len(result.controllers), 1
            ).ravel(),
        }
    ).assign(scenario=result.name)


def _decisions(result: Result) -> Any:
    """Return one row per decision and run; names are codes into categories, for speed and size."""
    import pandas as pd

    runs, rounds = np.arange(result.runs), result.decisions
    names = sorted({option for d in rounds for option in d.options})
    lookup = {d.options: np.array([names.index(o) for o in d.options]) for d in rounds}

    def each(values: list[Any]) -> Any:
        return np.repeat(values, result.runs)

    def joined(parts: list[Any]) -> Any:
        return np.concatenate(parts) if parts else np.empty(0)

    chosen = joined([lookup[d.options][d.chosen] for d in rounds]).astype(int)
    return pd.DataFrame(
        {
            "run": np.tile(runs, len(rounds)),
            "week": each([d.week for d in rounds]),
            "actor": pd.Categorical(each([d.actor for d in rounds])),
            "decision": pd.Categorical(each([d.decision for d in rounds])),
            "chosen": pd.Categorical.from_codes(chosen, categories=pd.Index(names)),
            "forced": joined([d.forced for d in rounds]).astype(bool),
            "probability": joined([d.probability[runs, d.chosen] for d in rounds]),
            "value": joined([d.value[runs, d.chosen] for d in rounds]),
        }
    ).assign(scenario=result.name)
