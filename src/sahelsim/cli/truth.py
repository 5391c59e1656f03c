"""``hindcast`` and ``calibrate``: score the model against the record; fit its few free numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show

if TYPE_CHECKING:
    from sahelsim.api.answer import Answer

Origin = Annotated[
    str | None, Parameter(help="First month to foresee: 2021-11 (if none) or 2018-01.")
]
Origins = Annotated[
    str | None, Parameter(help="all, or YYYY-MM,...: score from several origins, pooled.")
]
Seeds = Annotated[int, Parameter(help="With --origins: how many seeds, joined.")]
Cuts = Annotated[bool, o.flag("With --origins: cut each mechanism in turn.")]
Aggregate = Annotated[
    bool | None,
    Parameter(
        negative="--no-aggregate",
        help="Tell no single month (by default for months that are not shipped).",
    ),
]
Until = Annotated[str, Parameter(help="Last month, YYYY-MM.")]
Truth = Annotated[
    Path | None, Parameter(help="FILE.csv: score against this record (columns above).")
]
Runs = Annotated[int, Parameter(help="Runs per variant.")]
Page = Annotated[Path | None, Parameter(help="New folder for a page and the scores.")]


def hindcast(
    *,
    origin: Origin = None,
    origins: Origins = None,
    seeds: Seeds = 1,
    cuts: Cuts = False,
    aggregate: Aggregate = None,
    until: Until = "2022-12",
    truth: Truth = None,
    runs: Runs = 400,
    seed: o.Seed = 1,
    out: Page = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> int:
    """Score the model against the record.

    columns of --truth FILE.csv, one row a month:
      month                   YYYY-MM, each month once (required)
      total_best              all deaths of the month (required)
      state_based             deaths in battles with a state (if you have them)
      nonstate_plus_onesided  all other deaths (if you have them)
      Other columns are not read. A total must not be below its parts.

    Try:
      sahelsim hindcast
      sahelsim hindcast --origin 2018-01 --runs 200
      sahelsim hindcast --origins all --runs 200 --out out/hindcast
      sahelsim hindcast --until 2024-12 --truth deaths.csv --json
    """
    from sahelsim.api import truth as api

    which: dict[str, Any] = {"origin": origin, "origins": origins, "until": until, "truth": truth}
    told: dict[str, Any] = {"seeds": seeds, "cuts": cuts, "aggregate": aggregate}
    progress = not (json or quiet)
    found = api.hindcast(**which, **told, runs=runs, seed=seed, out=out, progress=progress)
    if found.note:
        show.warn(found.note)
    return _tell(found, json, out and out / "hindcast.html")


def calibrate(
    *,
    until: Annotated[str, Parameter(help="Last month: 2021-10 or 2017-12.")] = "2021-10",
    points: Annotated[int, Parameter(help="Points in each wave.")] = 4000,
    seed: o.Seed = 1,
    regions: Annotated[
        Path | None,
        Parameter(help="FILE.csv: fit deaths by region too, from your table year,REGION,..."),
    ] = None,
    out: Annotated[Path | None, Parameter(help="New folder (out/calibration-UNTIL).")] = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> int:
    """Fit the few free numbers to the record before the deal.

    Try:
      sahelsim calibrate --until 2021-10 --out out/calibration
    """
    from sahelsim.api import truth as api

    with show.claimed_folder(out, f"calibration-{until}") as folder:
        found = api.calibrate(
            until=until,
            points=points,
            seed=seed,
            regions=regions,
            out=folder,
            progress=not (json or quiet),
        )
    return _tell(found, json, folder / "calibration.html")


def _tell(found: Answer, json: bool, page: Path | None) -> int:
    show.answer(found, json)
    if page is not None and not json:
        show.say(f"\npage     {page}")
    return 0
