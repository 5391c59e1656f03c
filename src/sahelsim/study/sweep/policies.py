"""The policies of a design: scenarios by name or file, or written into the design itself."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sahelsim.core.errors import UsageError
from sahelsim.core.names import checked_name
from sahelsim.core.toml import Document
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.layers import lay
from sahelsim.scenario.scenario import Scenario

INLINE = ""  # stands for the file of a policy that the design itself holds
BASE = "baseline"  # what such a policy extends, unless it says


def read_policies(
    document: Document, beside: Path, weeks: int | None
) -> tuple[dict[str, str], dict[str, Scenario]]:
    """Return each policy's file as given, and its scenario.

    Parameters
    ----------
    document : Document
        A design: ``policies`` is a list of scenarios, or a table of them, each with ``extends``
        and whatever a scenario may set or decide.
    beside : Path
        The design's folder, where scenario files are looked for first.
    weeks : int, optional
        Another horizon for all.
    """
    given = document.data["policies"]
    if isinstance(given, dict):
        found = {name: (INLINE, _inline(document, name, table, beside))
                 for name, table in given.items()}  # fmt: skip
    else:
        names = document.typed(given, list, ("policies",), "a list of scenarios, or tables")
        found = {str(n): (str(n), load_scenario(_near(str(n), beside))) for n in names}
        if len(found) < len(names):
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
    story = dataclasses.replace(load_scenario(_near(parent, beside)), name=name, label=name)
    # the same lines under the headings of a scenario's file, so that errors name the right line
    text = re.sub(rf'\[policies\."?{re.escape(name)}"?\.', "[", document.text)
    data = {"name": name} | {key: value for key, value in own.items() if key != "extends"}
    return lay(story, Document(document.name, text, data))


def _near(name: str, beside: Path) -> str:
    """Return a scenario's file in the design's folder, or what was given."""
    return str(beside / name) if (beside / name).is_file() else name
