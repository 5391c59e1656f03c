"""A past run's choices, ready to be lived through again."""

from __future__ import annotations

from sahelsim.experiment.result import Result


def past_decisions(result: Result, run: int, week: int) -> dict[str, dict[tuple[str, int], str]]:
    """Return what each actor's desks chose in one run before a week.

    Returns
    -------
    dict
        Actor to {(desk, week): option}: what ``model.choice.Replayed`` asks for.
    """
    found: dict[str, dict[tuple[str, int], str]] = {}
    for d in result.decisions:
        if d.week < week:
            option = d.options[int(d.chosen[run])]
            found.setdefault(d.actor, {})[(d.desk, d.week)] = option
    return found
