"""``sweep``, ``status``, ``extend``, ``merge``, ``replay``: many futures under several policies."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show

if TYPE_CHECKING:
    from sahelsim.api.swept import Sweep

Points = Annotated[int | None, Parameter(help="Points in all (hypercube, sequence, saltelli).")]


def sweep(
    design: Annotated[str, Parameter(help="A TOML file, or the name of a shipped design.")],
    /,
    *,
    plan: Annotated[bool, o.flag("Say what it would cost, run nothing.")] = False,
    part: Annotated[str, Parameter(help="K/N: run one of N parts; see merge.")] = "1/1",
    out: o.Out = None,
    resume: o.Resume = False,
    yes: o.Yes = False,
    engine: o.Engine = None,
    address: o.Address = None,
    workers: o.Workers = None,
    time_limit: o.TimeLimit = 600,
    memory: o.Memory = 4096,
    trust: o.Trust = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> int:
    """Run a design: futures x policies x replicates.

    Try:
      sahelsim sweep tiny
      sahelsim sweep my-design.toml --plan
      sahelsim sweep my-design.toml --out out/mine --resume
    """
    o.trusting(trust)
    from sahelsim.api import sweeps
    from sahelsim.api.swept import Sweep

    how, bar = o.machine(engine, address, workers, time_limit, memory), not (json or quiet)
    with contextlib.ExitStack() as stack:
        if not (plan or resume):
            out = stack.enter_context(show.claimed_folder(out, sweeps.title(design)))
        found = sweeps.sweep(
            design, out, plan=plan, part=part, resume=resume, yes=yes, progress=bar, **how
        )
    if isinstance(found, Sweep):
        return _finished(found, json)
    show.answer(found, json)
    return 0


def extend(
    folder: Annotated[Path, Parameter(help="A finished sweep.")],
    /,
    *,
    replicates: Annotated[int | None, Parameter(help="Replicates a point, in all.")] = None,
    points: Points = None,
    out: o.Out = None,
    resume: o.Resume = False,
    yes: o.Yes = False,
    engine: o.Engine = None,
    address: o.Address = None,
    workers: o.Workers = None,
    time_limit: o.TimeLimit = 600,
    memory: o.Memory = 4096,
    trust: o.Trust = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> int:
    """Make a finished sweep larger; no run is repeated.

    Try:
      sahelsim extend out/tiny --replicates 6
      sahelsim extend out/tiny --points 48
    """
    o.trusting(trust)
    from sahelsim.api import sweeps

    how, bar = o.machine(engine, address, workers, time_limit, memory), not (json or quiet)
    with show.claimed_folder(out, f"{folder.name}-extended") as target:
        found = sweeps.extend(
            folder,
            target,
            replicates=replicates,
            points=points,
            resume=resume,
            yes=yes,
            progress=bar,
            **how,
        )
    return _finished(found, json)


def merge(
    *parts: Annotated[Path, Parameter(help="Folders of 'sweep --part'.")],
    out: Annotated[Path, Parameter(help="Result folder, which must not exist yet.")],
    json: o.Json = False,
) -> int:
    """Join the parts of one sweep, run on several machines.

    Try:
      sahelsim sweep tiny --part 1/2 --out out/p1
      sahelsim sweep tiny --part 2/2 --out out/p2
      sahelsim merge out/p1 out/p2 --out out/tiny
    """
    from sahelsim.api import sweeps

    return _finished(sweeps.merge(parts, out), json)


def status(folder: Path, /, *, json: o.Json = False) -> int:
    """Say how far a sweep is; ask from any terminal.

    Try:
      sahelsim status out/tiny
    """
    from sahelsim.api import sweeps

    show.answer(sweeps.status(folder), json)
    return 0


def replay(
    folder: Annotated[Path, Parameter(help="A finished sweep.")],
    run: Annotated[str, Parameter(help="POLICY:POINT:REPLICATE.")],
    /,
    *,
    trust: o.Trust = None,
    json: o.Json = False,
) -> int:
    """Run one run of a sweep again and tell it whole.

    Try:
      sahelsim replay out/tiny baseline:3:1
    """
    o.trusting(trust)
    from sahelsim.api.why import replay as again

    found = again(folder, run)
    if json:
        show.as_json(found.to_dict() | {"run": run})
    else:
        rest = found.whole().partition("\n")[2]
        show.say(f"{found.result.label}, {run}: {found.explained}\n{rest}")
    return 0


def _finished(found: Sweep, json: bool) -> int:
    if json:
        show.as_json(found.to_dict())
        return 0
    from sahelsim.report.summary import NOTICE
    from sahelsim.report.sweep.findings import told, whereto

    show.say(f"{NOTICE}\n{told(found.findings)}\n{whereto(found.folder)}")
    return 0
