"""One run in words: what was chosen, for which incentive, what followed, what the ledger booked."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sahelsim.analysis.causes import decisive, inside, largest_causes
from sahelsim.analysis.classify import explain
from sahelsim.analysis.turning import turning_points
from sahelsim.report.story import booked, likely, sentence
from sahelsim.texts.numbers import signed
from sahelsim.texts.sentences import event, run_class
from sahelsim.texts.translator import translator

BOOKED = {
    "fighters.jnim": "JNIM's fighters",
    "accord_trust": "the CMA's trust",
    "control.state": "the state's control",
    "ruthlessness": "the army's ruthlessness",
    "treasury": "the treasury",
    "coup_hazard": "the coup hazard",
}


def head(result: Any, run: int, explained: str) -> str:
    """Return which run it is, and how it ended."""
    return f"{result.label}, run {run} of {result.runs}: {explained}"


def explained(result: Any, run: int) -> str:
    """Return a run's outcome class and why it is that one."""
    return run_class(translator("en"), *explain(result.series, run))


def events(result: Any, run: int) -> list[dict[str, Any]]:
    """Return a run's events, each with its sentence."""
    return [e | {"text": _event(e, result)} for e in result.events if e["run"] == run]


def _event(row: Mapping[str, Any], result: Any) -> str:
    places = dict(zip(result.place_ids, result.place_names, strict=True))
    return event(translator("en"), row, places)


def in_short(result: Any, run: int, decisions: int) -> str:
    """Return which actions go with large differences, and the turning points of this one."""
    last = result.series["stability"][:, -1]
    lines = [
        "",
        "Actions that go with the largest differences between runs (an association; 'fork' tests it)",
    ]
    for n, row in enumerate(decisive(result.decisions, last), start=1):
        lines.append(
            textwrap.fill(sentence(row), 79, initial_indent=f"  {n} ", subsequent_indent=" " * 4)
        )
    points = turning_points(result.decisions, result.events, last, run)
    count = sum(e["run"] == run for e in result.events)
    lines += ["", f"Turning points of this run ({decisions} decisions and {count} events in all)"]
    return "\n".join([*lines, *(_point(row, result) for row in points)])


def whole(result: Any, run: int, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return every decision with its reasons, every event, and the ledger."""
    return "\n".join(["", decisions(rows, result), _told_events(result, run), _ledger(result)])


def decisions(rows: Sequence[Mapping[str, Any]], result: Any) -> str:
    """Return each decision with its chief reasons and what was not chosen."""
    return "\n".join(_told(row, result) for row in rows)


def _point(row: Mapping[str, Any], result: Any) -> str:
    """Return a turning point, with the chief reason of a decision, on a line or two."""
    if "kind" in row:
        told = _event(row, result)
    else:
        taken = _taken(row)
        chief = max(taken["terms"], key=lambda t: t[2], default=("", "", 0.0))
        because = f", for {chief[0]}: {chief[1]}" if chief[2] > 0 else ""
        told = f"{row['actor']}: {row['label']} ({likely(row, taken)}{because})"
    return textwrap.fill(
        told, 79, initial_indent=f"  {_day(result, row)}  ", subsequent_indent=" " * 14
    )


def _told(row: Mapping[str, Any], result: Any) -> str:
    taken = _taken(row)
    line = f"{_day(result, row)} {row['actor']}: {row['label']} ({likely(row, taken)})"
    terms = sorted(taken["terms"], key=lambda t: -abs(t[2]))[:4]
    reasons = ", ".join(f"{because} {signed(worth)} ({inc})" for inc, because, worth in terms)
    other = [o for o in row["options"] if o["option"] != row["chosen"]][:2]
    instead = ", ".join(f"{inside(o['label'])} {o['probability']:.2f}" for o in other)
    more = [f"    instead of {instead}"] if instead else []
    return "\n".join([line, f"    because {reasons}", *more])


def _taken(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the option that was chosen."""
    found: Mapping[str, Any] = next(o for o in row["options"] if o["option"] == row["chosen"])
    return found


def _day(result: Any, row: Mapping[str, Any]) -> date:
    day: date = result.start + timedelta(weeks=row["week"])
    return day


def _told_events(result: Any, run: int) -> str:
    rows = events(result, run)
    lines = [f"\nWhat happened in this run of the model, and nowhere else ({len(rows)} events)"]
    return "\n".join(lines + [f"  {_day(result, e)} {e['text']}" for e in rows])


def _ledger(result: Any) -> str:
    lines = ["\nWhat changed each quantity (the ledger: mean over all runs, sum over all weeks)"]
    for label, causes in largest_causes(result.ledger, BOOKED, most=4).items():
        told = ", ".join(" ".join(booked(row)) for row in causes)
        lines.append(f"  {label}: {told or 'hardly moved'}")
    return "\n".join(lines)
