"""``sweep``, ``status``, ``extend``, ``merge``: many futures under several policies."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypedDict, Unpack

from sahelsim.api.progress import bar
from sahelsim.api.swept import Part, Plan, Status, Sweep
from sahelsim.core.errors import ResultError, UsageError
from sahelsim.core.save import check_writable
from sahelsim.study.sweep import extend as extending
from sahelsim.study.sweep import folder as folders
from sahelsim.study.sweep.design import Design, find_design, read_design
from sahelsim.study.sweep.engines import ENGINES, Engine
from sahelsim.study.sweep.status import status as status_of

ASK_ABOVE = 50_000  # runs
TWICE = 2.0  # batches and the tables that they are joined into stand side by side for a while


class Machine(TypedDict, total=False):
    """Where batches run: processes of this machine, or a dask cluster.

    ``engine`` is ``local`` or ``dask``, dask if there is an ``address`` of a scheduler, like
    ``tcp://HOST:8786``; ``workers`` are processes (all cores); a batch may take ``time_limit``
    processor seconds (600), a worker of this machine ``memory`` megabytes (4096).
    """

    engine: str | None
    address: str | None
    workers: int | None
    time_limit: float
    memory: int


def title(design: str | Path) -> str:
    """Return what the folder of a design's results is called."""
    return read_design(find_design(str(design))).name


def sweep(
    design: str | Path,
    out: str | Path | None = None,
    *,
    plan: bool = False,
    part: str = "1/1",
    resume: bool = False,
    yes: bool = False,
    progress: bool = False,
    **machine: Unpack[Machine],
) -> Sweep | Plan | Part:
    """Run a design: futures x policies x replicates.

    Parameters
    ----------
    design : str or path
        A shipped design, such as ``"tiny"``, or a TOML file.
    out : str or path, optional
        Result folder to keep; without one, only the runs in memory are kept.
    plan : bool
        Say what it would cost, and run nothing.
    part : str
        ``K/N``: run one of N parts, for ``merge``.
    resume, yes : bool
        Go on with a sweep that was stopped in ``out``; allow more than 50,000 runs.
    progress : bool
        Whether to show a bar, in a terminal.
    machine : Machine
        Where it runs: ``engine``, ``address``, ``workers``, ``time_limit``, ``memory``.
    """
    engine, (k, n) = _engine(**machine), _part(part)
    if out is None and (resume or n > 1):
        asked = "--resume" if resume else "--part"
        raise UsageError(f"{asked} needs --out FOLDER: which sweep is to go on?")
    made = read_design(find_design(str(design)))
    return Plan(_cost(made)) if plan else _run(made, out, engine, (k, n), resume, yes, progress)


def _run(
    design: Design,
    out: str | Path | None,
    engine: Engine,
    part: tuple[int, int],
    resume: bool,
    yes: bool,
    progress: bool,
) -> Sweep | Part:
    (k, n), cost = part, _cost(design)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "sweep" if out is None else Path(out)
        if not resume:
            check_writable(folder)
        _check_cost(cost, folder, yes)
        with bar(design.runs // n, progress, "run") as tell:
            folders.sweep(design, folder, resume=resume, engine=engine, part=part, progress=tell)
        return Part(folder, k, n) if n > 1 else _finished(folder, kept=out is not None)


def extend(
    folder: str | Path,
    out: str | Path,
    *,
    replicates: int | None = None,
    points: int | None = None,
    resume: bool = False,
    yes: bool = False,
    progress: bool = False,
    **machine: Unpack[Machine],
) -> Sweep:
    """Make a finished sweep larger; no run is repeated.

    Parameters
    ----------
    folder, out : str or path
        A finished sweep, and the new result folder.
    replicates, points : int, optional
        How many there are to be in all.
    resume, yes, progress, machine
        As for ``sweep``.
    """
    where = _engine(**machine)
    old = folders.design_of(Path(folder))
    new = extending.larger(old, replicates, points)
    _check_cost(_cost(new, new.runs - old.runs), Path(out), yes)
    with bar(new.runs - old.runs, progress, "run") as tell:
        extending.extend(
            Path(folder),
            Path(out),
            replicates=replicates,
            points=points,
            resume=resume,
            engine=where,
            progress=tell,
        )
    return _finished(Path(out))


def merge(parts: Iterable[str | Path], out: str | Path) -> Sweep:
    """Join the parts of one sweep, run on several machines.

    Parameters
    ----------
    parts : iterable of str or path
        Folders of ``sweep(part=...)``.
    out : str or path
        The new result folder.
    """
    return _finished(folders.merge([Path(p) for p in parts], Path(out)))


def status(folder: str | Path) -> Status:
    """Tell how far a sweep is, from its folder alone."""
    return Status(status_of(Path(folder)))


def _finished(folder: Path, *, kept: bool = True) -> Sweep:
    """Return a finished sweep; one that is kept has its report."""
    from sahelsim.report.sweep.write import write_report

    if kept:
        write_report(folder)
    return Sweep.read(folder, kept=kept)


def _cost(design: Any, runs: int | None = None) -> dict[str, Any]:
    from sahelsim.report.sweep.findings import cost

    return cost(design, runs)


def _check_cost(told: Mapping[str, Any], folder: Path, yes: bool) -> None:
    """Refuse a sweep that is too large to be started by mistake, or for the disk."""
    if told["runs"] > ASK_ABOVE and not yes:
        raise UsageError(f"{told['runs']:,} runs; see sweep --plan, and add --yes if you mean it")
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free, needed = shutil.disk_usage(there).free / 1e6, TWICE * told["megabytes"]
    if free < needed:
        raise ResultError(
            f"{folder} needs about {needed:,.0f} MB; the disk has {free:,.0f} MB left"
        )


def _part(text: str) -> tuple[int, int]:
    k, _, n = text.partition("/")
    if not (k.isdigit() and n.isdigit() and 1 <= int(k) <= int(n) <= 10_000):
        raise UsageError(f"--part {text}: write K/N, like 1/4")
    return int(k), int(n)


def _engine(
    engine: str | None = None,
    address: str | None = None,
    workers: int | None = None,
    time_limit: float = 600,
    memory: int = 4096,
) -> Engine:
    name = engine or ("dask" if address else "local")
    if name not in ENGINES:
        raise UsageError(f"--engine {name}: one of {', '.join(ENGINES)}")
    _check_address(name, address, workers)
    for option, value, low, high in (
        ("workers", 1 if workers is None else workers, 1, 256),
        ("time-limit", time_limit, 1, 1_000_000),
        ("memory", memory, 256, 1_000_000),
    ):
        if not low <= value <= high:
            raise UsageError(f"--{option} {value:g} is outside {low} to {high}")
    return Engine(name, workers, address, time_limit, memory)


def _check_address(engine: str, address: str | None, workers: int | None) -> None:
    if address and engine != "dask":
        raise UsageError("--address is for --engine dask")
    if address and not re.fullmatch(r"[a-z]+://[^/ ]+:\d+", address):
        raise UsageError(f"--address {address}: write it like tcp://HOST:8786")
    if address and workers is not None:
        raise UsageError("--workers is not for --address: that cluster has its own workers")
