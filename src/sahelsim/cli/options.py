"""Options that commands share, each with its one help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from sahelsim.api.sweeps import Machine


def flag(help: str, *names: str) -> Parameter:
    """Return a switch that is off unless it is named."""
    return Parameter(help=help, name=names or None, show_default=False)


Json = Annotated[bool, flag("Print one JSON object and nothing else.")]
Quiet = Annotated[bool, flag("No progress bar; say only where the result is.", "--quiet", "-q")]
Plain = Annotated[bool, flag("No progress bar, and letters of plain ASCII.")]
Set = Annotated[
    list[str] | None,
    Parameter(
        name="--set", help="NAME=VALUE: any number or switch by its dotted name; repeatable."
    ),
]
Trust = Annotated[
    list[Path] | None,
    Parameter(
        name="--trust",
        help="Folder whose mechanisms/ and actions/ are run as parts of the model; repeatable.",
    ),
]
Runs = Annotated[int, Parameter(help="Runs per scenario, 1 to 100,000.")]
Seed = Annotated[int, Parameter(help="Seed of all chance, 0 or more.")]
Weeks = Annotated[
    int | None, Parameter(help="Horizon, 1 to 520 weeks; the scenario's own if none.")
]
Out = Annotated[Path | None, Parameter(help="Result folder, which must not exist yet.")]
Policy = Annotated[str | None, Parameter(help="Which policy of the sweep; the last if none.")]
Outcome = Annotated[str, Parameter(help="An indicator.")]
Engine = Annotated[str | None, Parameter(help="local (processes) or dask.")]
Address = Annotated[str | None, Parameter(help="A dask scheduler of yours, like tcp://HOST:8786.")]
Workers = Annotated[int | None, Parameter(help="Processes; all cores if none.")]
TimeLimit = Annotated[float, Parameter(help="Processor seconds that a batch may take.")]
Memory = Annotated[int, Parameter(help="Megabytes that a worker of this machine may take.")]
Resume = Annotated[bool, flag("Go on with a stopped sweep in --out.")]
Yes = Annotated[bool, flag("Allow more than 50,000 runs.")]


def trusting(folders: list[Path] | None) -> None:
    """Let parts come from these folders for the rest of the process."""
    if folders:
        from sahelsim.api.settings import trust

        for folder in folders:
            trust(folder)


def machine(
    engine: str | None, address: str | None, workers: int | None, time_limit: float, memory: int
) -> Machine:
    """Return where a sweep's batches run, in the words of the verbs."""
    here: Machine = {"engine": engine, "address": address, "workers": workers}
    return {**here, "time_limit": time_limit, "memory": memory}
