"""A past run's choices, ready to be lived through again."""

from __future__ import annotations

from sahelsim.study.result import Result


def past_decisions(result: Result, run: int, week: int) -> dict[str, dict[tuple[str, int], str]]:
    """Return what each actor's decisions chose in one run before a week.

    Returns
    -------
    dict
        Actor to {(decision, week): option}: what ``model.choice.Replayed`` asks for.
    """
    found: dict[str, dict[tuple[str, int], str]] = {}
    for d in result.decisions:
        if d.week < week:
            option = d.options[int(d.chosen[run])]
            found.setdefault(d.actor, {})[(d.decision, d.week)] = option
    return found
