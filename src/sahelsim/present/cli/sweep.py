"""``sweep`` and ``status``: many futures under several policies, and how far they are."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sahelsim.base.errors import UsageError
from sahelsim.present.cli import options
from sahelsim.present.cli.text import say

EXAMPLES = (
    "  sahelsim sweep tiny\n  sahelsim sweep my-design.toml --plan\n"
    "  sahelsim sweep my-design.toml --out out/mine --resume"
)
ASK_ABOVE = 50_000  # runs
MS_PER_WEEK, ROW_BYTES = 0.35, 350.0  # of one run on one core, measured; only for the plan
SHOWN = ("stability", "total_deaths", "one_sided_state", "jihadist_control_share", "coup_hazard")


def main(command: str, words: Sequence[str]) -> int:
    """Run one of the two commands."""
    return _status(words) if command == "status" else _sweep(words)


def _sweep(words: Sequence[str]) -> int:
    from sahelsim.experiment.sweep.design import find_design, read_design
    from sahelsim.experiment.sweep.folder import sweep

    about = options.parser("sweep", "Run a design: futures x policies x replicates.", EXAMPLES)
    about.add_argument("design", help="TOML file, or the name of a shipped design")
    about.add_argument("--plan", action="store_true", help="say what it would cost, run nothing")
    about.add_argument("--out", type=Path, help="result folder (out/NAME)")
    about.add_argument("--resume", action="store_true", help="go on with a stopped sweep in --out")
    about.add_argument("--yes", action="store_true", help=f"allow over {ASK_ABOVE:,} runs")
    about.add_argument("--workers", type=int, help="processes (all cores)")
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    about.add_argument("-q", "--quiet", action="store_true", help="no progress bar")
    given = about.parse_args(list(words))
    if given.workers is not None and not 1 <= given.workers <= 256:
        raise UsageError(f"--workers {given.workers} is outside 1 to 256")
    if given.resume and given.out is None:
        raise UsageError("--resume needs --out FOLDER: which sweep is to go on?")
    design = read_design(find_design(given.design))
    if given.plan:
        say(planned(design))
        return 0
    if design.runs > ASK_ABOVE and not given.yes:
        raise UsageError(f"{design.runs:,} runs; see --plan, and add --yes if you mean it")
    folder = given.out or options.fresh_folder(design.name)
    tell, close = options.progress_bar(design.runs, given.quiet or given.json, "run")
    sweep(design, folder, resume=given.resume, workers=given.workers, progress=tell)
    close()
    found = findings(folder)
    if given.json:
        sys.stdout.write(json.dumps(found, allow_nan=False) + "\n")
    else:
        say(told(found))
    return 0


def _status(words: Sequence[str]) -> int:
    from sahelsim.experiment.sweep.folder import status

    about = options.parser("status", "How far a sweep is.", "  sahelsim status out/tiny")
    about.add_argument("folder", type=Path)
    held = status(about.parse_args(list(words)).folder)
    word = "finished" if held["finished"] else "not finished"
    say(
        f"{held['name']}: {held['done']} of {held['batches']} batches, {held['runs']:,} runs, {word}"
    )
    return 0


def planned(design: Any) -> str:
    """Return the size, time and disk of a design, before anything runs."""
    import os

    weeks = max(story.weeks for story in design.policies.values())
    seconds = design.runs * weeks * MS_PER_WEEK / 1000 / (os.cpu_count() or 1)
    lines = [
        f"{design.name}   {design.kind}   settings {design.hash}",
        f"  {design.points:,} futures x {len(design.policies)} policies x "
        f"{design.replicates:,} replicates = {design.runs:,} runs of {weeks} weeks",
        f"  factors   {', '.join(design.table)}",
        f"  policies  {', '.join(design.policies)}",
        f"  about {seconds / 60:,.1f} minutes on {os.cpu_count()} cores, "
        f"{design.runs * ROW_BYTES / 1e6:,.1f} MB of disk (a guess from another machine)",
    ]
    return "\n".join(lines)


def findings(folder: Path) -> dict[str, Any]:
    """Return what a finished sweep shows, from its folder alone."""
    import pandas as pd

    from sahelsim.analysis.intervals import wilson
    from sahelsim.analysis.ranking import policy_differences, ranking
    from sahelsim.experiment.sweep.folder import read_plan

    plan, frame = read_plan(folder), pd.read_parquet(folder / "runs.parquet")
    lived = frame[frame["class"] != "failed"]
    shares: dict[str, Any] = {}
    for policy, part in lived.groupby("policy", sort=False):
        counts = part["class"].value_counts()
        shares[str(policy)] = {
            str(k): dict(zip(("share", "low", "high"), wilson(int(n), len(part)), strict=True))
            for k, n in counts.items()
        }
    points = range(plan["points"])
    means = {
        name: {
            policy: part.groupby("point")[name].mean().reindex(points).to_numpy()
            for policy, part in lived.groupby("policy", sort=False)
        }
        for name in SHOWN
    }
    first = frame[frame["policy"] == frame["policy"].iloc[0]].groupby("point").first()
    ranks = {}
    for policy, outcome in means["stability"].items():
        whole = outcome == outcome
        columns = {f: first[f].to_numpy()[whole] for f in plan["factors"]}
        ranks[str(policy)] = ranking(columns, outcome[whole]) if whole.sum() > 2 else []
    return {
        "folder": str(folder),
        "runs": len(frame),
        "failed": int((frame["class"] == "failed").sum()),
        "classes": shares,
        "differences": {name: policy_differences(by) for name, by in means.items()},
        "ranking": {"outcome": "stability", "policies": ranks},
    }


def told(found: dict[str, Any]) -> str:
    """Return a sweep's findings for a terminal."""
    lines = [options.NOTICE, f"{found['runs']:,} runs, {found['failed']} failed", ""]
    for policy, shares in found["classes"].items():
        lines.append(f"{policy}: share of runs over all futures (95 % interval)")
        lines += [f"  {name:20} {100 * s['share']:4.0f} %   {100 * s['low']:.0f} to "
                  f"{100 * s['high']:.0f} %" for name, s in shares.items()]  # fmt: skip
    for name, rows in found["differences"].items():
        for pair, row in rows.items():
            lines.append(
                f"{pair}, {name}: {row['mean']:+.3g} ({row['low']:+.3g} to {row['high']:+.3g})"
            )
    for policy, rows in found["ranking"]["policies"].items():
        lines += ["", f"{policy}: rank correlation of each factor with stability; below 'chance' "
                  "nothing is shown"]  # fmt: skip
        lines += [f"  {row['rho']:+.2f}  {row['factor']}" for row in rows]
    lines += ["", f"data     {found['folder']}/runs.parquet"]
    return "\n".join(lines)
