"""``sahelsim``: one table of commands; each is parsed by its own signature, errors are one line."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sahelsim.core.errors import SahelsimError, did_you_mean, shown
from sahelsim.core.version import __version__
from sahelsim.texts.terminal import meet_terminal, silence, take_back

if TYPE_CHECKING:
    from cyclopts import App, CycloptsError

EXAMPLES = """\
examples:
  sahelsim compare at-best at-worst          the article's two stories, side by side
  sahelsim run baseline --runs 20            one scenario, twenty runs
  sahelsim run at-worst --set actors.cma.incentives.autonomy=0.1
  sahelsim why out/at-worst-...              one run in short; --all for everything
  sahelsim fork at-worst --at 2022-01-24 --actor junta --choose talk_to_jnim
  sahelsim scenarios                         what there is to run

Each command has a help of its own: sahelsim run --help.
A laboratory for reasoning, not a forecast: behind its numbers stand real people."""

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("runs", "run one scenario many times and write a report"),
    "compare": ("runs", "run scenarios under common random numbers and compare them"),
    "fork": ("runs", "force one decision on a date: what if they had?"),
    "why": ("runs", "read a result folder decision by decision"),
    "open": ("folders", "say what a result folder holds"),
    "report": ("folders", "write the report of a result folder anew"),
    "rerun": ("folders", "run a result folder again and compare it bit for bit"),
    "verify": ("folders", "compare a result folder with the hashes in its manifest"),
    "play": ("play", "play one seat against the model, a quarter at a time"),
    "classroom": ("classroom", "serve a class: teams take the seats, the model plays the rest"),
    "dashboard": ("dashboard", "open the dashboard: web pages where incentives are sliders"),
    "explorer": ("explorer", "write one HTML file with levers over precomputed results"),
    "sweep": ("sweeps", "run a design: futures x policies x replicates"),
    "status": ("sweeps", "say how far a sweep is"),
    "extend": ("sweeps", "make a finished sweep larger without repeating a run"),
    "merge": ("sweeps", "join the parts of a sweep that ran on several machines"),
    "replay": ("sweeps", "run one run of a sweep again and tell it whole"),
    "sensitivity": ("analyses", "say which factors of a sweep move an outcome"),
    "discover": ("analyses", "say which ranges of the factors lead to an outcome class"),
    "flip": ("analyses", "say where one outcome class gives way to another"),
    "contrast": ("analyses", "compare a sweep's policies: differences, regret, satisficing"),
    "precision": ("analyses", "say how many runs a precision needs"),
    "diff": ("analyses", "compare two sweeps: settings and outcomes"),
    "hindcast": ("truth", "score the model against what happened in Mali"),
    "calibrate": ("truth", "fit the few free numbers to the record before the deal"),
    "audit": ("audit", "ask the model whether its laws hold and what each part moves"),
    "scenarios": ("settings", "list the scenarios, or describe one"),
    "parameters": ("settings", "list every number with its range and source"),
    "actions": ("settings", "list what each actor may choose, and when"),
    "check": ("settings", "check a scenario, an actor's card or a design"),
    "new": ("settings", "start a scenario of your own"),
    "schema": ("settings", "print the JSON Schema of a scenario, a card or a design"),
    "completion": ("completion", "print what makes your shell complete these commands"),
}
RENAMED = {"assumptions": "parameters", "planner": "precision"}


def help_text() -> str:
    """Return what ``sahelsim --help`` says."""
    lines = [
        "usage: sahelsim COMMAND ...",
        "",
        "A laboratory of Mali's conflict: junta, rebels, jihadists, France, Wagner.",
        "",
        "commands:",
        *(f"  {name:<13} {about}" for name, (_, about) in COMMANDS.items()),
        "",
        "options:",
        "  -h, --help    show this text",
        "  --version     show the version",
    ]
    return "\n".join([*lines, "", EXAMPLES])


def make_app() -> App:
    """Return the parser of all commands; a command's module is imported when it is asked for."""
    from cyclopts import App, Parameter

    made = App(
        name="sahelsim",
        version=__version__,
        help_format="plaintext",
        help_flags=["--help", "-h"],
        version_flags=[],
        default_parameter=Parameter(negative=()),
        result_action="return_value",
        exit_on_error=False,
        print_error=False,
        suppress_keyboard_interrupt=False,
    )
    for name, (module, _) in COMMANDS.items():
        made.command(f"sahelsim.cli.{module}:{name}", name=name)
    return made


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 not equal, 2 a mistake, 130 stopped."""
    gc.set_threshold(100_000)  # looking for cycles among imports is a tenth of a cold start
    meet_terminal()
    words = list(sys.argv[1:] if words is None else words) or ["--help"]
    try:
        code = _parsed(words) if words[0] in COMMANDS else _without_command(words)
        sys.stdout.flush()  # here, where a closed pipe is no fault; at exit it would be one
        return code
    except SahelsimError as error:
        return _complain(str(error), 2)
    except KeyboardInterrupt as stopped:
        return _complain(str(stopped) or "stopped; nothing was written", 130)
    except BrokenPipeError:
        silence()
        return 0
    except MemoryError:
        return _complain("out of memory; try fewer --runs", 2)
    except OSError as error:
        take_back()
        return _complain(f"{shown(str(error.filename or 'system'))}: {error.strerror or error}", 2)


def _without_command(words: list[str]) -> int:
    """Answer what needs no command: the help, the version, a name that is none."""
    command, *others = words
    if command in ("-h", "--help", "--version"):
        said = f"sahelsim {__version__}" if command == "--version" else help_text()
        sys.stdout.write(f"{said}\n")
        return 0
    if command in RENAMED:
        new = RENAMED[command]
        return _complain(f"'{command}' is now '{new}': sahelsim {' '.join([new, *others])}", 2)
    what = "option" if command.startswith("-") else "command"
    return _complain(f"no {what} '{command}': {did_you_mean(command, COMMANDS)}", 2)


def _parsed(words: list[str]) -> int:
    """Parse the words by the command's signature, and carry it out."""
    from cyclopts import CycloptsError

    try:
        return int(make_app()(words) or 0)
    except CycloptsError as error:
        return _complain(f"{_fault(error, words)}; see 'sahelsim {words[0]} --help'", 2)


def _fault(error: CycloptsError, words: Sequence[str]) -> str:
    """Return what is wrong with the words, in a line."""
    from cyclopts import MissingArgumentError, UnusedCliTokensError

    if isinstance(error, MissingArgumentError) and error.argument is not None:
        name = error.argument.name
        return f"{name} needs a value" if name in words else f"{name} is missing"
    if isinstance(error, UnusedCliTokensError) and error.unused_tokens:
        return f"'{error.unused_tokens[0]}' is a word too many"
    return " ".join(str(error).split()).rstrip(".")


def _complain(text: str, code: int) -> int:
    for line in text.splitlines():
        sys.stderr.write(f"sahelsim: {' '.join(line.split())}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
