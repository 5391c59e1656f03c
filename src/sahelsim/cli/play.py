"""``play``: one seat in the terminal, by the keys or by lines from a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show
from sahelsim.core.errors import SahelsimError

if TYPE_CHECKING:
    from sahelsim.classroom.solo import Game

SCENARIO = Parameter(help="A name, a TOML file, or the file of a game, which then goes on.")


def play(
    scenario: Annotated[str, SCENARIO] = "baseline",
    /,
    *,
    seat: Annotated[str, Parameter(help="Whom to play, like junta or cma.")] = "junta",
    seed: o.Seed = 1,
    set: o.Set = None,
    save: Annotated[Path | None, Parameter(help="File of the game; in out/ if none.")] = None,
    lang: Annotated[str, Parameter(help="Language: en or fr.")] = "en",
    trust: o.Trust = None,
    json: o.Json = False,
) -> int:
    r"""Play one seat against the model; every round is a quarter.

    A line of numbers from the menu orders and lives through the round, an empty line lets what
    stands go on; u takes a round back, b shows the brief again, q leaves. The game is in its file
    at all times: name that file to go on.

    Try:
      sahelsim play baseline --seat junta
      sahelsim play out/play-baseline-junta.sahelsim
      printf '3 9\n\nq\n' | sahelsim play at-worst --seat cma
    """
    o.trusting(trust)
    from sahelsim.classroom.solo import play as begin

    game = begin(scenario, seat=seat, seed=seed, set=set or (), save=save, lang=lang)
    try:
        _rounds(game, quiet=json)
        if json:
            show.as_json(game.to_dict())
        else:
            _leave(game)
    finally:
        game.close()
    return 0


def _rounds(game: Game, *, quiet: bool) -> None:
    """Ask for orders and live through rounds until the end, q, or the end of what is read."""
    fresh = True
    while not game.over:
        if fresh and not quiet:
            show.say(game.text())
        if not quiet:
            sys.stdout.write(f"{game.words('classroom.prompt')}> ")
            sys.stdout.flush()
        line = sys.stdin.readline()
        if not line or line.strip() in ("q", "quit"):
            return
        fresh = _done(game, line.split(), quiet)


def _done(game: Game, said: list[str], quiet: bool) -> bool:
    """Do what a line says; tell whether there is something new to read."""
    try:
        if said in (["b"], ["u"]):
            if said == ["u"]:
                game.undo()
            return True
        if said:
            game.order(*said)
        game.go()
    except SahelsimError as error:
        show.warn(str(error))
        return False
    return not quiet


def _leave(game: Game) -> None:
    """Say how it ended, or how to go on."""
    if not game.over:
        show.say(f"\n{game.words('classroom.go_on')}{game.words.colon}sahelsim play {game.path}")
        return
    page = game.path.with_suffix(".html")
    game.debrief(page)
    show.say(f"{game.text()}\n{game.words('classroom.debrief')}{game.words.colon}{page}")
