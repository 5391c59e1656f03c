"""``run``, ``compare`` and ``fork``: ensembles, their summary, folder and report."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sahelsim.cli import options, text
from sahelsim.cli.options import Parser
from sahelsim.core.errors import UsageError
from sahelsim.core.version import __version__


def main(command: str, words: Sequence[str]) -> int:
    """Run the ensembles of one command."""
    given = _parser(command).parse_args(list(words))
    recipe = {
        "kind": command,
        "scenarios": given.scenarios if command == "compare" else [given.scenario],
        "settings": given.settings,
        "runs": given.runs,
        "seed": given.seed,
        "weeks": given.weeks,
    }
    if command == "fork":
        recipe["fork"] = {"at": given.at, "actor": given.actor, "choose": given.choose}
    folder = perform(recipe, given.out, ["sahelsim", command, *words], given)
    return 0 if folder else 1


def _parser(command: str) -> Parser:
    about = {
        "run": "Run one scenario many times.",
        "compare": "Run scenarios under common random numbers and compare them with the first.",
        "fork": "Run a scenario as it goes and with one decision forced, under common random numbers.",
    }[command]
    examples = {
        "run": "  sahelsim run at-worst\n  sahelsim run baseline --runs 1 --seed 0\n"
        "  sahelsim run no-deal --set switches.bargaining_rule=nash --json",
        "compare": "  sahelsim compare at-best at-worst\n"
        "  sahelsim compare no-deal baseline at-worst --runs 200 --out out/three",
        "fork": "  sahelsim fork baseline --at 2022-01-24 --actor junta --choose talk_to_jnim",
    }[command]
    words = options.parser(command, about, examples)
    if command == "compare":
        words.add_argument("scenarios", nargs="+", metavar="SCENARIO", help="two to four")
    else:
        words.add_argument("scenario", help="a name (see 'sahelsim scenarios') or a TOML file")
    if command == "fork":
        words.add_argument("--at", required=True, help="date of the decision, like 2022-01-24")
        words.add_argument("--actor", required=True, help="who decides, like junta")
        words.add_argument("--choose", required=True, help="the order that is forced")
    options.add_run_options(words, 100)
    return words


def perform(recipe: dict[str, Any], out: Path | None, command: list[str], given: Any) -> Path:
    """Check everything, run, save, print; return the result folder."""
    from sahelsim.report.story import calendars

    scenarios = prepare(recipe)
    base = "-vs-".join(s.name.replace("+", "-") for s in scenarios)
    name = f"{base}-{scenarios[0].hash[:8]}-n{recipe['runs']}-s{recipe['seed']}"
    with options.claimed_folder(out, name) as folder:
        results = compute(recipe, scenarios, quiet=given.quiet or given.json or given.plain)
        differences = contrasts(results)
        did = reached(recipe, results)
        write(results, differences, folder, recipe, command)  # first: a reader may close the pipe
    if not given.json and not given.quiet:
        if did is not None:
            text.say(text.reach(did, recipe["fork"]["at"]))
        text.say(text.summary(results, differences, plain=given.plain))
        if said := calendars(results):
            text.say("\n" + textwrap.fill(said, 79))
        if any(s.partition("=")[0].strip() == "start" for s in recipe["settings"]):
            text.say("\n" + text.MOVED)
    if given.json:
        found = as_json(results, differences, recipe, folder)
        found |= {} if did is None else {"fork": asdict(did) | {"day": f"{did.day}"}}
        sys.stdout.write(json.dumps(found) + "\n")
    else:
        text.say(text.where(folder, recipe))
    return folder


def prepare(recipe: dict[str, Any], folder: Path | None = None) -> list[Any]:
    """Return the resolved scenarios of a recipe; of a folder's, from what the folder holds."""
    from sahelsim.scenario import apply_overrides, load_scenario
    from sahelsim.study.fork import force
    from sahelsim.study.size import check_size
    from sahelsim.study.store import stored

    names = recipe["scenarios"]
    if recipe["kind"] == "compare" and not 2 <= len(set(names)) == len(names) <= 4:
        raise UsageError("compare takes two to four different scenarios")
    check_size(recipe["runs"], recipe["seed"])
    weeks = [f"weeks={recipe['weeks']}"] if recipe["weeks"] is not None else []
    bases = [
        load_scenario(n) if folder is None else stored(folder, k, n) for k, n in enumerate(names)
    ]
    found = [apply_overrides(base, [*recipe["settings"], *weeks]) for base in bases]
    if "fork" in recipe:
        asked = recipe["fork"]
        try:
            at = date.fromisoformat(asked["at"])
        except ValueError:
            raise UsageError(f"--at {asked['at']}: give a day like 2022-01-24") from None
        found.append(force(found[0], at=at, actor=asked["actor"], choose=asked["choose"]))
    return found


def compute(recipe: dict[str, Any], scenarios: list[Any], *, quiet: bool) -> list[Any]:
    """Run the scenarios under common seeds, with a progress bar."""
    from sahelsim.study.pool import run_scenarios

    total = sum(s.weeks for s in scenarios) * recipe["runs"]
    tell, close = options.progress_bar(total, quiet)
    try:
        return run_scenarios(scenarios, runs=recipe["runs"], seed=recipe["seed"], progress=tell)
    finally:
        close()


def reached(recipe: dict[str, Any], results: list[Any]) -> Any:
    """Return in how many runs a fork changed what was chosen; None if nothing was forked.

    Raises
    ------
    UsageError
        If the order could be given in no run.
    """
    from sahelsim.study.fork import reach

    if "fork" not in recipe:
        return None
    asked = recipe["fork"]
    at = date.fromisoformat(asked["at"])
    did = reach(*results, at=at, actor=asked["actor"], choose=asked["choose"])
    if did.closed == did.runs:
        raise UsageError(
            f"'{asked['actor']}' could not choose '{asked['choose']}' on {did.day} in any run: "
            "nothing was forced; try another day or order"
        )
    return did


def contrasts(results: list[Any]) -> dict[str, Any]:
    """Return paired differences of each later result from the first, by ``later - first``."""
    from sahelsim.analysis.contrast import contrast

    first = results[0]
    return {
        f"{r.name} - {first.name}": contrast(first.series, r.series, first.classes, r.classes)
        for r in results[1:]
    }


def write(
    results: list[Any],
    differences: dict[str, Any],
    folder: Path,
    recipe: dict[str, Any],
    command: list[str],
) -> None:
    """Write the result folder with its report; the command is stored without its --out."""
    from sahelsim.report.write import write_report
    from sahelsim.study.store import save

    told = command_of(recipe)

    def report(path: Path) -> None:
        write_report(results, differences, path, command=told, version=__version__)

    save(results, folder, recipe=recipe, command=told.split(" "), report=report)


def command_of(recipe: dict[str, Any]) -> str:
    """Return the command line that repeats a recipe; it names no folder, so it stays the same."""
    words = ["sahelsim", recipe["kind"], *recipe["scenarios"]]
    if "fork" in recipe:
        asked = recipe["fork"]
        words += ["--at", asked["at"], "--actor", asked["actor"], "--choose", asked["choose"]]
    words += ["--runs", str(recipe["runs"]), "--seed", str(recipe["seed"])]
    if recipe["weeks"] is not None:
        words += ["--weeks", str(recipe["weeks"])]
    for setting in recipe["settings"]:
        words += ["--set", setting]
    return " ".join(words)


def as_json(
    results: list[Any], differences: dict[str, Any], recipe: dict[str, Any], folder: Path
) -> dict[str, Any]:
    """Return the machine-readable summary."""
    return {
        "scenarios": {
            r.name: {
                "runs": r.runs,
                "classes": {
                    name: {k: s[k] for k in ("share", "low", "high")}
                    for name, s in r.shares.items()
                },
                "flags": r.flags,
                "indicators": r.summary,
            }
            for r in results
        },
        "differences": differences,
        "seed": recipe["seed"],
        "folder": str(folder),
    }
