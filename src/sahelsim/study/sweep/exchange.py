"""A finished sweep in other tools' forms: EMA Workbench's results, and a data dictionary."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.core.errors import ResultError

if TYPE_CHECKING:
    from sahelsim.study.sweep.read import Sweep

PACKAGE = "datapackage.json"
TOLD = {
    "policy": ("", "Scenario of the run, a lever"),
    "point": ("", "Number of the future: one value for each factor"),
    "replicate": ("", "Number of the repetition of a future"),
    "seed": ("", "Seed of the sweep"),
    "run": ("", "Number of the run: with the seed, all that its chance depends on"),
    "outcome_class": ("", "How the run ended, by the published rules; failed if it did not"),
    "error": ("", "Why the run failed, empty if it did not"),
    "week": ("weeks", "Weeks since the start"),
    "dummy": ("share 0-1", "Inert factor: what an index gives to it, it gives to nothing"),
    "indicator": ("", "Name of the outcome"),
    "actor": ("", "Who decides"),
    "decision": ("", "What is decided"),
    "option": ("", "Action that could be chosen"),
    "allowed": ("runs", "Runs in which the action was open"),
    "chosen": ("", "What was chosen; in decisions.parquet, in how many runs"),
}
TYPES = {
    "string": "string",
    "large_string": "string",
    "bool": "boolean",
    "double": "number",
    "float": "number",
}


def to_ema(held: Sweep, path: Path) -> Path:
    """Write a sweep as results that ``load_results`` of the EMA Workbench 2.5 reads.

    Every run that lived is an experiment: factors, ``policy``, ``model``, ``scenario`` (the
    future) and ``replicate``; every indicator and own outcome is a scalar outcome.

    Parameters
    ----------
    held : Sweep
        A finished sweep.
    path : Path
        A file that ends in ``.tar.gz`` and does not exist.

    Raises
    ------
    ResultError
        If the file exists or cannot be written.
    """
    if path.exists() or not path.name.endswith(".tar.gz"):
        raise ResultError(f"{path} exists or does not end in .tar.gz; name another file")
    runs = held.runs[held.runs["outcome_class"] != "failed"]
    table = runs[[f["name"] for f in held.plan["factors"]]].copy()
    for name, options in held.options.items():
        table[name] = [options[int(code)] for code in table[name]]
    table = table.assign(
        scenario=runs["point"], replicate=runs["replicate"], policy=runs["policy"], model="sahelsim"
    )
    names = [*INDICATORS, *held.plan["outcomes"]]
    files = {"experiments.csv": table.to_csv(index=False)}
    files |= {f"{n}.cls": runs[n].to_csv(index=False, header=False) for n in names}
    words = {"scenario": "int64", "replicate": "int64"}
    kinds = {
        c: words.get(c) or ("float64" if table[c].dtype.kind == "f" else "object") for c in table
    }
    told = {
        "version": 0.1,
        "experiments": kinds,
        "outcomes": [["ScalarOutcome", n, f"{n}.cls"] for n in names],
    }
    _archive(path, files | {"metadata.json": json.dumps(told)})
    return path


def _archive(path: Path, files: Mapping[str, str]) -> None:
    """Write files into a compressed archive, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        with tarfile.open(part, "w:gz") as archive:
            for name, text in files.items():
                held = text.encode()
                about = tarfile.TarInfo(name)
                about.size = len(held)
                archive.addfile(about, io.BytesIO(held))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ResultError(f"{path} cannot be written: {error.strerror or error}") from None


def write_dictionary(folder: Path, plan: Mapping[str, Any]) -> None:
    """Write ``datapackage.json``: every table of a sweep's folder with its columns (Frictionless)."""
    import pyarrow.parquet as pq

    units = {f["name"]: (f["unit"], "Factor of the design") for f in plan["factors"]}
    own = {n: ("", f"Own outcome: {text}") for n, text in plan.get("outcomes", {}).items()}
    known = TOLD | units | own | {n: (i.unit, i.definition) for n, i in INDICATORS.items()}
    resources = [
        {
            "name": path.stem.replace("_", "-"),
            "path": path.name,
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "schema": {
                "fields": [_field(f.name, str(f.type), known) for f in pq.read_schema(path)]
            },
        }
        for path in sorted(folder.glob("*.parquet"))
    ]
    text = {
        "name": f"sweep-{plan['design']}",
        "title": plan["name"],
        "description": plan["about"],
        "resources": resources,
    }
    (folder / PACKAGE).write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")


def _field(name: str, kind: str, known: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return one column's entry: its type, and title, unit and definition where it has them."""
    unit, about = known.get(name, ("", ""))
    if name.startswith("q") and name[1:].isdigit():
        about = f"{int(name[1:])} % quantile over all runs of the policy"
    label = INDICATORS[name].label if name in INDICATORS else ""
    held = {
        "name": name,
        "type": TYPES.get(kind, "integer"),
        "title": label,
        "unit": unit,
        "description": about,
    }
    return {key: value for key, value in held.items() if value}
