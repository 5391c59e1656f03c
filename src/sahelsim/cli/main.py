"""``sahelsim``: parse the words, import what the command needs, turn errors into one line."""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
from collections.abc import Sequence

from sahelsim.core.errors import SahelsimError, did_you_mean
from sahelsim.core.version import __version__
from sahelsim.texts.terminal import meet_terminal, silence, take_back

EXAMPLES = """\
examples:
  sahelsim compare at-best at-worst          the article's two stories, side by side
  sahelsim run baseline --runs 20            one scenario, twenty runs
  sahelsim run at-worst --set actors.cma.incentives.autonomy=0.1
  sahelsim why out/at-worst-...              one run in short; --all for everything
  sahelsim fork at-worst --at 2022-01-24 --actor junta --choose talk_to_jnim
  sahelsim scenarios                         what there is to run

A laboratory for reasoning, not a forecast: behind its numbers stand real people."""

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("runs", "run one scenario many times and write a report"),
    "compare": ("runs", "run scenarios under common random numbers and compare them"),
    "fork": ("runs", "force one decision on a date: what if they had?"),
    "why": ("why", "read a result folder decision by decision"),
    "rerun": ("rerun", "run a result folder again and compare it bit for bit"),
    "dashboard": ("dashboard", "open the explorer: web pages where incentives are sliders"),
    "sweep": ("sweep", "run a design: futures x policies x replicates"),
    "status": ("sweep", "say how far a sweep is"),
    "extend": ("sweep", "make a finished sweep larger without repeating a run"),
    "merge": ("sweep", "join the parts of a sweep that ran on several machines"),
    "replay": ("why", "run one run of a sweep again and tell it whole"),
    "diff": ("rerun", "compare two sweeps: settings and outcomes"),
    "sensitivity": ("analyse", "say which factors of a sweep move an outcome"),
    "discover": ("analyse", "say which ranges of the factors lead to an outcome class"),
    "flip": ("analyse", "say where one outcome class gives way to another"),
    "contrast": ("analyse", "compare a sweep's policies: differences, regret, satisficing"),
    "precision": ("analyse", "say how many runs a precision needs"),
    "explorer": ("explorer", "write one HTML file with levers over precomputed results"),
    "hindcast": ("hindcast", "score the model against what happened in Mali"),
    "calibrate": ("hindcast", "fit the few free numbers to the record before the deal"),
    "verify": ("rerun", "compare a result folder with the hashes in its manifest"),
    "scenarios": ("settings", "list the scenarios, or describe one"),
    "check": ("settings", "check a scenario file or an actor's card"),
    "new": ("settings", "start a scenario of your own"),
    "assumptions": ("settings", "list every number that is taken on trust"),
}


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command's name; each command parses its own words."""
    parser = argparse.ArgumentParser(
        prog="sahelsim",
        description="A laboratory of Mali's conflict: junta, rebels, jihadists, France, Wagner.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sahelsim {__version__}")
    listed = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, (_, about) in COMMANDS.items():
        listed.add_parser(name, help=about, add_help=False)
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 not equal, 2 a mistake, 130 stopped."""
    gc.set_threshold(
        100_000
    )  # imports make few cycles: looking for them is a tenth of a cold start
    meet_terminal()
    words = list(sys.argv[1:] if words is None else words)
    command = words[0] if words and words[0] in COMMANDS else None
    if command is None and words and not words[0].startswith("-"):
        return _complain(f"no command '{words[0]}': {did_you_mean(words[0], COMMANDS)}", 2)
    if command is None:
        parser = make_parser()
        parser.parse_args(words)
        parser.print_help()
        return 0
    try:
        module = importlib.import_module(f"sahelsim.cli.{COMMANDS[command][0]}")
        code = int(module.main(command, words[1:]) or 0)
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
        return _complain(f"{error.filename or 'system'}: {error.strerror or error}", 2)


def _complain(text: str, code: int) -> int:
    for line in text.splitlines():
        sys.stderr.write(f"sahelsim: {' '.join(line.split())}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
