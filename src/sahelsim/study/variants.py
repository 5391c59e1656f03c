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


def placed(words: Sequence[str], place: int) -> list[str]:
    """Return the settings of the scenario at a place: those of all, and those that name it.

    Examples
    --------
    >>> placed(["weeks=52", "2:switches.payment_mode=mines"], 2)
    ['weeks=52', 'switches.payment_mode=mines']
    >>> placed(["weeks=52", "2:switches.payment_mode=mines"], 1)
    ['weeks=52']
    """
    found = [(_place(word), word) for word in words]
    return [w if at is None else w.partition(":")[2] for at, w in found if at in (None, place)]


def check_placed(words: Sequence[str], scenarios: int) -> None:
    """Refuse a setting of a scenario that is not there.

    Raises
    ------
    UsageError
        One line that says how many there are.
    """
    for word in words:
        at = _place(word)
        if at is not None and not 1 <= at <= scenarios:
            are = "is one scenario" if scenarios == 1 else f"are {scenarios} scenarios"
            raise UsageError(f"--set {word}: there {are}; write 1 to {scenarios} before the colon")


def _place(word: str) -> int | None:
    """Return which scenario a setting is for, from 1; none if for all."""
    head = word.partition("=")[0].partition(":")
    return int(head[0]) if head[1] and head[0].strip().isdecimal() else None


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
