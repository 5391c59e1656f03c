"""What a result folder says about itself: versions, settings, seed, hashes."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sahelsim.model.outside import trusted
from sahelsim.model.parts import PACKAGE
from sahelsim.study.expectations.said import said_of
from sahelsim.study.result import Result

SCHEMA = 1
TABLES = "geography/data/expectations"
LIBRARIES = ("mesa", "numpy", "pandas", "plotly", "pyarrow")


def version_of(name: str) -> str:
    """Return an installed distribution's version, or 'unknown'."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def data_hash() -> str:
    """Return one hash over every shipped table and actor card."""
    digest = hashlib.sha256()
    shipped = (("geography/data", "*.csv"), (TABLES, "*.csv"), ("actors", "*.toml"))
    for folder, pattern in shipped:
        for path in sorted((PACKAGE / folder).glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def made_with() -> dict[str, Any]:
    """Return the Python, the platform and the libraries that tables were written with."""
    return {
        "python": platform.python_version(),
        "platform": f"{sys.platform} {platform.machine()}",
        "libraries": {name: version_of(name) for name in LIBRARIES},
    }


def manifest_of(
    results: Sequence[Result],
    recipe: Mapping[str, Any],
    command: Sequence[str],
    files: Mapping[str, str],
) -> dict[str, Any]:
    """Return the manifest: no user name, no host, no path, no clock."""
    said = {"settings": {r.name: r.settings for r in results}, "recipe": dict(recipe)}
    said["expectations"] = {r.name: said_of(r.scenario) for r in results}
    return about(command, files) | said


def about(command: Sequence[str], files: Mapping[str, str]) -> dict[str, Any]:
    """Return what every manifest says: who wrote the folder, how, and the hash of each file."""
    return {
        "schema": SCHEMA,
        "sahelsim": version_of("sahelsim"),
        **made_with(),
        "data": data_hash(),
        **({"trusted": [one.sha256 for one in held]} if (held := trusted()) else {}),
        "command": list(command),
        "files": dict(files),
    }


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """Return the manifest as it is written, sealed by a hash of all that it says."""
    whole = {**manifest, "seal": seal_of(manifest)}
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def seal_of(manifest: Mapping[str, Any]) -> str:
    """Return the hash of what a manifest says, but for its seal."""
    said = {key: value for key, value in manifest.items() if key != "seal"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
