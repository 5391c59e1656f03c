"""``classroom``: serve a class on this machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.core.errors import UsageError

NEEDS = ("dash", "waitress")  # the extra that brings Flask and a server
SCENARIO = Parameter(help="A name, a TOML file, or the file of a class, which then goes on.")


def classroom(
    scenario: Annotated[str, SCENARIO] = "baseline",
    /,
    *,
    groups: Annotated[int, Parameter(help="Worlds, 1 to 12, under one chance.")] = 1,
    seats: Annotated[str, Parameter(help="Who can be played, with commas; five if none.")] = "",
    seed: o.Seed = 1,
    set: o.Set = None,
    save: Annotated[Path | None, Parameter(help="File of the class; in out/ if none.")] = None,
    port: Annotated[int, Parameter(help="Port; 0 takes a free one.")] = 8060,
    host: Annotated[str, Parameter(help="Address to listen on; this machine.")] = "127.0.0.1",
    no_browser: Annotated[bool, o.flag("Only print the addresses.")] = False,
    lang: Annotated[str, Parameter(help="Language: en or fr.")] = "en",
    trust: o.Trust = None,
) -> int:
    """Serve a class: an instructor's board, a code to join with, a page for each seat.

    Try:
      sahelsim classroom baseline --groups 3 --host 0.0.0.0
      sahelsim classroom out/class-baseline.sahelsim
    """
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the classroom needs {' and '.join(missing)}: pip install 'sahelsim[dashboard]'"
        )
    if not 0 <= port <= 65_535:
        raise UsageError(f"--port must be 0 to 65535, not {port}")
    o.trusting(trust)
    from sahelsim.classroom.begin import begin
    from sahelsim.classroom.web.server import serve

    names = [name.strip() for name in seats.split(",") if name.strip()]
    made = begin(scenario, groups=groups, seats=names, seed=seed, set=set or (), save=save)
    serve(made, host=host, port=port, browser=not no_browser, lang=lang)
    return 0
