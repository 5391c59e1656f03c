"""What the report says of the sizes that actors believed in: estimated, for which model, or assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelsim.study.expectations.said import said_of

PARTS = {
    "switches": "theories",
    "actors": "actors",
    "parameters": "numbers of mechanisms or actions",
    "initial": "start values",
    "cut": "mechanisms left out",
}


def told(results: Sequence[Any]) -> list[str]:
    """Return a sentence or two for each ensemble."""
    return [f"{r.label}: {sentence(said_of(r.scenario))}" for r in results]


def sentence(said: Mapping[str, Any]) -> str:
    """Return what actors expect, in words.

    Examples
    --------
    >>> sentence({"sizes": "written"})
    'actors expect effects as large as each action assumes.'
    """
    if said["sizes"] == "written":
        return "actors expect effects as large as each action assumes."
    text = f"actors expect what the model itself bears out at {said['table']}."
    if said["stale"]:
        text += " The model has changed since: they expect the unchanged one."
    elif said["changed"]:
        named = ", ".join(PARTS[key] for key in said["changed"])
        text += f" Set here otherwise ({named}): they expect the unchanged model."
    if said["assumed"]:
        text += f" On sizes of their own, assumed: {', '.join(said['assumed'])}."
    return text
