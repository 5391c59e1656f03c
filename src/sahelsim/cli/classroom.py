"""``classroom``: serve a class on this machine, or write its kit for the printer."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show
from sahelsim.core.errors import UsageError

NEEDS = ("dash", "waitress")  # the extra that brings Flask and a server
KIT = "kit"
SCENARIO = Parameter(help="A name, a TOML file, the file of a class, which then goes on; or 'kit'.")


def classroom(
    scenario: Annotated[str, SCENARIO] = "baseline",
    lesson: Annotated[str, Parameter(help="After 'kit': the scenario that is played.")] = "",
    /,
    *,
    groups: Annotated[
        int, Parameter(name=("--groups", "--teams"), help="Worlds, 1 to 12, under one chance.")
    ] = 3,
    seats: Annotated[str, Parameter(help="Who can be played, with commas; five if none.")] = "",
    seed: o.Seed = 1,
    set: o.Set = None,
    save: Annotated[Path | None, Parameter(help="File of the class; in out/ if none.")] = None,
    port: Annotated[int, Parameter(help="Port; 0 takes a free one.")] = 8060,
    host: Annotated[str, Parameter(help="Address to listen on; this machine.")] = "127.0.0.1",
    no_browser: Annotated[bool, o.flag("Only print the addresses.")] = False,
    lang: Annotated[str, Parameter(help="Language: en or fr.")] = "en",
    minutes: Annotated[int, Parameter(help="Length of the class that a kit is for.")] = 50,
    out: Annotated[Path | None, Parameter(help="File of the kit, which must not exist.")] = None,
    trust: o.Trust = None,
) -> int:
    """Serve a class: an instructor's board, a code to join with, a page for each seat.

    Try:
      sahelsim classroom baseline --groups 3 --host 0.0.0.0
      sahelsim classroom out/class-baseline.sahelsim
      sahelsim classroom kit at-worst --teams 4 --minutes 50 --lang fr
    """
    o.trusting(trust)
    names = [name.strip() for name in seats.split(",") if name.strip()]
    if scenario == KIT:
        return _kit(lesson or "baseline", groups, names, minutes, lang, set or [], out)
    if lesson:
        raise UsageError(f"'{lesson}' is a word too many")
    _check(port)
    from sahelsim.classroom.begin import begin
    from sahelsim.classroom.web.server import serve

    made = begin(scenario, groups=groups, seats=names, seed=seed, set=set or (), save=save)
    serve(made, host=host, port=port, browser=not no_browser, lang=lang)
    return 0


def _check(port: int) -> None:
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the classroom needs {' and '.join(missing)}: pip install 'sahelsim[dashboard]'"
        )
    if not 0 <= port <= 65_535:
        raise UsageError(f"--port must be 0 to 65535, not {port}")


def _kit(
    scenario: str,
    teams: int,
    seats: list[str],
    minutes: int,
    lang: str,
    settings: list[str],
    out: Path | None,
) -> int:
    """Write the kit, and say where it is."""
    from sahelsim.classroom.begin import write_kit

    path = write_kit(
        scenario, teams=teams, seats=seats, minutes=minutes, lang=lang, set=settings, out=out
    )
    show.say(str(path))
    return 0
