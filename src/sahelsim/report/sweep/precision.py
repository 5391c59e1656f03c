"""How many replicates or runs a precision needs: from a sweep's folder, or by running until then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis import precision as planned
from sahelsim.analysis.indicators import indicator
from sahelsim.core.errors import UsageError
from sahelsim.study.sweep.read import Sweep, read_sweep


def precision(given: Any) -> tuple[Path | None, dict[str, Any]]:
    """Return the runs needed, from a sweep's folder, or by running scenarios until it is there."""
    if not 0.1 <= given.precision <= 100:
        raise UsageError(f"--precision {given.precision:g} is outside 0.1 to 100 percent")
    folder = Path(given.what[0])
    if (folder / "plan.json").exists():
        return folder, _from_sweep(read_sweep(folder), given)
    if len(given.what) > 2 or not 20 <= given.most <= 100_000:
        raise UsageError(
            "precision takes a folder, or one or two scenarios and --most 20 to 100000"
        )
    return None, _sequential(given)


def _from_sweep(held: Sweep, given: Any) -> dict[str, Any]:
    """Return replicates needed: the spread of the seeds, each a mean over all futures."""
    last = held.policy(given.policy)
    names = [held.policies[0], last] if last != held.policies[0] else [last]
    tables = [held.outcome(policy, given.outcome) for policy in names]
    whole = np.isfinite(tables).all(axis=(0, 2))
    if held.plan["replicates"] < 2 or not whole.any():
        raise UsageError("one replicate tells nothing of chance; extend --replicates first")
    plan = planned.plan(*(t[whole].mean(axis=0) for t in tables[::-1]), also=given.precision / 100)
    found = {"outcome": given.outcome, "plan": plan, "points": int(whole.sum())}
    return found | ({"difference": f"{last} - {names[0]}"} if len(names) > 1 else {})


def _sequential(given: Any) -> dict[str, Any]:
    from sahelsim.analysis.summarise import per_run
    from sahelsim.scenario import apply_overrides, load_scenario
    from sahelsim.study.ensemble import run_scenario

    outcome = indicator(given.outcome).name
    weeks = [f"weeks={given.weeks}"] if given.weeks else []
    stories = [apply_overrides(load_scenario(name), weeks) for name in given.what]

    def more(story: Any, first: int, count: int) -> Any:
        result = run_scenario(story, runs=count, seed=given.seed, first_run=first)
        return per_run(result.series)[outcome]

    values, path = planned.until(
        lambda first, count: more(stories[0], first, count), given.precision / 100, given.most
    )
    other = [more(story, 0, len(values)) for story in stories[1:]]
    plan = planned.plan(values, *other, also=given.precision / 100)
    found = {"outcome": outcome, "path": path, "plan": plan, "of": given.what[0]}
    return found | ({"difference": " - ".join(given.what[::-1])} if other else {})
