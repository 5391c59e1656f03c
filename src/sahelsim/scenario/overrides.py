"""Settings from the command line, checked exactly like a line of a file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable

from sahelsim.core.errors import CardError, UsageError, shown
from sahelsim.core.toml import parse
from sahelsim.scenario.describe import assumptions
from sahelsim.scenario.layers import lay
from sahelsim.scenario.scenario import Scenario


def apply_overrides(scenario: Scenario, settings: Iterable[str]) -> Scenario:
    """Return the scenario with settings like ``actors.cma.incentives.autonomy=0.1``.

    Raises
    ------
    SahelsimError
        If a setting is not of the form NAME=VALUE, or is refused as a file's would be.
    """
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip() or not value.strip() or "\n" in setting:
            raise UsageError(
                f"--set {shown(setting)}: write NAME=VALUE, e.g. switches.bargaining_rule=nash"
            )
        if name.strip() == "extends":
            raise UsageError(
                f"--set {shown(setting)}: run the other scenario, or write a file that extends it"
            )
        if name.strip() == "also":
            raise UsageError(f"--set {shown(setting)}: more actors need a scenario's file")
        text = f"{name.strip()} = {_literal(value.strip())}"
        try:
            scenario = lay(scenario, parse(text, f"--set {shown(setting)}"))
        except CardError as error:
            raise _with_hint(error, scenario, setting, name.strip()) from None
    return scenario


def _with_hint(error: CardError, scenario: Scenario, setting: str, name: str) -> CardError:
    """Name the whole key where somebody wrote its last part alone."""
    if "." in name:
        return error
    whole = [row["name"] for row in assumptions(scenario) if row["name"].endswith(f".{name}")]
    said = f"--set {shown(setting)}: write the whole name, {' or '.join(whole[:3])}"
    return CardError(said) if whole else error


def _literal(value: str) -> str:
    """Return TOML for a value; a bare word is a text."""
    try:
        tomllib.loads(f"x = {value}")
    except tomllib.TOMLDecodeError:  # a word; what else cannot be read is told by ``parse``
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    except (ValueError, RecursionError):
        return value
    return value
