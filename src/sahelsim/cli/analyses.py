"""``sensitivity``, ``discover``, ``flip``, ``contrast``, ``precision``, ``diff``: what sweeps show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show

if TYPE_CHECKING:
    from sahelsim.api.findings import Analysis

Folder = Annotated[Path, Parameter(help="A finished sweep.")]


def sensitivity(
    folder: Folder,
    /,
    *,
    outcome: o.Outcome = "stability",
    policy: o.Policy = None,
    week: Annotated[
        int | None, Parameter(help="The outcome in this week, not over the whole run.")
    ] = None,
    drop_failed: Annotated[bool, o.flag("Leave failed blocks out.")] = False,
    json: o.Json = False,
) -> int:
    """Say which factors move an outcome: Sobol', Morris, or screening by trees.

    Try:
      sahelsim sensitivity out/tiny --outcome total_deaths
      sahelsim sensitivity out/tiny --week 24
    """
    from sahelsim.api import analyses

    found = analyses.sensitivity(
        folder, outcome=outcome, policy=policy, week=week, drop_failed=drop_failed
    )
    return _kept(found, json)


def discover(
    folder: Folder,
    /,
    *,
    when: Annotated[
        str,
        Parameter(name=["--when", "--class"], help="An outcome class, or like 'stability < 50'."),
    ] = "rekindled",
    policy: o.Policy = None,
    coverage: Annotated[float, Parameter(help="Share of the cases to cover, 0-1.")] = 0.6,
    json: o.Json = False,
) -> int:
    """Say which ranges of the factors lead to an outcome class (PRIM and a tree).

    Try:
      sahelsim discover out/tiny --when entrenched
      sahelsim discover out/tiny --when "stability < 50"
    """
    from sahelsim.api import analyses

    return _kept(analyses.discover(folder, when=when, policy=policy, coverage=coverage), json)


def flip(
    folder: Folder,
    /,
    *,
    factor: Annotated[list[str], Parameter(help="One, or two: repeat it.")],
    between: Annotated[tuple[str, str], Parameter(help="Two outcome classes.")] = (
        "entrenched",
        "rekindled",
    ),
    when: Annotated[
        str | None, Parameter(help="Runs like 'stability < 50' against all others.")
    ] = None,
    policy: o.Policy = None,
    json: o.Json = False,
) -> int:
    """Say where one outcome class gives way to another along one or two factors.

    Try:
      sahelsim flip out/incentives --factor actors.cma.incentives.autonomy
    """
    from sahelsim.api import analyses

    found = analyses.flip(folder, factor=factor, between=between, when=when, policy=policy)
    return _kept(found, json)


def contrast(
    folder: Folder,
    /,
    *,
    outcome: Annotated[
        list[str] | None, Parameter(help="An indicator, or like 'stability < 50'; repeatable.")
    ] = None,
    reference: Annotated[
        str | None, Parameter(help="The policy to take differences from; the first if none.")
    ] = None,
    cross: Annotated[
        tuple[str, str, str, str] | None,
        Parameter(help="Four policies A B C D: also (A - B) - (C - D)."),
    ] = None,
    level: Annotated[
        list[str] | None,
        Parameter(help="OUTCOME=VALUE: what satisfies; the first policy's median if none."),
    ] = None,
    json: o.Json = False,
) -> int:
    """Compare a sweep's policies over the same futures: differences, regret, satisficing.

    Try:
      sahelsim contrast out/tiny --level stability=40
    """
    from sahelsim.api import analyses

    found = analyses.contrast(
        folder, outcome=outcome or (), reference=reference, cross=cross or (), level=level or ()
    )
    return _kept(found, json)


def precision(
    *what: Annotated[str, Parameter(help="A sweep's folder, or one or two scenarios.")],
    precision: Annotated[float, Parameter(help="Per cent of the mean.")] = 5,
    outcome: o.Outcome = "stability",
    policy: o.Policy = None,
    most: Annotated[int | None, Parameter(help="Runs at which to stop; 1,000 if none.")] = None,
    seed: Annotated[int | None, Parameter(help="Seed of all chance; 1 if none.")] = None,
    weeks: o.Weeks = None,
    json: o.Json = False,
) -> int:
    """Say how many runs a precision needs: from a sweep, or by running until it is there.

    Try:
      sahelsim precision out/tiny
      sahelsim precision baseline at-worst --precision 5
    """
    from sahelsim.api import analyses

    found = analyses.precision(
        *what,
        precision=precision,
        outcome=outcome,
        policy=policy,
        most=most,
        seed=seed,
        weeks=weeks,
    )
    return _kept(found, json)


def diff(first: Path, second: Path, /, *, json: o.Json = False) -> int:
    """Compare two sweeps: settings, versions, outcomes.

    Try:
      sahelsim diff out/a out/b
    """
    from sahelsim.api import analyses

    show.answer(analyses.diff(first, second), json)
    return 0


def _kept(found: Analysis, json: bool) -> int:
    """Keep an analysis beside its sweep, and print it."""
    report = found.save() if found.folder is not None else None
    show.answer(found, json, notice=True)
    if report is not None and not json:
        show.say(f"\nreport   {report}")
    return 0
