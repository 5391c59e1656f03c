"""``explorer``: one file in which a reader moves a scenario's levers, without a server."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sahelsim.cli import options
from sahelsim.cli.options import Parser
from sahelsim.cli.text import say
from sahelsim.core.errors import UsageError
from sahelsim.core.lock import claimed
from sahelsim.core.save import check_writable

EXAMPLES = (
    "  sahelsim explorer at-worst\n"
    "  sahelsim explorer baseline --factor actors.cma.incentives.autonomy \\\n"
    "      --factor actors.junta.incentives.survival=0.2:0.8 --factor switches.payment_mode\n"
    "  sahelsim explorer no-deal --points 512 --out class.html"
)
LEAST_WEEKS = 8
POINTS, RUNS = (8, 2048), (4, 1000)


def main(command: str, words: Sequence[str]) -> int:
    """Compute, fit, judge and write one explorer."""
    given = _parser().parse_args(list(words))
    from sahelsim.report.explorer.page import write_explorer

    plan = _planned(given)
    path = given.out or Path("out") / f"explorer-{plan.scenario.name}-{plan.scenario.hash[:8]}.html"
    with claimed(path):
        check_writable(path)
        surfaces = _computed(given, plan)
        write_explorer(plan, surfaces, path, _again(given))
    found = _judged(surfaces)
    if given.json:
        told = {"file": str(path), "bytes": path.stat().st_size, "errors": found}
        sys.stdout.write(json.dumps(told, allow_nan=False) + "\n")
    else:
        say(_told(path, found))
    return 0


def _computed(given: Any, plan: Any) -> Any:
    from sahelsim.study.explorer.study import explore

    tell, close = options.progress_bar(plan.all_runs, given.quiet or given.json, "run")
    try:
        return explore(plan, workers=given.workers, progress=tell)
    finally:
        close()


def _parser() -> Parser:
    about = options.parser(
        "explorer", "Write one HTML file with levers over precomputed results.", EXAMPLES
    )
    about.add_argument("scenario", help="a name (see 'sahelsim scenarios') or a TOML file")
    about.add_argument(
        "--factor", action="append", default=[], metavar="NAME[=LOW:HIGH]",
        help="a lever in place of the usual six; repeatable, at most 10",
    )  # fmt: skip
    about.add_argument("--points", type=int, default=256, help="settings to compute (256)")
    about.add_argument("--runs", type=int, default=16, help="runs at each setting (16)")
    about.add_argument("--seed", type=int, default=1, help="seed of all chance, 0 or more (1)")
    about.add_argument("--weeks", type=int, help="horizon, 8 to 520 weeks (the scenario's)")
    about.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", dest="settings",
        help="change any number or switch by its dotted name; repeatable",
    )  # fmt: skip
    about.add_argument("--out", type=Path, help="the HTML file, which must not exist yet")
    about.add_argument("--workers", type=int, help="processes (all cores)")
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    about.add_argument("-q", "--quiet", action="store_true", help="no progress bar")
    return about


def _planned(given: Any) -> Any:
    """Return the checked plan of what is asked for."""
    from sahelsim.scenario import apply_overrides, load_scenario
    from sahelsim.study.explorer.levers import levers
    from sahelsim.study.explorer.study import Plan
    from sahelsim.study.size import check_size

    check_size(given.runs, given.seed)
    for name, value, (low, high) in (
        ("points", given.points, POINTS),
        ("runs", given.runs, RUNS),
        ("workers", 1 if given.workers is None else given.workers, (1, 256)),
    ):
        if not low <= value <= high:
            raise UsageError(f"--{name} {value} is outside {low} to {high}")
    weeks = [] if given.weeks is None else [f"weeks={given.weeks}"]
    scenario = apply_overrides(load_scenario(given.scenario), [*given.settings, *weeks])
    if scenario.weeks < LEAST_WEEKS:
        raise UsageError(f"an explorer needs at least {LEAST_WEEKS} weeks, not {scenario.weeks}")
    axes = levers(scenario, given.factor)
    return Plan(scenario, axes, given.points, given.runs, given.seed)


def _again(given: Any) -> str:
    """Return the command that makes the same page; it names no file."""
    words = ["sahelsim", "explorer", given.scenario]
    for factor in given.factor:
        words += ["--factor", factor]
    words += ["--points", str(given.points), "--runs", str(given.runs), "--seed", str(given.seed)]
    if given.weeks is not None:
        words += ["--weeks", str(given.weeks)]
    for setting in given.settings:
        words += ["--set", setting]
    return " ".join(words)


def _judged(surfaces: Any) -> dict[str, dict[str, Any]]:
    from sahelsim.study.explorer.fields import FIELDS

    return {
        name: {
            "mean": surface.mean, "p95": surface.p95, "chance": surface.chance,
            "bounds": FIELDS[name].bounds, "unit": FIELDS[name].unit, "on": surface.within(name),
        }
        for name, surface in surfaces.items()
    }  # fmt: skip


def _told(path: Path, found: dict[str, dict[str, Any]]) -> str:
    lines = [options.NOTICE, "", "Error on held-out settings      mean   95 of 100   bounds"]
    for name, row in found.items():
        low, high = row["bounds"]
        state = "" if row["on"] else "   switched off"
        lines.append(
            f"  {name:<12}{row['unit']:<18}{row['mean']:>6.2f}{row['p95']:>12.2f}"
            f"   {low:g} / {high:g}{state}"
        )
    size = path.stat().st_size / 1e6
    lines += ["", f"explorer   {path}   ({size:.2f} MB, opens without a network)"]
    return "\n".join(lines)
