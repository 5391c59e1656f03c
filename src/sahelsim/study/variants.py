"""Several variants of one scenario, each with a name and a label that say what was set."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from sahelsim.core.errors import UsageError
from sahelsim.scenario import Scenario
from sahelsim.scenario.settings import merged, told
from sahelsim.study.result import Result

R = TypeVar("R", bound=Result)
LONGEST = 70  # letters of what was set, as a name tells it


def check_different(scenarios: Sequence[Scenario]) -> None:
    """Refuse two scenarios that are the same.

    Raises
    ------
    UsageError
        One line that names them by their places.
    """
    seen: dict[str, int] = {}
    for k, scenario in enumerate(scenarios, start=1):
        if scenario.hash in seen:
            raise UsageError(
                f"scenarios {seen[scenario.hash]} and {k} are the same, '{scenario.name}': "
                "give different scenarios"
            )
        seen[scenario.hash] = k


def named(results: Sequence[R], tags: Sequence[str]) -> tuple[R, ...]:
    """Return results under names and labels that end in their tags."""
    return tuple(
        dataclasses.replace(result, name=f"{result.name}{tag}", label=f"{result.label}{tag}")
        if tag
        else result
        for result, tag in zip(results, tags, strict=True)
    )


def tags(scenarios: Sequence[Scenario]) -> list[str]:
    """Return what tells scenarios of one name apart, such as `` [autonomy=0.1]``; mostly nothing."""
    counts = Counter(s.name for s in scenarios)
    found = [_tag(s, scenarios) if counts[s.name] > 1 else "" for s in scenarios]
    names = Counter((s.name, tag) for s, tag in zip(scenarios, found, strict=True))
    return [
        f" [{s.hash[:6]}]" if names[s.name, tag] > 1 else tag
        for s, tag in zip(scenarios, found, strict=True)
    ]


def _tag(scenario: Scenario, scenarios: Sequence[Scenario]) -> str:
    """Return what was set in this scenario and not alike in every other of its name."""
    mine = merged(scenario.changes)
    others = [merged(s.changes) for s in scenarios if s.name == scenario.name]
    differ = [n for n in mine if any(o.get(n) != mine[n] for o in others)]
    short = _short({n for o in others for n in o})
    said = ", ".join(told(short.get(name, name), mine[name]) for name in differ)
    if len(said) > LONGEST:
        said = f"{said[:LONGEST].rpartition(',')[0] or said[:LONGEST]}, … {scenario.hash[:6]}"
    return f" [{said}]" if said else ""


def _short(names: set[str]) -> dict[str, str]:
    """Return the last part of each dotted name where that is enough to know it by."""
    ends = Counter(name.rpartition(".")[2] for name in names)
    return {name: end for name in names if ends[end := name.rpartition(".")[2]] == 1}
