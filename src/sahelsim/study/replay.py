"""A past run's choices, ready to be lived through again."""

from __future__ import annotations

from sahelsim.model.choice import Done
from sahelsim.study.result import Result


def past_decisions(result: Result, run: int, week: int) -> dict[str, dict[tuple[str, int], Done]]:
    """Return what each actor did at every look in one run before a week.

    Returns
    -------
    dict
        Actor to {(decision, week): Done}: what ``model.choice.Replayed`` asks for.
    """
    found: dict[str, dict[tuple[str, int], Done]] = {}
    for d in result.decisions:
        if d.week < week:
            done = Done(d.options[int(d.chosen[run])], bool(d.taken[run]))
            found.setdefault(d.actor, {})[(d.decision, d.week)] = done
    return found
