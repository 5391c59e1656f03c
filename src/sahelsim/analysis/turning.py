"""Turning points: the dozen decisions and events that one run is best told by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelsim.analysis.causes import QUIET, Array, decisive, timeline
from sahelsim.analysis.decisions import DecisionRound

MOST = 12
UNTOLD = ("control", "massacre")  # kinds of events that are many: maps and counts tell them


def first_times(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return each actor's choices the first time they are taken; quiet ones are left out."""
    found, seen = [], set()
    for row in rows:
        key = row["actor"], row["chosen"]
        if key not in seen and row["chosen"] not in QUIET:
            found.append(row)
        seen.add(key)
    return found


def turning_points(
    rounds: Sequence[DecisionRound],
    events: Sequence[Mapping[str, Any]],
    stability: Array,
    run: int,
    most: int = MOST,
) -> list[Mapping[str, Any]]:
    """Return one run's turning points in the order of time: rows of decisions and of events.

    What happened to the regime, the contract and the accord comes first; then what was forced on
    an actor; then the choices whose runs end furthest apart in the whole ensemble (points of
    stability), each the first time it is taken.

    Parameters
    ----------
    rounds, stability : sequence of DecisionRound, array (runs,)
        As ``decisive`` takes them.
    events : sequence of mapping
        The events of all runs.
    run : int
        Which run.
    most : int
        How many points at most.
    """
    mine = [e for e in events if e["run"] == run and e["kind"] not in UNTOLD]
    gap = {(r["actor"], r["option"]): abs(r["gap"]) for r in decisive(rounds, stability, 1_000)}
    taken = sorted(
        first_times(timeline(rounds, run)),
        key=lambda row: (not row["forced"], -gap.get((row["actor"], row["chosen"]), 0.0)),
    )
    kept = [*mine[:most], *taken[: max(0, most - len(mine))]]
    return sorted(kept, key=lambda row: row["week"])
