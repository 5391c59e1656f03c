"""``sweep``, ``status``, ``extend``, ``merge``: many futures under several policies."""

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
    """Run one of the four commands."""
    return {"sweep": _sweep, "status": _status, "extend": _extend, "merge": _merge}[command](words)


def _sweep(words: Sequence[str]) -> int:
    from sahelsim.experiment.sweep.design import find_design, read_design
    from sahelsim.experiment.sweep.folder import sweep

    about = options.parser("sweep", "Run a design: futures x policies x replicates.", EXAMPLES)
    about.add_argument("design", help="TOML file, or the name of a shipped design")
    about.add_argument("--plan", action="store_true", help="say what it would cost, run nothing")
    about.add_argument("--part", default="1/1", metavar="K/N", help="run one of N parts; see merge")
    _add_shared(about)
    given = about.parse_args(list(words))
    engine, part = _engine(given), _part(given.part)
    if given.resume and given.out is None:
        raise UsageError("--resume needs --out FOLDER: which sweep is to go on?")
    design = read_design(find_design(given.design))
    if given.plan:
        say(planned(design))
        return 0
    _ask(design.runs, given.yes)
    folder = given.out or options.fresh_folder(design.name)
    tell, close = options.progress_bar(design.runs // part[1], given.quiet or given.json, "run")
    sweep(design, folder, resume=given.resume, engine=engine, part=part, progress=tell)
    close()
    if part[1] > 1:
        say(f"part {given.part} in {folder}; join all parts with 'sahelsim merge'")
        return 0
    return _tell(folder, given.json)


def _extend(words: Sequence[str]) -> int:
    from sahelsim.experiment.sweep.extend import extend, larger
    from sahelsim.experiment.sweep.folder import design_of

    about = options.parser(
        "extend", "Make a finished sweep larger; no run is repeated.",
        "  sahelsim extend out/tiny --replicates 6\n  sahelsim extend out/tiny --points 48",
    )  # fmt: skip
    about.add_argument("folder", type=Path, help="a finished sweep")
    about.add_argument("--replicates", type=int, help="replicates a point, in all")
    about.add_argument("--points", type=int, help="points, in all (hypercube and sequence)")
    _add_shared(about)
    given = about.parse_args(list(words))
    engine, old = _engine(given), design_of(given.folder)
    new = larger(old, given.replicates, given.points).runs - old.runs
    _ask(new, given.yes)
    folder = given.out or options.fresh_folder(f"{given.folder.name}-extended")
    tell, close = options.progress_bar(new, given.quiet or given.json, "run")
    extend(
        given.folder, folder, replicates=given.replicates, points=given.points,
        resume=given.resume, engine=engine, progress=tell,
    )  # fmt: skip
    close()
    return _tell(folder, given.json)


def _merge(words: Sequence[str]) -> int:
    from sahelsim.experiment.sweep.folder import merge

    about = options.parser(
        "merge", "Join the parts of one sweep, run on several machines.",
        "  sahelsim sweep tiny --part 1/2 --out out/p1\n"
        "  sahelsim sweep tiny --part 2/2 --out out/p2\n"
        "  sahelsim merge out/p1 out/p2 --out out/tiny",
    )  # fmt: skip
    about.add_argument("parts", type=Path, nargs="+", metavar="FOLDER")
    about.add_argument("--out", type=Path, required=True, help="result folder")
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    given = about.parse_args(list(words))
    return _tell(merge(given.parts, given.out), given.json)


def _add_shared(about: options.Parser) -> None:
    about.add_argument("--out", type=Path, help="result folder (out/NAME)")
    about.add_argument("--resume", action="store_true", help="go on with a stopped sweep in --out")
    about.add_argument("--yes", action="store_true", help=f"allow over {ASK_ABOVE:,} runs")
    about.add_argument("--engine", default="local", help="local (processes) or dask")
    about.add_argument("--address", help="dask scheduler, like tcp://HOST:8786 (own cluster)")
    about.add_argument("--workers", type=int, help="processes (all cores)")
    about.add_argument("--time-limit", type=float, default=600, help="seconds a batch (600)")
    about.add_argument(
        "--memory", type=int, default=4096, help="megabytes a worker of this machine (4096)"
    )
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    about.add_argument("-q", "--quiet", action="store_true", help="no progress bar")


def _engine(given: Any) -> Any:
    from sahelsim.experiment.sweep.engines import ENGINES, Engine

    if given.engine not in ENGINES:
        raise UsageError(f"--engine {given.engine}: one of {', '.join(ENGINES)}")
    if given.address and given.engine != "dask":
        raise UsageError("--address is for --engine dask")
    if given.address and given.workers is not None:
        raise UsageError("--workers is not for --address: that cluster has its own workers")
    if given.workers is not None and not 1 <= given.workers <= 256:
        raise UsageError(f"--workers {given.workers} is outside 1 to 256")
    if not 1 <= given.time_limit <= 1e6:
        raise UsageError(f"--time-limit {given.time_limit:g} is outside 1 to 1000000 seconds")
    if not 256 <= given.memory <= 10**6:
        raise UsageError(f"--memory {given.memory} is outside 256 to 1000000 megabytes")
    return Engine(given.engine, given.workers, given.address, given.time_limit, given.memory)


def _ask(runs: int, yes: bool) -> None:
    if runs > ASK_ABOVE and not yes:
        raise UsageError(f"{runs:,} runs; see sweep --plan, and add --yes if you mean it")


def _part(text: str) -> tuple[int, int]:
    k, _, n = text.partition("/")
    if not (k.isdigit() and n.isdigit() and 1 <= int(k) <= int(n) <= 10_000):
        raise UsageError(f"--part {text}: write K/N, like 1/4")
    return int(k), int(n)


def _tell(folder: Path, as_json: bool) -> int:
    from sahelsim.present.sweep_analyses import write_report

    write_report(folder)
    found = findings(folder)
    if as_json:
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
    if held["seconds_left"] is not None:
        word += f", about {held['seconds_left'] / 60:.1f} minutes left at this pace"
    done = f"{held['done']} of {held['batches']} batches"
    say(f"{held['name']}: {done}, {held['runs']:,} runs, {word}")
    return 0


def planned(design: Any) -> str:
    """Return the size, time and disk of a design, before anything runs."""
    import os

    weeks = max(story.weeks for story in design.policies.values())
    seconds = design.runs * weeks * MS_PER_WEEK / 1000 / (os.cpu_count() or 1)
    noun = "policy" if len(design.policies) == 1 else "policies"
    lines = [
        f"{design.name}   {design.kind}   settings {design.hash}",
        f"  {design.points:,} futures x {len(design.policies)} {noun} x "
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
        columns = {f["name"]: first[f["name"]].to_numpy()[whole] for f in plan["factors"]}
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
    lines += ["", f"data     {found['folder']}/runs.parquet",
              f"report   {found['folder']}/report.html",
              f"next     sahelsim sensitivity {found['folder']}   |   sahelsim discover ..."]  # fmt: skip
    return "\n".join(lines)
