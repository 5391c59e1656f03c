"""``scenarios``, ``check``, ``new`` and ``assumptions``: everything about settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sahelsim.cli import options
from sahelsim.cli.text import say
from sahelsim.core.errors import UsageError


def main(command: str, words: Sequence[str]) -> int:
    """Run one command about settings."""
    return {"scenarios": _scenarios, "check": _check, "new": _new, "assumptions": _assumptions}[
        command
    ](list(words))


def _scenarios(words: list[str]) -> int:
    from sahelsim.scenario import apply_overrides, describe, list_scenarios, load_scenario

    about = options.parser(
        "scenarios", "List the scenarios, or describe one.", "  sahelsim scenarios at-worst"
    )
    about.add_argument("scenario", nargs="?", help="the one to describe")
    about.add_argument("--set", action="append", default=[], dest="settings", metavar="NAME=VALUE")
    about.add_argument("--json", action="store_true", help="print JSON")
    given = about.parse_args(words)
    if given.scenario:
        scenario = apply_overrides(load_scenario(given.scenario), given.settings)
        _print(scenario.resolved() if given.json else describe(scenario), given.json)
        return 0
    rows = list_scenarios()
    if given.json:
        _print([dict(name=n, label=label, about=text) for n, label, text in rows], True)
        return 0
    for name, label, text in rows:
        say(f"{name:<22} {label}\n{'':<22} {text}")
    say("\nrun one with: sahelsim run NAME; read one with: sahelsim scenarios NAME")
    return 0


def _check(words: list[str]) -> int:
    about = options.parser(
        "check",
        "Check a scenario, an actor's card or a sweep's design.",
        "  sahelsim check my-story.toml\n  sahelsim check my-sweep.toml",
    )
    about.add_argument("file", nargs="+", help="a TOML file, or the name of a shipped one")
    given = about.parse_args(words)
    faults = [fault for name in given.file for fault in _faults(name)]
    for fault in faults:
        sys.stderr.write(f"sahelsim: {fault}\n")
    if not faults:
        say(f"{', '.join(map(str, given.file))}: no fault found")
    return 2 if faults else 0


def _faults(name: str) -> list[str]:
    """Return what is wrong with a scenario, a card or a design, one line each."""
    from sahelsim.core.errors import SahelsimError, did_you_mean
    from sahelsim.core.toml import read_toml
    from sahelsim.scenario import check_file, scenario_folder

    folder = scenario_folder()
    shipped = {p.stem: p for p in (*folder.glob("*.toml"), *folder.glob("designs/*.toml"))}
    path = shipped.get(name, Path(name))
    if path.is_dir():
        return [f"'{name}' is a folder: give a file, or all of them with {name}/*.toml"]
    if not path.suffix:
        return [f"no scenario or design '{name}': {did_you_mean(name, shipped)}"]
    try:
        if {"policies", "design", "factors"} & set(read_toml(path).data):
            from sahelsim.study.sweep.design import read_design

            read_design(path)
            return []
    except SahelsimError as error:
        return str(error).splitlines()
    return check_file(path)


def _new(words: list[str]) -> int:
    from sahelsim.scenario import new_scenario

    about = options.parser("new", "Write a starter scenario.", "  sahelsim new my-story")
    about.add_argument("name", help="small letters, digits and hyphens")
    about.add_argument("--folder", type=Path, default=Path(), help="where (here)")
    given = about.parse_args(words)
    path = new_scenario(given.name, given.folder)
    say(f"wrote {path}; edit it, then: sahelsim check {path} && sahelsim run {path}")
    return 0


def _assumptions(words: list[str]) -> int:
    from sahelsim.scenario import apply_overrides, assumptions, load_scenario

    about = options.parser(
        "assumptions",
        "List every number with its range and source; unsourced ones come first.",
        "  sahelsim assumptions\n  sahelsim assumptions at-worst --find recruitment",
    )
    about.add_argument("scenario", nargs="?", default="baseline")
    about.add_argument("--find", default="", help="only names that contain every word of this")
    about.add_argument("--set", action="append", default=[], dest="settings", metavar="NAME=VALUE")
    about.add_argument("--json", action="store_true", help="print JSON")
    given = about.parse_args(words)
    rows = assumptions(apply_overrides(load_scenario(given.scenario), given.settings))
    wanted = given.find.lower().split()
    rows = [row for row in rows if all(word in row["name"].lower() for word in wanted)]
    if not rows:
        raise UsageError(
            f"no number's name holds all of '{given.find}'; without --find all are listed"
        )
    if given.json:
        _print(rows, True)
        return 0
    for row in rows:
        value = f"{row['value']:g}" if isinstance(row["value"], float | int) else row["value"]
        say(f"{row['name']}\n    {value} {row['unit']}  ({row['low']:g} to {row['high']:g})  "
            f"{row['source']}{': ' + row['why'] if row['why'] else ''}")  # fmt: skip
    guessed = sum(row["source"] == "assumed" for row in rows)
    say(
        f"\n{len(rows)} numbers and switches, {guessed} of them assumed; change one with --set"
        "\n(those of start. and geography. stand in tables and are the same in every run)"
    )
    return 0


def _print(value: Any, as_json: bool) -> None:
    say(json.dumps(value, ensure_ascii=False) if as_json else value)
