"""A scenario made in code: the same checks as a file's, and the file that says the same."""

from __future__ import annotations

import dataclasses
from datetime import date as Day
from typing import Any

from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.core.toml import parse
from sahelsim.scenario.files import load_scenario, package_cards
from sahelsim.scenario.layers import lay
from sahelsim.scenario.overrides import apply_overrides
from sahelsim.scenario.scenario import Scenario
from sahelsim.scenario.settings import LISTS, literal, merged, row

SIZES = ("weeks", "communities")


def with_row(scenario: Scenario, key: str, values: dict[str, Any]) -> Scenario:
    """Return the scenario with one more decision or shock, checked like a file's."""
    if isinstance(values["date"], str):
        values = values | {"date": day(values["date"])}
    if isinstance(values.get("until"), str):
        values = values | {"until": day(values["until"])}
    change = f"{key}=[{row(values)}]"
    laid = lay(scenario, parse(f"{key} = [{row(values)}]", f"--{key}"))
    return dataclasses.replace(laid, changes=(*scenario.changes, change))


def day(text: str) -> Day:
    """Return a date written as 2022-01-24.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        return Day.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is no date: give a day like 2022-01-24") from None


def checked(scenario: Scenario) -> Scenario:
    """Return a scenario whose own fields, however they were set, are ones that a file may have.

    Raises
    ------
    UsageError
        One line that names the field, its value and what is allowed.
    """
    for key in SIZES:
        lay(scenario, parse(f"{key} = {literal(getattr(scenario, key), key)}", f"--{key}"))
    known = package_cards() | dict(scenario.cards)
    for made in scenario.decisions:
        if made.actor not in known:
            raise UsageError(f"no actor '{made.actor}': {did_you_mean(made.actor, known)}")
        if made.choose not in known[made.actor].can:
            hint = did_you_mean(made.choose, known[made.actor].can)
            raise UsageError(f"'{made.actor}' cannot '{made.choose}': {hint}")
    return scenario


def again(scenario: Scenario) -> Scenario:
    """Return the scenario made anew from its file and its changes."""
    return apply_overrides(load_scenario(scenario.file), scenario.changes)


def check_said(scenario: Scenario) -> None:
    """Refuse a scenario of which file and changes do not tell all.

    Raises
    ------
    UsageError
        If fields of it were set in another way.
    """
    if not scenario.file or again(scenario).hash != scenario.hash:
        raise UsageError(
            f"'{scenario.name}' was changed by hand, so nobody could make it again: start from "
            "load_scenario and use its set, decide and shock"
        )


def toml(scenario: Scenario, name: str) -> str:
    """Return a scenario file that says what this scenario is."""
    check_said(scenario)
    if name in scenario.lineage:
        raise UsageError(f"'{name}' is the file that this scenario extends: give another name")
    said = merged(scenario.changes) | {"name": name}
    said = {"name": name, "label": scenario.label, "extends": scenario.file} | said
    lines = [f"{k} = {literal(v, k)}" for k, v in said.items() if k not in LISTS]
    for key in LISTS:
        for one in said.get(key, []):
            lines += ["", f"[[{key}]]", *(f"{k} = {literal(v, k)}" for k, v in one.items())]
    return "\n".join(lines) + "\n"


__all__ = ["again", "check_said", "checked", "toml", "with_row"]
