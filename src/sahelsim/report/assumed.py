"""What a scenario assumes, in plain words: its story, and the settings in which it is not the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sahelsim.report.article import REFERENCE
from sahelsim.report.story import bound
from sahelsim.scenario import apply_overrides, assumptions, load_scenario
from sahelsim.texts.settings import setting
from sahelsim.texts.translator import translator

BASE = "baseline"
SHARES = ("share", "weight", "level", "index 0-1")  # numbers that speak without a unit


def told(results: Sequence[Any]) -> list[dict[str, Any]]:
    """Return, for each scenario, ``label``, ``story``, ``differs`` (lines) and ``bound`` (a line)."""
    return [
        {
            "label": result.label
            + (", the reference" if result.scenario["name"] == REFERENCE else ""),
            "story": " ".join(result.about.split()),
            "differs": [] if result.scenario["name"] == BASE else differing(result),
            "bound": line.partition(": ")[2],
        }
        for result, line in zip(results, bound(results), strict=True)
    ]


def differing(result: Any) -> list[str]:
    """Return a line for each number or switch in which a scenario is not the baseline."""
    words, base = translator("en"), load_scenario(BASE)
    usual, lines = _usual(result.scenario["uncertainty"]), []
    for row in result.assumptions:
        other = usual.get(row["name"])
        own = not row["name"].startswith("switches.")  # told below in words
        if own and other is not None and row["value"] != other:
            name = setting(words, base.cards, row["name"])
            unit = "" if row["unit"] in SHARES or f"({row['unit']})" in name else row["unit"]
            lines.append(f"{name}: {_number(row['value'], unit)} instead of {_number(other)}")
    for name, at in result.scenario["switches"].items():
        if at != base.switches[name]:
            now, then = (words.named("option", f"{name}.{x}", x) for x in (at, base.switches[name]))
            lines.append(f"{words.named('lever', name)}: {now} instead of {then}")
    return lines


@cache
def _usual(uncertainty: str) -> dict[str, Any]:
    """Return the baseline's numbers by name, fitted or not as the result's are."""
    base = apply_overrides(load_scenario(BASE), [f"uncertainty={uncertainty}"])
    return {row["name"]: row["value"] for row in assumptions(base)}


def _number(value: Any, unit: str = "") -> str:
    if not isinstance(value, int | float):
        return str(value)
    said = f"{value:,.0f}" if abs(value) >= 10 else f"{value:.3g}"
    return f"{said} {unit}" if unit else said
