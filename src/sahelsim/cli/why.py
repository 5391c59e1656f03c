"""``why`` and ``replay``: one run of a folder, decision by decision, and what was booked."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sahelsim.cli import options, runs
from sahelsim.cli.text import say, since_written
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.texts.numbers import signed

BOOKED = {
    "fighters.jnim": "JNIM's fighters",
    "accord_trust": "the CMA's trust",
    "control.state": "the state's control",
    "ruthlessness": "the army's ruthlessness",
    "treasury": "the treasury",
    "coup_hazard": "the coup hazard",
}


def main(command: str, words: Sequence[str]) -> int:
    """Tell one run; its details come from running that folder's recipe again."""
    if command == "replay":
        return _replay(words)
    given = _parser(command).parse_args(list(words))
    result, others = _again(given.folder, given.scenario)
    run = _which(result, given.run)
    from sahelsim.analysis.causes import timeline

    every = timeline(result.decisions, run)
    rows = [r for r in every if _wanted(r, given, result)]
    explained = _explained(result, run)
    if given.json:
        say(json.dumps({"run": run, "scenario": result.name, "explained": explained,
                        "decisions": rows, "events": _events(result, run)}))  # fmt: skip
        return 0
    say(f"{result.label}, run {run} of {result.runs}: {explained}")
    if others and not given.scenario:
        say(f"(the folder also holds {', '.join(others)}: --scenario {others[0]})")
    if given.all:
        _tell(result, run, rows)
    elif given.actor:
        say("\n" + "\n".join(_told(row, result) for row in rows))
    else:
        say(_in_short(result, run, len(every)))
    if not given.all:
        say(_more(given, run))
    return 0


def _explained(result: Any, run: int) -> str:
    """Return a run's outcome class and why it is that one."""
    from sahelsim.analysis.classify import explain
    from sahelsim.texts.sentences import run_class
    from sahelsim.texts.translator import translator

    return run_class(translator("en"), *explain(result.series, run))


def _events(result: Any, run: int) -> list[dict[str, Any]]:
    """Return a run's events, each with its sentence."""
    return [e | {"text": _event(e, result)} for e in result.events if e["run"] == run]


def _event(row: dict[str, Any], result: Any) -> str:
    from sahelsim.texts.sentences import event
    from sahelsim.texts.translator import translator

    return event(
        translator("en"), row, dict(zip(result.place_ids, result.place_names, strict=True))
    )


def _in_short(result: Any, run: int, decisions: int) -> str:
    """Return which actions go with large differences, and the turning points of this one."""
    from sahelsim.analysis.causes import decisive, sentence
    from sahelsim.analysis.turning import turning_points

    last = result.series["stability"][:, -1]
    lines = [
        "",
        "Actions that go with the largest differences between runs (an association; 'fork' tests it)",
    ]
    for n, row in enumerate(decisive(result.decisions, last), start=1):
        indent = {"initial_indent": f"  {n} ", "subsequent_indent": "    "}
        lines.append(textwrap.fill(sentence(row), 79, **indent))
    points = turning_points(result.decisions, result.events, last, run)
    events = sum(e["run"] == run for e in result.events)
    lines += ["", f"Turning points of this run ({decisions} decisions and {events} events in all)"]
    return "\n".join([*lines, *(_point(row, result) for row in points)])


def _point(row: dict[str, Any], result: Any) -> str:
    """Return a turning point, with the chief reason of a decision, on a line or two."""
    from sahelsim.report.story import likely

    day = result.start + timedelta(weeks=row["week"])
    if "kind" in row:
        told = _event(row, result)
    else:
        taken = next(o for o in row["options"] if o["option"] == row["chosen"])
        chief = max(taken["terms"], key=lambda t: t[2], default=("", "", 0.0))
        because = f", for {chief[0]}: {chief[1]}" if chief[2] > 0 else ""
        told = f"{row['actor']}: {row['label']} ({likely(row, taken)}{because})"
    return textwrap.fill(told, 79, initial_indent=f"  {day}  ", subsequent_indent=" " * 14)


def _more(given: Any, run: int) -> str:
    """Return the one line that says how to see all."""
    words = ["sahelsim why", str(given.folder), f"--run {run}"]
    words += [f"--scenario {given.scenario}"] if given.scenario else []
    words += [f"--actor {given.actor}"] if given.actor else []
    return f"\neverything   {' '.join(words)} --all"


def _tell(result: Any, run: int, rows: list[dict[str, Any]]) -> None:
    say("")
    for row in rows:
        say(_told(row, result))
    _tell_events(result, run)
    _ledger(result)


def _replay(words: Sequence[str]) -> int:
    """Run one run of a sweep again and tell all of it."""
    from sahelsim.analysis.causes import timeline
    from sahelsim.study.sweep.again import one

    about = options.parser(
        "replay", "Run one run of a sweep again and tell it whole.",
        "  sahelsim replay out/tiny baseline:3:1",
    )  # fmt: skip
    about.add_argument("folder", type=Path, help="a finished sweep")
    about.add_argument("run", metavar="POLICY:POINT:REPLICATE")
    about.add_argument("--json", action="store_true", help="print JSON")
    given = about.parse_args(list(words))
    result = one(given.folder, given.run)
    rows = timeline(result.decisions, 0)
    if given.json:
        say(json.dumps({"run": given.run, "decisions": rows, "events": _events(result, 0)}))
        return 0
    say(f"{result.label}, {given.run}: {_explained(result, 0)}")
    _tell(result, 0, rows)
    return 0


def _parser(command: str) -> options.Parser:
    words = options.parser(
        command,
        "Read one run: what was chosen, for which incentive, what followed.",
        "  sahelsim why out/at-worst-...\n  sahelsim why out/at-worst-... --run 3 --actor cma\n"
        "  sahelsim why out/at-worst-... --all",
    )
    words.add_argument("folder", type=Path, help="a result folder")
    words.add_argument("--scenario", help="which, if the folder compares several (the last)")
    words.add_argument(
        "--run",
        type=int,
        help="which run (a typical one: nearest the median in the commonest class)",
    )
    words.add_argument("--actor", help="only this actor's decisions")
    words.add_argument(
        "--all", action="store_true",
        help="every decision with its reasons, every event, and the ledger",
    )  # fmt: skip
    words.add_argument("--json", action="store_true", help="print every decision as JSON")
    return words


def _again(folder: Path, scenario: str | None) -> tuple[Any, list[str]]:
    """Run a folder's scenario again; return its result, and the names of the other scenarios."""
    from sahelsim.study.again import differences
    from sahelsim.study.store import damage, read_manifest, recipe_of

    manifest = read_manifest(folder)
    recipe = recipe_of(folder, manifest)
    scenarios = runs.prepare(recipe, folder)
    if damaged := damage(folder, manifest):
        told = f"{since_written(damaged)}; what follows is its recipe, run again"
        sys.stderr.write(f"sahelsim: {folder} is not whole: {told}\n")
    names = [s.name for s in scenarios]
    if scenario is not None and scenario not in names:
        raise UsageError(f"no scenario '{scenario}' in {folder}: {did_you_mean(scenario, names)}")
    chosen = scenarios[names.index(scenario)] if scenario else scenarios[-1]
    others = [name for name in names if name != chosen.name]
    result = runs.compute(recipe, [chosen], quiet=False)[0]
    if differ := differences(folder, [result]):
        told = f"another story than {folder} holds, as this version or machine differs: {differ[0]}"
        sys.stderr.write(f"sahelsim: what follows is {told}\n")
    return result, others


def _which(result: Any, run: int | None) -> int:
    from sahelsim.analysis.causes import middle_run

    if run is None:
        return middle_run(result.series["stability"][:, -1], result.classes)
    if not 0 <= run < result.runs:
        raise UsageError(f"--run must be 0 to {result.runs - 1}, not {run}")
    return run


def _wanted(row: dict[str, Any], given: Any, result: Any) -> bool:
    from sahelsim.analysis.causes import QUIET

    actors = {d.actor for d in result.decisions}
    if given.actor and given.actor not in actors:
        raise UsageError(f"no actor '{given.actor}': {did_you_mean(given.actor, actors)}")
    told = given.all or given.json or row["chosen"] not in QUIET
    return told and (not given.actor or row["actor"] == given.actor)


def _told(row: dict[str, Any], result: Any) -> str:
    day = result.start + timedelta(weeks=row["week"])
    taken = next(o for o in row["options"] if o["option"] == row["chosen"])
    from sahelsim.analysis.causes import inside
    from sahelsim.report.story import likely

    head = f"{day} {row['actor']}: {row['label']} ({likely(row, taken)})"
    terms = sorted(taken["terms"], key=lambda t: -abs(t[2]))[:4]
    reasons = ", ".join(f"{because} {signed(worth)} ({inc})" for inc, because, worth in terms)
    other = [o for o in row["options"] if o["option"] != row["chosen"]][:2]
    instead = ", ".join(f"{inside(o['label'])} {o['probability']:.2f}" for o in other)
    lines = [head, f"    because {reasons}", *([f"    instead of {instead}"] if instead else [])]
    return "\n".join(lines)


def _tell_events(result: Any, run: int) -> None:
    rows = _events(result, run)
    say(f"\nWhat happened in this run of the model, and nowhere else ({len(rows)} events)")
    for e in rows:
        say(f"  {result.start + timedelta(weeks=e['week'])} {e['text']}")


def _ledger(result: Any) -> None:
    from sahelsim.analysis.causes import largest_causes
    from sahelsim.report.story import booked

    say("\nWhat changed each quantity (the ledger: mean over all runs, sum over all weeks)")
    for label, causes in largest_causes(result.ledger, BOOKED, most=4).items():
        told = ", ".join(" ".join(booked(row)) for row in causes)
        say(f"  {label}: {told or 'hardly moved'}")
