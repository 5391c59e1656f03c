"""``sweep``, ``status``, ``extend``, ``merge``: many futures under several policies."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelsim.cli import options
from sahelsim.cli.text import say
from sahelsim.core.errors import UsageError
from sahelsim.report.sweep.findings import cost, findings, planned, told, whereto

EXAMPLES = (
    "  sahelsim sweep tiny\n  sahelsim sweep my-design.toml --plan\n"
    "  sahelsim sweep my-design.toml --out out/mine --resume"
)
ASK_ABOVE = 50_000  # runs
TWICE = 2.0  # batches and the tables that they are joined into stand side by side for a while


def main(command: str, words: Sequence[str]) -> int:
    """Run one of the four commands."""
    return {"sweep": _sweep, "status": _status, "extend": _extend, "merge": _merge}[command](words)


def _sweep(words: Sequence[str]) -> int:
    from sahelsim.study.sweep.design import find_design, read_design
    from sahelsim.study.sweep.folder import sweep

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
        _say(cost(design), planned, given.json)
        return 0
    with options.claimed_folder(given.out, design.name, there=given.resume) as folder:
        _ask(cost(design), folder, given.yes)
        tell, close = options.progress_bar(design.runs // part[1], given.quiet or given.json, "run")
        sweep(design, folder, resume=given.resume, engine=engine, part=part, progress=tell)
        close()
    if part[1] > 1:
        found = {"folder": str(folder), "part": part[0], "of": part[1]}
        words = f"part {given.part} in {folder}; join all parts with 'sahelsim merge'"
        _say(found, lambda _: words, given.json)
        return 0
    return _tell(folder, given.json)


def _extend(words: Sequence[str]) -> int:
    from sahelsim.study.sweep.extend import extend, larger
    from sahelsim.study.sweep.folder import design_of

    about = options.parser(
        "extend", "Make a finished sweep larger; no run is repeated.",
        "  sahelsim extend out/tiny --replicates 6\n  sahelsim extend out/tiny --points 48",
    )  # fmt: skip
    about.add_argument("folder", type=Path, help="a finished sweep")
    about.add_argument("--replicates", type=int, help="replicates a point, in all")
    about.add_argument("--points", type=int, help="points, in all (hypercube, sequence, saltelli)")
    _add_shared(about)
    given = about.parse_args(list(words))
    engine, old = _engine(given), design_of(given.folder)
    grown = larger(old, given.replicates, given.points)
    new = grown.runs - old.runs
    name = f"{given.folder.name}-extended"
    with options.claimed_folder(given.out, name, there=given.resume) as folder:
        _ask(cost(grown, new), folder, given.yes)
        tell, close = options.progress_bar(new, given.quiet or given.json, "run")
        extend(
            given.folder, folder, replicates=given.replicates, points=given.points,
            resume=given.resume, engine=engine, progress=tell,
        )  # fmt: skip
        close()
    return _tell(folder, given.json)


def _merge(words: Sequence[str]) -> int:
    from sahelsim.study.sweep.folder import merge

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
    about.add_argument(
        "--time-limit", type=float, default=600, help="processor seconds a batch (600)"
    )
    about.add_argument(
        "--memory", type=int, default=4096, help="megabytes a worker of this machine (4096)"
    )
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    about.add_argument("-q", "--quiet", action="store_true", help="no progress bar")


def _engine(given: Any) -> Any:
    from sahelsim.study.sweep.engines import ENGINES, Engine

    if given.engine not in ENGINES:
        raise UsageError(f"--engine {given.engine}: one of {', '.join(ENGINES)}")
    if given.address and given.engine != "dask":
        raise UsageError("--address is for --engine dask")
    if given.address and not re.fullmatch(r"[a-z]+://[^/ ]+:\d+", given.address):
        raise UsageError(f"--address {given.address}: write it like tcp://HOST:8786")
    if given.address and given.workers is not None:
        raise UsageError("--workers is not for --address: that cluster has its own workers")
    if given.workers is not None and not 1 <= given.workers <= 256:
        raise UsageError(f"--workers {given.workers} is outside 1 to 256")
    if not 1 <= given.time_limit <= 1e6:
        raise UsageError(f"--time-limit {given.time_limit:g} is outside 1 to 1000000 seconds")
    if not 256 <= given.memory <= 10**6:
        raise UsageError(f"--memory {given.memory} is outside 256 to 1000000 megabytes")
    return Engine(given.engine, given.workers, given.address, given.time_limit, given.memory)


def _ask(told: Mapping[str, Any], folder: Path, yes: bool) -> None:
    """Refuse a sweep that is too large to be started by mistake, or for the disk."""
    if told["runs"] > ASK_ABOVE and not yes:
        raise UsageError(f"{told['runs']:,} runs; see sweep --plan, and add --yes if you mean it")
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free, needed = shutil.disk_usage(there).free / 1e6, TWICE * told["megabytes"]
    if free < needed:
        raise UsageError(f"{folder} needs about {needed:,.0f} MB; the disk has {free:,.0f} MB left")


def _part(text: str) -> tuple[int, int]:
    k, _, n = text.partition("/")
    if not (k.isdigit() and n.isdigit() and 1 <= int(k) <= int(n) <= 10_000):
        raise UsageError(f"--part {text}: write K/N, like 1/4")
    return int(k), int(n)


def _tell(folder: Path, as_json: bool) -> int:
    from sahelsim.report.sweep.write import write_report

    write_report(folder)
    _say(findings(folder), lambda found: f"{options.NOTICE}\n{told(found)}\n{whereto(folder)}",
         as_json)  # fmt: skip
    return 0


def _say(found: dict[str, Any], words: Callable[[dict[str, Any]], str], as_json: bool) -> None:
    say(json.dumps(found, allow_nan=False) if as_json else words(found))


def _status(words: Sequence[str]) -> int:
    from sahelsim.study.sweep.status import status

    about = options.parser(
        "status", "How far a sweep is; ask from any terminal.",
        "  sahelsim status out/tiny\n  sahelsim status out/tiny --json",
    )  # fmt: skip
    about.add_argument("folder", type=Path)
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    given = about.parse_args(list(words))
    _say(status(given.folder), _progress, given.json)
    return 0


def _progress(held: Mapping[str, Any]) -> str:
    """Return how far a sweep is, in one line."""
    which = "" if held["part"] is None else " (part {}/{})".format(*held["part"])
    part = f"{held['name']}{which}: {held['runs_done']:,} of {held['runs']:,} runs"
    if held["finished"] and held["part"] is not None:
        return f"{part}, this part is whole; join all parts with 'sahelsim merge'"
    if held["finished"]:
        failed = f", {held['failed']} failed" if held["failed"] else ""
        return f"{part}{failed}, finished"
    if held["seconds_left"] is None:
        return f"{part}, not finished"
    pace = f"{held['runs_per_second']:.1f} runs a second"
    return (
        f"{part}, {pace}, about {held['seconds_left'] / 60:.1f} minutes left if it is still at it"
    )
