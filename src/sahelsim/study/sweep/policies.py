"""The policies of a design: scenarios by name or file, or written into the design itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelsim.core.errors import Faults, UsageError
from sahelsim.core.names import checked_name
from sahelsim.core.toml import Document, Keys
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.files import exists
from sahelsim.scenario.layers import lay
from sahelsim.scenario.scenario import Scenario

INLINE = ""  # stands for the file of a policy that the design itself holds
BASE = "baseline"  # what such a policy extends, unless it says


def read_policies(
    document: Document, given: Sequence[str] | Mapping[str, Any], beside: Path, weeks: int | None
) -> tuple[dict[str, str], dict[str, Scenario]]:
    """Return each policy's file as given, and its scenario.

    Parameters
    ----------
    document : Document
        The design.
    given : sequence of str, or mapping
        Its ``policies``: a list of scenarios, or a table of them, each with ``extends`` and
        whatever a scenario may set or decide.
    beside : Path
        The design's folder, where scenario files are looked for first.
    weeks : int, optional
        Another horizon for all.
    """
    faults, found = Faults(), dict[str, tuple[str, Scenario]]()
    for k, name in enumerate(given):
        with faults:
            found[name] = (
                (INLINE, _inline(document, name, given[name], beside))
                if isinstance(given, Mapping)
                else (name, _load(document, ("policies", k), name, beside))
            )
    faults.tell()
    if len(found) < len(given):
        raise document.error(("policies",), "name each scenario once")
    if not found:
        raise document.error(("policies",), "name at least one scenario")
    extra = [] if weeks is None else [f"weeks={weeks}"]
    stories = [(file, apply_overrides(story, extra)) for file, story in found.values()]
    return {s.name: file for file, s in stories}, {s.name: s for _, s in stories}


def _inline(document: Document, name: str, table: Any, beside: Path) -> Scenario:
    path = ("policies", name)
    try:
        checked_name(name, "left-free")  # it names a file of the sweep's folder
    except UsageError as error:
        raise document.error(path, f"policy {error}") from None
    own: Mapping[str, Any] = document.typed(table, dict, path, "a table, like a scenario's file")
    parent = document.typed(own.get("extends", BASE), str, (*path, "extends"), "a scenario's name")
    if "also" in own:
        raise document.error((*path, "also"), "more actors need a scenario's file of their own")
    story = _load(document, (*path, "extends"), parent, beside)
    story = dataclasses.replace(story, name=name, label=name)
    data = {"name": name} | {key: value for key, value in own.items() if key != "extends"}
    return lay(story, Document(document.name, document.text, data, path))


def _load(document: Document, path: Keys, name: str, beside: Path) -> Scenario:
    """Return a scenario of the design's folder, or a shipped one."""
    try:
        return load_scenario(beside / name if exists(beside / name) else name)
    except UsageError as error:
        raise document.error(path, str(error)) from None
