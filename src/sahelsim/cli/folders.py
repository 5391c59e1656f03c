"""``open``, ``rerun``, ``verify``, ``report``: a folder, its recipe, its hashes, its page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show

Folder = Annotated[Path, Parameter(help="A result folder.")]


def open(folder: Folder, /, *, json: o.Json = False) -> int:
    """Say what a result folder holds: how runs end, and which tables there are.

    Try:
      sahelsim open out/at-worst-...
    """
    from sahelsim.api.saved import open as open_folder

    show.answer(open_folder(folder), json)
    return 0


def rerun(
    folder: Folder,
    /,
    *,
    out: Annotated[Path | None, Parameter(help="Keep the new folder here; not of a sweep.")] = None,
    sample: Annotated[int, Parameter(help="Runs of a sweep to repeat.")] = 20,
    trust: o.Trust = None,
    json: o.Json = False,
) -> int:
    """Run a result folder again and compare it bit for bit.

    Try:
      sahelsim rerun out/at-worst-...
    """
    o.trusting(trust)
    from sahelsim.api.folders import rerun as again

    found = again(folder, out=out, sample=sample, progress=not json)
    show.answer(found, json)
    return 0 if found.equal and not found.damaged else 1


def verify(folder: Folder, /, *, json: o.Json = False) -> int:
    """Compare a folder's files with the hashes in its manifest.

    Try:
      sahelsim verify out/tiny
    """
    from sahelsim.api.folders import verify as compare

    found = compare(folder)
    show.answer(found, json)
    return 0 if found.whole else 1


def report(
    folder: Folder,
    /,
    *,
    out: Annotated[Path | None, Parameter(help="The HTML file; not of a sweep.")] = None,
    quiet: o.Quiet = False,
) -> int:
    """Write the report of a result folder anew.

    Try:
      sahelsim report out/at-worst-... --out again.html
    """
    from sahelsim.api.folders import report as write

    show.say(f"report   {write(folder, out, progress=not quiet)}")
    return 0
