"""``sensitivity``, ``discover``, ``flip``, ``contrast``, ``precision``: what a sweep shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sahelsim.cli import options
from sahelsim.cli.text import say

ABOUT = {
    "sensitivity": ("Which factors move an outcome: Sobol', Morris or screening by trees.",
                    "  sahelsim sensitivity out/tiny --outcome total_deaths\n"
                    "  sahelsim sensitivity out/tiny --week 24"),
    "discover": ("Which ranges of the factors lead to an outcome class (PRIM and a tree).",
                 "  sahelsim discover out/tiny --class entrenched"),
    "flip": ("Where one outcome class gives way to another along one or two factors.",
             "  sahelsim flip out/incentives --factor actors.cma.incentives.autonomy"),
    "contrast": ("Policies over the same futures: paired differences, regret, satisficing.",
                 "  sahelsim contrast out/tiny --level stability=40"),
    "precision": ("How many runs a precision needs: from a sweep, or by running until it is there.",
                "  sahelsim precision out/tiny\n  sahelsim precision baseline at-worst --precision 5"),
}  # fmt: skip


def main(command: str, words: Sequence[str]) -> int:
    """Run one analysis; write it beside the sweep and into its report."""
    from sahelsim.report.page import as_text
    from sahelsim.report.sweep import sections as sweep_sections
    from sahelsim.report.sweep import write as sweep_report

    about = options.parser(command, *ABOUT[command])
    _add(about, command)
    given = about.parse_args(list(words))
    folder, found = _precision(given) if command == "precision" else _analysed(command, given)
    if folder is not None:
        sweep_report.keep(folder, command, found)
    if given.json:
        say(json.dumps(found, allow_nan=False))
        return 0
    say(f"{options.NOTICE}\n\n{as_text(sweep_sections.section(command, found))}")
    if folder is not None:
        say(f"\nreport   {folder / 'report.html'}")
    return 0


def _analysed(command: str, given: Any) -> tuple[Path | None, dict[str, Any]]:
    """Return a sweep's folder and what the analysis finds in it."""
    from sahelsim.study.sweep import analyses
    from sahelsim.study.sweep.contrasts import contrast
    from sahelsim.study.sweep.read import read_sweep

    asked = {k: v for k, v in vars(given).items() if k not in ("folder", "json")}
    find = contrast if command == "contrast" else getattr(analyses, command)
    return given.folder, find(read_sweep(given.folder), **asked)


def _precision(given: Any) -> tuple[Path | None, dict[str, Any]]:
    from sahelsim.scenario import apply_overrides, load_scenario
    from sahelsim.study.sweep import precision
    from sahelsim.study.sweep.read import read_sweep

    folder, asked = Path(given.what[0]), {k: vars(given)[k] for k in ("precision", "outcome")}
    if (folder / "plan.json").exists():
        return folder, precision.of_sweep(read_sweep(folder), policy=given.policy, **asked)
    weeks = [f"weeks={given.weeks}"] if given.weeks is not None else []
    stories = [apply_overrides(load_scenario(name), weeks) for name in given.what]
    return None, precision.until(stories, most=given.most, seed=given.seed, **asked)


def _add(about: options.Parser, command: str) -> None:
    if command == "precision":
        about.add_argument("what", nargs="+", help="a sweep's folder, or one or two scenarios")
        about.add_argument("--precision", type=float, default=5, help="percent of the mean (5)")
        about.add_argument("--most", type=int, default=1000, help="runs at which to stop (1000)")
        about.add_argument("--seed", type=int, default=1, help="seed of all chance (1)")
        about.add_argument("--weeks", type=int, help="horizon (the scenario's)")
    else:
        about.add_argument("folder", type=Path, help="a finished sweep")
    if command in ("sensitivity", "precision"):
        about.add_argument("--outcome", default="stability", help="an indicator (stability)")
    if command != "contrast":
        about.add_argument("--policy", help="which policy of the sweep (the last)")
    if command == "sensitivity":
        about.add_argument(
            "--week", type=int, help="the outcome in this week, not over the whole run"
        )
        about.add_argument("--drop-failed", action="store_true", help="leave failed blocks out")
    if command == "discover":
        about.add_argument("--when", "--class", default="rekindled", metavar="CONDITION",
                           help="an outcome class, or like \"stability < 50\"")  # fmt: skip
        about.add_argument("--coverage", type=float, default=0.6, help="cases to cover, 0-1 (0.6)")
    if command == "flip":
        about.add_argument("--factor", action="append", required=True, help="one or two")
        about.add_argument("--between", nargs=2, default=["entrenched", "rekindled"],
                           metavar=("A", "B"), help="outcome classes")  # fmt: skip
        about.add_argument("--when", metavar="CONDITION",
                           help="runs like \"stability < 50\" against all others")  # fmt: skip
    if command == "contrast":
        about.add_argument("--outcome", action="append", default=[], metavar="OUTCOME",
                           help="an indicator, or like \"stability < 50\"; may be repeated")  # fmt: skip
        about.add_argument(
            "--reference", metavar="POLICY", help="differences from this (the first)"
        )
        about.add_argument("--cross", nargs=4, default=[], metavar=("A", "B", "C", "D"),
                           help="four policies: also (A - B) - (C - D)")  # fmt: skip
        about.add_argument("--level", action="append", default=[], metavar="OUTCOME=VALUE",
                           help="what counts as satisfied; the first policy's median if not given")  # fmt: skip
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
