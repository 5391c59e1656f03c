"""``explorer``: one file in which a reader moves a scenario's levers, without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show

FACTORS = "NAME[=LOW:HIGH]: a lever in place of the usual six; repeatable, at most 10."
Factors = Annotated[list[str] | None, Parameter(help=FACTORS)]


def explorer(
    scenario: Annotated[str, Parameter(help="A name (see 'sahelsim scenarios') or a TOML file.")],
    /,
    *,
    factor: Factors = None,
    points: Annotated[int, Parameter(help="Settings to compute.")] = 256,
    runs: Annotated[int, Parameter(help="Runs at each setting.")] = 16,
    seed: o.Seed = 1,
    weeks: o.Weeks = None,
    set: o.Set = None,
    out: Annotated[Path | None, Parameter(help="The HTML file, which must not exist yet.")] = None,
    workers: o.Workers = None,
    trust: o.Trust = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> int:
    """Write one HTML file with levers over precomputed results.

    Try:
      sahelsim explorer at-worst
      sahelsim explorer baseline --factor actors.cma.incentives.autonomy
      sahelsim explorer baseline --factor actors.junta.incentives.survival=0.2:0.8
      sahelsim explorer no-deal --points 512 --out class.html
    """
    o.trusting(trust)
    from sahelsim.api import explorer as api

    found = api.explorer(
        scenario,
        factor=factor or (),
        points=points,
        runs=runs,
        seed=seed,
        weeks=weeks,
        set=set or (),
        out=out,
        workers=workers,
        progress=not (json or quiet),
    )
    show.answer(found, json, notice=True)
    return 0
