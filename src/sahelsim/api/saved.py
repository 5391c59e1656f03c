"""``open``: a result folder, of which each table is read when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sahelsim.analysis.classify import class_shares
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.api.answer import Answer
from sahelsim.api.progress import bar
from sahelsim.api.results import Comparison, Result
from sahelsim.core.errors import ResultError, UsageError, did_you_mean
from sahelsim.study import recipe as recipes
from sahelsim.study import store
from sahelsim.study.pool import run_scenarios
from sahelsim.study.variants import named

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

    from sahelsim.api.swept import Sweep

TABLES = ("runs", "series", "series_runs", "control", "decisions", "events", "ledger")
PLAN = "plan.json"  # what a sweep's folder has and no other


@dataclass(frozen=True, repr=False)
class Saved(Answer):
    """A result folder of ``run``, ``compare`` or ``fork``; each table is read when asked for."""

    folder: Path
    manifest: Mapping[str, Any]

    @cached_property
    def recipe(self) -> Mapping[str, Any]:
        """What it was made from."""
        return store.recipe_of(self.folder, self.manifest)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios in it, in their order."""
        return self._made.names

    @property
    def damaged(self) -> dict[str, list[str]]:
        """Which files are ``changed`` or ``missing`` since it was written."""
        return store.damage(self.folder, self.manifest)

    @cached_property
    def _made(self) -> recipes.Recipe:
        return recipes.read(self.recipe, self.folder)

    def table(self, name: str) -> pd.DataFrame:
        """Return one of its tables whole.

        Raises
        ------
        SahelsimError
            If there is no such table, or its file cannot be read.
        """
        import pandas as pd

        if name not in TABLES:
            raise UsageError(f"no table '{name}': {did_you_mean(name, TABLES)}")
        path = self.folder / f"{name}.parquet"
        try:
            return pd.read_parquet(path)
        except (OSError, ValueError) as error:
            first = str(error).splitlines()[0]
            raise ResultError(f"{path} cannot be read: {first}") from None

    def frame(self) -> pd.DataFrame:
        """Return one row per scenario and run."""
        return self.table("runs")

    def figure(self, indicator: str = "stability") -> Figure:
        """Return a Plotly fan chart of a series that the folder keeps run by run.

        Raises
        ------
        UsageError
            If it was not kept; ``again`` makes all of them.
        """
        import plotly.graph_objects as go

        from sahelsim.figures import fan_chart

        if indicator not in store.KEPT_BY_RUN:
            hint = did_you_mean(indicator, store.KEPT_BY_RUN)
            raise UsageError(f"no series of '{indicator}' was kept: {hint}; again() has all")
        rows = self.table("series_runs")
        kept = [_Kept.of(rows, name, s.start, indicator) for name, s in self._pairs()]
        return go.Figure(fan_chart.figure(kept, indicator))

    def _pairs(self) -> list[tuple[str, Any]]:
        return list(zip(self.scenarios, self._made.made, strict=True))

    def again(self, *, progress: bool = False) -> Comparison:
        """Run its recipe again and return it whole."""
        return Comparison(_again(self._made, range(len(self._made.made)), progress))

    def one(self, k: int, progress: bool = False) -> Result:
        """Run one of its scenarios again."""
        return _again(self._made, [k], progress)[0]

    def text(self) -> str:
        """Return what it is, how runs end, and what it holds."""
        rows = self.to_dict()["scenarios"]
        lines = [f"{self.folder}: {self.recipe['kind']}, seed {self.recipe['seed']}"]
        for name, told in rows.items():
            shares = [f"{c} {s['share']:.0%}" for c, s in told["classes"].items() if s["share"]]
            lines.append(f"  {name}: {told['runs']:,} runs; {', '.join(shares)}")
        return "\n".join([*lines, f"  tables: {', '.join(TABLES)}"])

    def to_dict(self) -> dict[str, Any]:
        """Return class shares and outcomes by scenario, as a comparison does."""
        runs = self.frame()
        each = {str(name): rows for name, rows in runs.groupby("scenario", sort=False)}
        told = {name: _told(rows) for name, rows in each.items()}
        return {"scenarios": told, "seed": self.recipe["seed"], "folder": str(self.folder)}


@dataclass(frozen=True)
class _Kept:
    """As much of a result as a fan chart draws."""

    label: str
    start: date
    series: Mapping[str, Any]

    @classmethod
    def of(cls, rows: pd.DataFrame, name: str, start: date, indicator: str) -> _Kept:
        mine = rows[rows["scenario"] == name]
        table = mine.pivot_table(index="run", columns="week", values=indicator)
        return cls(name, start, {indicator: table.to_numpy(dtype=float)})

    @property
    def weeks(self) -> int:
        return int(next(iter(self.series.values())).shape[1]) - 1

    @property
    def dates(self) -> list[date]:
        return [self.start + timedelta(weeks=w) for w in range(self.weeks + 1)]


def _told(rows: pd.DataFrame) -> dict[str, Any]:
    column = next(name for name in ("outcome_class", "class") if name in rows)
    shares = class_shares(rows[column].to_numpy(dtype=str))
    classes = {c: {k: row[k] for k in ("share", "low", "high")} for c, row in shares.items()}
    indicators = {}
    for name, about in INDICATORS.items():
        low, middle, high = np.quantile(rows[name], [0.05, 0.5, 0.95]).tolist()
        indicators[name] = {"unit": about.unit, "median": middle, "q05": low, "q95": high}
    return {"runs": len(rows), "classes": classes, "indicators": indicators}


def _again(made: recipes.Recipe, which: Sequence[int], progress: bool) -> tuple[Result, ...]:
    chosen = [made.made[k] for k in which]
    with bar(sum(s.weeks for s in chosen) * made.runs, progress) as tell:
        records = run_scenarios(chosen, runs=made.runs, seed=made.seed, progress=tell)
    tagged = named(records, [made.tags[k] for k in which])
    return tuple(Result.of(result, made) for result in tagged)


def open_runs(folder: Path) -> Saved:
    """Return a result folder of runs.

    Raises
    ------
    ResultError
        If it is none, or a sweep's.
    """
    saved = Saved(folder, store.read_manifest(folder))
    store.recipe_of(folder, saved.manifest)
    return saved


def open(folder: str | Path) -> Saved | Sweep:
    """Return what a result folder holds, whatever made it; tables are read when they are asked for.

    Parameters
    ----------
    folder : str or path
        A folder of ``run``, ``compare``, ``fork`` or ``sweep``.

    Raises
    ------
    ResultError
        If it is no result folder, or a sweep that is not finished.
    """
    path = Path(folder)
    if not (path / PLAN).exists():
        return open_runs(path)
    from sahelsim.api.swept import Sweep

    return Sweep.read(path)
