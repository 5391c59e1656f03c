"""``audit``: whether the model's laws hold, and what each of its parts moves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show

Only = Annotated[
    str | None,
    Parameter(
        help="LL7,mechanism,...: checks by name or what their names begin with; or laws, parts, "
        "links, expected, impulses."
    ),
]
Pairs = Annotated[
    int | None, Parameter(help="Most pairs of runs in which a part is tried, 2 to 10,000.")
]
Folder = Annotated[Path | None, Parameter(help="New folder for the rows and a page.")]


def audit(
    *,
    quick: Annotated[bool, o.flag("Few runs: two minutes rather than half an hour.")] = False,
    only: Only = None,
    pairs: Pairs = None,
    seed: o.Seed = 1,
    out: Folder = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
    trust: o.Trust = None,
) -> int:
    """Let the model audit itself: laws, parts, links, expectations, impulses.

    A law names beforehand what is measured and the band it must lie in; a part is a mechanism,
    switch, incentive or action, and is asked what it moves beside what it writes itself.

    Try:
      sahelsim audit --quick
      sahelsim audit --only LL7,LL8
      sahelsim audit --only mechanism,action.junta --json
      sahelsim audit --out out/audit
    """
    from sahelsim.api import audit as api

    o.trusting(trust)
    progress = not (json or quiet)
    found = api.audit(quick=quick, only=only, pairs=pairs, seed=seed, out=out, progress=progress)
    show.answer(found, json)
    if out is not None and not json:
        show.say(f"\npage     {out / 'audit.md'}")
    return 0
