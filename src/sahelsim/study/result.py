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
from sahelsim.analysis.decisions import DecisionRound
from sahelsim.analysis.summarise import summary

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]


@dataclass(frozen=True, repr=False, eq=False)
class Result:
    """The runs of one scenario under one seed: what was recorded.

    Two are equal if their scenario, seed and every weekly number are.
    """

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

    def __repr__(self) -> str:
        """Return name and size."""
        return f"Result({self.name!r}, runs={self.runs}, weeks={self.weeks}, seed={self.seed})"

    def __eq__(self, other: object) -> bool:
        """Tell whether another result has the same scenario, seed and weekly numbers."""
        if not isinstance(other, Result):
            return NotImplemented
        return self._told == other._told and all(
            np.array_equal(values, other.series[name], equal_nan=True)
            for name, values in self.series.items()
        )

    def __hash__(self) -> int:
        return hash(self._told)

    @property
    def _told(self) -> tuple[object, ...]:
        return (self.name, self.settings, self.seed, self.runs, self.weeks, tuple(self.series))
