"""How many replicates or runs a precision needs: from a sweep's folder, or by running until then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sahelsim.analysis import precision as planned
from sahelsim.analysis.indicators import indicator
from sahelsim.analysis.summarise import per_run
from sahelsim.core.errors import UsageError
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.sweep.read import Sweep

LEAST, MOST = 20, 100_000  # runs at which to stop


def of_sweep(
    held: Sweep, *, precision: float = 5, outcome: str = "stability", policy: str | None = None
) -> dict[str, Any]:
    """Return replicates needed where all futures share them, else futures.

    Parameters
    ----------
    held : Sweep
        A finished sweep of two replicates or more.
    precision : float
        Half-width of the interval wanted, in per cent of the mean.
    outcome : str
        An indicator.
    policy : str, optional
        Which policy; the last if none. Its difference from the first is told too.
    """
    _check(precision)
    last = held.policy(policy)
    names = [held.policies[0], last] if last != held.policies[0] else [last]
    tables = [held.outcome(name, outcome) for name in names]
    whole = np.isfinite(tables).all(axis=(0, 2))
    if held.blind or not whole.any():
        raise UsageError("one replicate tells nothing of chance; extend --replicates first")
    axis = 0 if held.shared else 1  # the sample: replicates that all share, or futures
    plan = planned.plan(*(t[whole].mean(axis=axis) for t in tables[::-1]), also=precision / 100)
    found = {
        "outcome": outcome,
        "plan": plan,
        "points": int(whole.sum()),
        "shared": held.shared,
        "replicates": held.plan["replicates"],
    }
    return found | ({"difference": f"{last} - {names[0]}"} if len(names) > 1 else {})


def until(
    stories: Sequence[Scenario],
    *,
    precision: float = 5,
    most: int = 1000,
    seed: int = 1,
    outcome: str = "stability",
) -> dict[str, Any]:
    """Run one scenario, or two of which the difference is told, until the precision is there."""
    _check(precision)
    if not 1 <= len(stories) <= 2 or not LEAST <= most <= MOST:
        raise UsageError(
            f"precision takes a folder, or one or two scenarios and --most {LEAST} to {MOST}"
        )
    name = indicator(outcome).name

    def more(story: Scenario, first: int, count: int) -> Any:
        result = run_scenario(story, runs=count, seed=seed, first_run=first)
        return per_run(result.series)[name]

    values, path = planned.until(
        lambda first, count: more(stories[0], first, count), precision / 100, most
    )
    other = [more(story, 0, len(values)) for story in stories[1:]]
    plan = planned.plan(values, *other, also=precision / 100)
    found = {"outcome": name, "path": path, "plan": plan, "of": stories[0].name}
    return found | ({"difference": " - ".join(s.name for s in stories[::-1])} if other else {})


def _check(precision: float) -> None:
    if not 0.1 <= precision <= 100:
        raise UsageError(f"--precision {precision:g} is outside 0.1 to 100 percent")
