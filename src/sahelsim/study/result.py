"""What an ensemble leaves behind: plain arrays and tables, no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.classify import class_shares, classify, flag_shares
from sahelsim.analysis.summarise import summary

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]


@dataclass(frozen=True)
class DecisionRound:
    """What one decision of one actor decided in one week, in every run.

    ``taken`` tells where it is something new, an act done now or a posture taken now, else what is
    held went on. ``probability``, ``allowed`` and ``value`` are (runs, options); ``terms[k]`` splits option k's
    value into (incentive, because, amounts), amounts (runs,). ``free`` is what the actor would have
    taken of itself where the choice was imposed on it, −1 where it chose freely, (runs,).
    """

    week: int
    date: date
    actor: str
    decision: str
    options: tuple[str, ...]
    labels: tuple[str, ...]
    chosen: NDArray[np.intp]
    taken: NDArray[np.bool_]
    free: NDArray[np.intp]
    probability: NDArray[np.float32]
    allowed: NDArray[np.bool_]
    value: NDArray[np.float32]
    terms: tuple[tuple[tuple[str, str, NDArray[np.float32]], ...], ...]

    @property
    def forced(self) -> NDArray[np.bool_]:
        """In which runs the choice was imposed on the actor, (runs,)."""
        return np.asarray(self.free >= 0)


@dataclass(frozen=True)
class Result:
    """The runs of one scenario under one seed."""

    name: str
    label: str
    about: str
    seed: int
    runs: int
    start: date
    settings: str
    regions: tuple[str, ...]
    place_ids: tuple[str, ...]
    place_names: tuple[str, ...]
    series: Mapping[str, Array]
    region_series: Mapping[str, Array]
    month_weeks: tuple[int, ...]
    controllers: tuple[str, ...]
    control: NDArray[np.float32]
    place_deaths: NDArray[np.float32]
    place_displaced: NDArray[np.float32]
    decisions: list[DecisionRound]
    events: list[dict[str, Any]]
    ledger: list[dict[str, Any]]
    scenario: dict[str, Any]
    assumptions: list[dict[str, Any]] = field(default_factory=list)
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def weeks(self) -> int:
        """Number of weeks lived through."""
        return int(self.series["total_deaths"].shape[1] - 1)

    @cached_property
    def dates(self) -> list[date]:
        """Start, and the end of every week."""
        return [self.start + timedelta(weeks=w) for w in range(self.weeks + 1)]

    @cached_property
    def classes(self) -> NDArray[np.str_]:
        """Outcome class of every run."""
        return classify(self.series)

    @cached_property
    def shares(self) -> dict[str, dict[str, float]]:
        """Share of every class with its Wilson interval."""
        return class_shares(self.classes)

    @cached_property
    def flags(self) -> dict[str, dict[str, dict[str, float]]]:
        """Share of a class's runs that carry each of its flags, by class and flag."""
        return flag_shares(self.series, self.classes)

    @cached_property
    def summary(self) -> dict[str, dict[str, Any]]:
        """Unit, median and 90 % band of every indicator."""
        return summary(self.series)

    def frame(self) -> pd.DataFrame:
        """Return one row per run: class and every indicator."""
        import pandas as pd

        from sahelsim.analysis.summarise import per_run

        return pd.DataFrame(
            {"run": range(self.runs), "outcome_class": self.classes, **per_run(self.series)}
        )

    def weekly(self, indicator: str) -> pd.DataFrame:
        """Return one indicator week by week: dates as rows, runs as columns."""
        import pandas as pd

        return pd.DataFrame(self.series[indicator].T, index=pd.to_datetime(self.dates))

    def figure(self, indicator: str = "stability") -> Any:
        """Return a Plotly fan chart of one indicator."""
        import plotly.graph_objects as go

        from sahelsim.figures import fan_chart

        return go.Figure(fan_chart.figure([self], indicator))

    def _repr_html_(self) -> str:
        """Show the class shares in a notebook."""
        rows = "".join(
            f"<tr><td>{name}</td><td>{s['share']:.0%}</td><td>{s['low']:.0%}-{s['high']:.0%}</td></tr>"
            for name, s in self.shares.items()
        )
        head = f"<b>{self.label}</b>, {self.runs} runs, {self.weeks} weeks, seed {self.seed}"
        return f"{head}<table><tr><th>outcome</th><th>share</th><th>95 %</th></tr>{rows}</table>"
