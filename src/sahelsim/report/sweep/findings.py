"""What a sweep would cost, and what a finished one shows: for the terminal, JSON and the pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis.crossed import ONE_REPLICATE
from sahelsim.analysis.precision import share_width
from sahelsim.report.sweep.numbers import NONE, called, difference, interval
from sahelsim.study.sweep.seeds import WHY
from sahelsim.texts.numbers import signed

SHOWN = ("stability", "total_deaths", "one_sided_state", "jihadist_control_share", "coup_hazard")
MS_PER_WEEK = 0.2  # of one run on one core, measured; only for the plan
ROW_BYTES, WEEK_BYTES = 420.0, 22.0  # on disk: of a run's row, of a row of its series; measured


def cost(design: Any, runs: int | None = None) -> dict[str, Any]:
    """Return size, time and disk of a design; time and disk are guesses from another machine.

    Parameters
    ----------
    design : Design
        What would be run.
    runs : int, optional
        Runs that are new, all by default.
    """
    weeks = max(story.weeks for story in design.policies.values())
    total = design.runs if runs is None else runs
    rows = weeks + 1 if design.record != "summary" else -(-weeks // 4) + 1
    cores = os.cpu_count() or 1
    return {
        "name": design.name,
        "kind": design.kind,
        "design": design.hash,
        "points": design.points,
        "policies": list(design.policies),
        "replicates": design.replicates,
        "seeds": design.seeds,
        "width": share_width(design.points, design.replicates, design.seeds == "shared"),
        "factors": list(design.table),
        "runs": total,
        "weeks": weeks,
        "cores": cores,
        "minutes": total * weeks * MS_PER_WEEK / 60_000 / cores,
        "megabytes": total * (ROW_BYTES + rows * WEEK_BYTES) / 1e6,
    }


def planned(told: Mapping[str, Any]) -> str:
    """Return a design's cost in words, before anything runs."""
    noun = "policy" if len(told["policies"]) == 1 else "policies"
    minutes = "under a minute" if told["minutes"] < 1 else f"about {told['minutes']:,.0f} minutes"
    return "\n".join(
        [
            f"{told['name']}   {told['kind']}   settings {told['design']}",
            f"  {told['points']:,} futures x {len(told['policies'])} {noun} x "
            f"{told['replicates']:,} replicates = {told['runs']:,} runs of {told['weeks']} weeks",
            f"  factors   {', '.join(told['factors'])}",
            f"  policies  {', '.join(told['policies'])}",
            f"  {WHY[told['seeds']]}",
            f"  {_expected(told['width'])}",
            f"  {minutes} on {told['cores']} cores, about {max(told['megabytes'], 0.1):,.1f} MB of disk"
            " (guesses, measured on another machine)",
        ]
    )


def _expected(width: Sequence[float]) -> str:
    """Say how sure a share will be: the better, the less futures and draws of chance differ."""
    best, worst = (100 * half for half in width)
    if worst >= 50:
        return f"a share near one half will be known to {best:.0f} points at best, and possibly to nothing"
    return f"a share near one half will be known to {best:.0f} to {worst:.0f} points either way"


def findings(held: Any) -> dict[str, Any]:
    """Return what a finished sweep shows.

    Returns
    -------
    dict
        ``runs``, ``failed``; ``classes`` (policy to class to share, low, high), ``differences``
        (outcome to pair of policies to mean, low, high), ``ranking`` (of stability; ``silent`` says
        why there is none), ``weeks`` after which runs ended. Intervals are
        95 %, over futures and over the chance that all of them share; with one replicate there are
        none.
    """
    from sahelsim.analysis.ranking import nothing_to_tell, policy_differences, ranking

    outcomes = {name: {p: held.outcome(p, name) for p in held.policies} for name in SHOWN}
    ranks, silent = {}, {}
    for policy, values in outcomes["stability"].items():
        whole = np.isfinite(values).any(axis=1)
        columns = {name: column[whole] for name, column in held.factors(policy).items()}
        mean = np.nanmean(values[whole], axis=1)
        silent[policy] = nothing_to_tell(mean)
        ranks[policy] = [] if silent[policy] else ranking(columns, mean)
    return {
        "folder": str(held.folder),
        "runs": len(held.runs),
        "blind": held.blind,
        "shared": held.shared,
        "failed": int((held.runs["outcome_class"] == "failed").sum()),
        "classes": {policy: class_shares(held, policy) for policy in held.policies},
        "differences": {name: policy_differences(by, held.shared) for name, by in outcomes.items()},
        "weeks": {policy: held.weeks(policy) for policy in held.policies},
        "ranking": {"outcome": "stability", "policies": ranks, "silent": silent},
    }


def class_shares(held: Any, policy: str) -> dict[str, dict[str, Any]]:
    """Return the share of each class that any policy saw, the most frequent first; none is a share.

    With one replicate, which tells nothing of chance, ``low`` and ``high`` are None.
    """
    from sahelsim.analysis.crossed import crossed_share

    seen = held.of(policy)["outcome_class"].value_counts().drop("failed", errors="ignore")
    rows = {
        str(name): crossed_share(held.is_class(policy, str(name)), held.shared)
        for name in seen.index
    }
    unsure = {"low": None, "high": None} if held.blind else {}
    return {
        name: {k: row[k] for k in ("share", "low", "high")} | unsure
        for name, row in rows.items()
        if np.isfinite(row["share"])
    }


def told(found: Mapping[str, Any]) -> str:
    """Return a sweep's findings for a terminal."""
    failed = f", {found['failed']} failed" if found["failed"] else ", none failed"
    lines = [f"{found['runs']:,} runs{failed}", _intervals(found)]
    for policy, shares in found["classes"].items():
        title = f"{policy}: how runs end after {found['weeks'][policy]} weeks, over all futures"
        ends = (f"  {k:20} {100 * s['share']:4.0f} %{_between(s)}" for k, s in shares.items())
        lines += ["", title, *ends]
    return "\n".join([*lines, *_differences(found), *_rankings(found)])


def _intervals(found: Mapping[str, Any]) -> str:
    """Say what the intervals of a sweep's findings are over."""
    if found["blind"]:
        return ONE_REPLICATE
    if found["shared"]:
        return "Intervals are 95 %, over the futures and over the chance that all of them share."
    return "Intervals are 95 %, over the futures, each with chance of its own."


def _differences(found: Mapping[str, Any]) -> Iterator[str]:
    pairs: dict[str, list[str]] = {}
    for name, rows in found["differences"].items():
        for pair, row in rows.items():
            if "mean" in row:
                mean, ends = difference(name, row["mean"]), interval(name, row)
                ends = "" if ends == NONE else f"   {ends}"
                pairs.setdefault(pair, []).append(f"  {called(name):36}{mean:>12}{ends}")
    for pair, said in pairs.items():
        yield from ("", f"{pair}, mean difference", *said)


def _rankings(found: Mapping[str, Any]) -> Iterator[str]:
    what = found["ranking"]["outcome"]
    for policy, rows in found["ranking"]["policies"].items():
        if why := found["ranking"]["silent"][policy]:
            yield from ("", f"{policy}: which factors go with {what}: {why}")
            continue
        nothing = "what stands below 'chance' has shown nothing"
        yield from ("", f"{policy}: rank correlation of each factor with {what}; {nothing}")
        yield from (f"  {signed(row['rho'])}  {row['factor']}" for row in rows)


def _between(row: Mapping[str, Any]) -> str:
    """Return a share's interval in words, or nothing where there is none."""
    if row.get("low") is None or row.get("high") is None:
        return ""
    return f"   {100 * row['low']:.0f} to {100 * row['high']:.0f} %"


def whereto(folder: Path) -> str:
    """Return where the data and the report of a sweep are, and what to type next."""
    return "\n".join(
        [
            "",
            f"data     {folder / 'runs.parquet'}",
            f"report   {folder / 'report.html'}",
            f"next     sahelsim sensitivity {folder}      which factors move an outcome",
            f"         sahelsim contrast {folder}         how the policies differ",
        ]
    )
