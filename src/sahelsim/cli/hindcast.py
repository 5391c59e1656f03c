"""``hindcast`` and ``calibrate``: score the model against the record; fit its few free numbers."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.cli import options
from sahelsim.cli.text import say
from sahelsim.cli.truth import month, read_truth
from sahelsim.core.errors import UsageError

if TYPE_CHECKING:
    from sahelsim.study.hindcast import Hindcast

EXAMPLES = {
    "hindcast": "  sahelsim hindcast\n  sahelsim hindcast --origin 2018-01 --runs 200\n"
    "  sahelsim hindcast --until 2024-12 --truth deaths.csv --json",
    "calibrate": "  sahelsim calibrate --until 2021-10 --out out/calibration",
}
TRUTH = """\
columns of --truth FILE.csv, one row a month:
  month                   YYYY-MM, each month once (required)
  total_best              all deaths of the month (required)
  state_based             deaths in battles with a state (if you have them)
  nonstate_plus_onesided  all other deaths (if you have them)
  Other columns are not read. A total must not be below its parts.
"""


def main(command: str, words: Sequence[str]) -> int:
    """Run one of the two commands."""
    return _hindcast(words) if command == "hindcast" else _calibrate(words)


def _hindcast(words: Sequence[str]) -> int:
    from sahelsim.report.validation.page import page_files, told
    from sahelsim.study.hindcast import hindcast
    from sahelsim.study.size import check_size
    from sahelsim.study.store import save_files

    given = _asked(words)
    check_size(given.runs, given.seed)
    until = month(given.until, given.origin)
    truth = None if given.truth is None else read_truth(given.truth)
    with contextlib.ExitStack() as stack:
        if given.out is not None:
            stack.enter_context(options.claimed_folder(given.out, ""))
        tell, close = options.progress_bar(0, given.quiet or given.json)
        found = hindcast(
            given.origin, until=until, runs=given.runs, seed=given.seed, truth=truth, progress=tell
        )
        close()
        if given.out is not None:
            save_files(page_files(found), given.out, ["sahelsim", "hindcast", *words])
    _tell_the_end(found, until, given.truth)
    if given.json:
        say(json.dumps(found.report(), allow_nan=False))
    else:
        say(told(found.report()))
        if given.out is not None:
            say(f"\npage     {given.out / 'hindcast.html'}")
    return 0


def _asked(words: Sequence[str]) -> Any:
    from sahelsim.study.hindcast import ORIGINS

    about = options.parser("hindcast", "Score the model against the record.", EXAMPLES["hindcast"])
    about.epilog = f"{TRUTH}\n{about.epilog}"
    about.add_argument("--origin", choices=sorted(ORIGINS), default="2021-11", help="(2021-11)")
    about.add_argument("--until", default="2022-12", metavar="YYYY-MM", help="last month (2022-12)")
    about.add_argument(
        "--truth", type=Path, metavar="FILE.csv", help="score against this record (below)"
    )
    about.add_argument("--runs", type=int, default=400, help="runs per variant (400)")
    about.add_argument("--seed", type=int, default=1, help="seed (1)")
    about.add_argument("--out", type=Path, help="write a page and the scores to this new folder")
    about.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    about.add_argument("-q", "--quiet", action="store_true", help="no progress bar")
    return about.parse_args(list(words))


def _tell_the_end(found: Hindcast, until: str, truth: Path | None) -> None:
    """Say on stderr that a record ends before the last month that was asked for."""
    if found.months[-1] < until:
        record, more = ("the shipped record", "; give --truth FILE.csv for later months")
        if truth is not None:
            record, more = f"--truth {truth}", ""
        scored = f"{len(found.months)} month{'' if len(found.months) == 1 else 's'}"
        sys.stderr.write(
            f"sahelsim: {record} ends in {found.months[-1]}, before --until {until}: "
            f"scored {scored}{more}\n"
        )


def _calibrate(words: Sequence[str]) -> int:
    from datetime import date

    from sahelsim.study.calibration.calibrate import WINDOWS, calibrate, runs_of
    from sahelsim.study.calibration.regions import read_regions
    from sahelsim.study.calibration.store import files
    from sahelsim.study.store import save_files

    about = options.parser("calibrate", "Fit the few free numbers.", EXAMPLES["calibrate"])
    about.add_argument("--until", choices=sorted(WINDOWS), default="2021-10", help="(2021-10)")
    about.add_argument("--points", type=int, default=4000, help="points in each wave (4000)")
    about.add_argument("--seed", type=int, default=1, help="seed (1)")
    about.add_argument(
        "--regions",
        type=Path,
        metavar="FILE.csv",
        help="fit deaths by region too, from your table year,REGION,...",
    )
    about.add_argument("--out", type=Path, help="new folder (out/calibration-UNTIL)")
    about.add_argument("-q", "--quiet", action="store_true", help="no progress bar")
    given = about.parse_args(list(words))
    if not 200 <= given.points <= 100_000:
        raise UsageError(f"--points {given.points} is outside 200 to 100000")
    if given.seed < 0:
        raise UsageError(f"--seed {given.seed} is negative; take 0 or more")
    regions = () if given.regions is None else read_regions(given.regions, given.until)
    from sahelsim.report.validation.fit import fit_page, told_fit

    with options.claimed_folder(given.out, f"calibration-{given.until}") as folder:
        tell, close = options.progress_bar(runs_of(given.points), given.quiet)
        found = calibrate(
            given.until, points=given.points, seed=given.seed, regions=regions, progress=tell
        )
        close()
        made = files(found, date.today().isoformat()) | {"calibration.html": fit_page(found)}
        save_files(made, folder, ["sahelsim", "calibrate", *words])
    say(told_fit(found))
    say(f"\npage     {folder / 'calibration.html'}")
    return 0
