"""``why`` and ``replay``: one run, decision by decision."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.analysis.causes import QUIET, middle_run, timeline
from sahelsim.api.answer import Answer
from sahelsim.api.results import Comparison, Result
from sahelsim.api.runs import PAIR, REFERENCE
from sahelsim.api.saved import Saved, open_runs
from sahelsim.core.errors import ResultError, UsageError, did_you_mean
from sahelsim.study.again import differences

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

Row = Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Why(Answer):
    """One run of a result: its class, its decisions with their reasons, its events.

    ``actor`` limits the decisions to one actor's; ``others`` names the scenarios beside this one;
    ``damaged`` says which files of its folder are not as they were written, ``differs`` where this
    version tells another story than the folder holds.
    """

    result: Result
    run: int
    actor: str | None = None
    others: tuple[str, ...] = ()
    damaged: Mapping[str, list[str]] | None = None
    differs: str = ""

    @property
    def explained(self) -> str:
        """The run's outcome class, and the conditions that gave it."""
        from sahelsim.report.why import explained

        return explained(self.result, self.run)

    @property
    def decisions(self) -> tuple[Row, ...]:
        """Every decision of the run: options, probabilities, reasons."""
        rows = timeline(self.result.decisions, self.run)
        return tuple(r for r in rows if self.actor in (None, r["actor"]))

    @property
    def chief(self) -> tuple[Row, ...]:
        """The decisions in which something else than waiting was chosen."""
        return tuple(r for r in self.decisions if r["chosen"] not in QUIET)

    @property
    def events(self) -> tuple[Row, ...]:
        """What happened in the run."""
        from sahelsim.report.why import events

        return tuple(events(self.result, self.run))

    def text(self) -> str:
        """Return the class, the choices that divided the runs, and the run's turning points."""
        from sahelsim.report import why

        shown = (
            why.in_short(self.result, self.run, len(self.decisions))
            if self.actor is None
            else "\n" + why.decisions(self.chief, self.result)
        )
        return f"{why.head(self.result, self.run, self.explained)}\n{shown}"

    def whole(self) -> str:
        """Return every decision with its reasons, every event, and the ledger."""
        from sahelsim.report import why

        head = why.head(self.result, self.run, self.explained)
        return f"{head}\n{why.whole(self.result, self.run, self.decisions)}"

    def to_dict(self) -> dict[str, Any]:
        """Return class, decisions and events."""
        return {
            "run": self.run,
            "scenario": self.result.name,
            "explained": self.explained,
            "decisions": [dict(row) for row in self.decisions],
            "events": [dict(row) for row in self.events],
        }

    def frame(self) -> pd.DataFrame:
        """Return one row per decision."""
        import pandas as pd

        return pd.DataFrame(list(self.decisions)).drop(columns="options", errors="ignore")

    def figure(self, indicator: str = "stability") -> Figure:
        """Return the fan chart of all runs."""
        return self.result.figure(indicator)


def why(
    what: str | Path | Result | Comparison | Saved,
    *,
    run: int | None = None,
    scenario: str | None = None,
    actor: str | None = None,
    progress: bool = False,
) -> Why:
    """Tell one run: what was chosen, for which incentive, what followed.

    Parameters
    ----------
    what : path, Result, Comparison or what ``open`` returned
        A result, or its folder: its details come from running the folder's recipe again.
    run : int, optional
        Which run; a typical one if none: nearest the median in the commonest class.
    scenario : str, optional
        Which scenario, if there are several; the last that is not the reference if none.
    actor : str, optional
        Only this actor's decisions.

    Examples
    --------
    >>> import sahelsim as ss
    >>> result = ss.run("baseline", runs=2, weeks=8)
    >>> ss.why(result, run=1, actor="junta").decisions[0]["actor"]
    'junta'
    """
    result, others, damaged, differs = _result(what, scenario, progress)
    actors = {d.actor for d in result.decisions}
    if actor is not None and actor not in actors:
        raise UsageError(f"no actor '{actor}': {did_you_mean(actor, actors)}")
    if run is None:
        run = middle_run(result.series["stability"][:, -1], result.classes)
    if isinstance(run, bool) or not isinstance(run, int) or not 0 <= run < result.runs:
        raise UsageError(f"--run must be 0 to {result.runs - 1}, not {run}")
    return Why(result, run, actor, others, damaged, differs)


def _result(
    what: str | Path | Result | Comparison | Saved, scenario: str | None, progress: bool
) -> tuple[Result, tuple[str, ...], Mapping[str, list[str]] | None, str]:
    """Return one result, the names of those beside it, and what its folder has of its own."""
    if isinstance(what, Result):
        what = Comparison((what,))
    if isinstance(what, Comparison):
        names = [r.name for r in what.results]
        k = _place(scenario, names)
        return what.results[k], tuple(n for n in names if n != names[k]), None, ""
    held = what if isinstance(what, Saved) else open_runs(Path(what))
    k = _place(scenario, list(held.scenarios))
    others = tuple(n for j, n in enumerate(held.scenarios) if j != k)
    found, damaged = held.one(k, progress), held.damaged
    differ: list[str] = []
    with suppress(ResultError):  # a table that cannot be read is told as damaged
        differ = differences(held.folder, [found])
    return found, others, damaged, differ[0] if differ else ""


def _place(scenario: str | None, names: list[str]) -> int:
    if scenario is not None and scenario not in names:
        raise UsageError(f"no scenario '{scenario}': {did_you_mean(scenario, names)}")
    if scenario is not None:
        return names.index(scenario)
    last = len(names) - 1
    return last - 1 if set(names) > PAIR and names[last] == REFERENCE else last


def replay(folder: str | Path, run: str) -> Why:
    """Run one run of a sweep again, with its full record.

    Parameters
    ----------
    folder : str or path
        A finished sweep.
    run : str
        ``POLICY:POINT:REPLICATE``.
    """
    from sahelsim.study.sweep.again import one

    return Why(Result.of(one(Path(folder), run)), 0)
