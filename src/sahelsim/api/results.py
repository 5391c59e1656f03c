"""What ``run``, ``compare`` and ``fork`` return: ensembles that can be read, drawn and saved."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.api.answer import Answer
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.core.version import __version__
from sahelsim.study import paired
from sahelsim.study.fork import Reach
from sahelsim.study.recipe import Recipe
from sahelsim.study.result import Result as Record

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Result(Answer, Record):
    """The runs of one scenario under one seed."""

    recipe: Recipe | None = field(default=None)

    @classmethod
    def of(cls, record: Record, recipe: Recipe | None = None) -> Result:
        """Return what was recorded, with the recipe that it can be made from again."""
        held = {f.name: getattr(record, f.name) for f in dataclasses.fields(Record)}
        return cls(**held, recipe=recipe)

    def text(self) -> str:
        """Return how runs end, and a few outcomes."""
        from sahelsim.report.summary import brief

        return brief(self)

    def to_dict(self) -> dict[str, Any]:
        """Return class shares and outcomes; the shape of a comparison's, with one scenario."""
        return as_dict((self,))

    def frame(self) -> pd.DataFrame:
        """Return one row per run: class and every indicator."""
        return Record.frame(self)

    def weekly(self, indicator: str) -> pd.DataFrame:
        """Return one series week by week: dates as rows, runs as columns.

        Raises
        ------
        UsageError
            If there is no such series; near names are suggested.
        """
        if indicator not in self.series:
            raise UsageError(f"no series '{indicator}': {did_you_mean(indicator, self.series)}")
        return Record.weekly(self, indicator)

    def figure(self, indicator: str = "stability") -> Figure:
        """Return a Plotly fan chart of one indicator."""
        return fan((self,), indicator)

    def save(self, folder: str | Path) -> Path:
        """Write a result folder: tables, manifest, report; it must not exist yet."""
        return save((self,), folder)

    def _repr_html_(self) -> str:
        from sahelsim.report.summary import shares_html

        return shares_html((self,))


@dataclass(frozen=True, repr=False)
class Comparison(Answer):
    """Ensembles under common seeds, and their paired differences from the first."""

    results: tuple[Result, ...]

    @cached_property
    def differences(self) -> dict[str, dict[str, Any]]:
        """Paired differences of every later result from the first, over the days of both."""
        return paired.differences(self.results)

    def text(self) -> str:
        """Return how runs end in each scenario, and the chief differences."""
        from sahelsim.report.summary import brief_comparison

        return brief_comparison(self.results, self.differences)

    def to_dict(self) -> dict[str, Any]:
        """Return class shares and outcomes by scenario, and the paired differences."""
        return as_dict(self.results, self.differences)

    def frame(self) -> pd.DataFrame:
        """Return one row per scenario and run."""
        import pandas as pd

        rows = [r.frame().assign(scenario=r.name) for r in self.results]
        return pd.concat(rows, ignore_index=True)

    def figure(self, indicator: str = "stability") -> Figure:
        """Return a Plotly fan chart with one band per scenario."""
        return fan(self.results, indicator)

    def save(self, folder: str | Path) -> Path:
        """Write a result folder: tables, manifest, report; it must not exist yet."""
        return save(self.results, folder, self.differences)

    def _repr_html_(self) -> str:
        from sahelsim.report.summary import shares_html

        return shares_html(self.results)


@dataclass(frozen=True, repr=False)
class Fork(Comparison):
    """A scenario as it goes, and with one decision forced; ``reach`` says in how many runs.

    ``asked`` is the day that was asked for; the decision's own day is in ``reach``.
    """

    reach: Reach
    asked: str

    def to_dict(self) -> dict[str, Any]:
        """Return a comparison's values, and what the forced decision changed."""
        did = dataclasses.asdict(self.reach) | {"day": f"{self.reach.day}"}
        return super().to_dict() | {"fork": did}


def as_dict(
    results: Sequence[Result], differences: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the machine-readable summary of one or more ensembles."""
    return {
        "scenarios": {r.name: _one(r) for r in results},
        "differences": dict(differences or {}),
        "seed": results[0].seed,
    }


def _one(result: Result) -> dict[str, Any]:
    shares = {
        name: {k: row[k] for k in ("share", "low", "high")} for name, row in result.shares.items()
    }
    return {"runs": result.runs, "classes": shares, "indicators": result.summary}


def fan(results: Sequence[Result], indicator: str) -> Figure:
    """Return a fan chart, a band per result."""
    import plotly.graph_objects as go

    from sahelsim.figures import fan_chart

    return go.Figure(fan_chart.figure(results, indicator))


def save(
    results: Sequence[Result], folder: str | Path, differences: Mapping[str, Any] | None = None
) -> Path:
    """Write results with their report, whole or not at all.

    Raises
    ------
    SahelsimError
        If the folder exists or cannot be written, or a scenario could not be made again.
    """
    from sahelsim.report.write import write_report
    from sahelsim.study import store

    made = results[0].recipe
    if made is None:
        raise UsageError("a run of a sweep is kept in its sweep's folder; save takes whole results")
    made.check_told()

    def report(path: Path) -> None:
        write_report(results, differences or {}, path, command=made.command, version=__version__)

    words = made.command.split(" ")
    return store.save(results, Path(folder), recipe=made.to_dict(), command=words, report=report)
