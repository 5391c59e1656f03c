"""What the analyses of a sweep return: sentences, rows, a chart, and a place beside the sweep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sahelsim.api.answer import Answer
from sahelsim.core.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure


@dataclass(frozen=True, repr=False)
class Analysis(Answer):
    """What an analysis of a sweep found, as plain values; ``folder`` is the sweep's, if it has one."""

    verb: ClassVar[str]
    found: Mapping[str, Any]
    folder: Path | None = field(default=None, compare=False)

    def text(self) -> str:
        """Return its sentences and tables."""
        from sahelsim.report.page import as_text

        return as_text(self.section)

    @property
    def section(self) -> Any:
        """Its part of the sweep's report."""
        from sahelsim.report.sweep.sections import section

        return section(self.verb, self.found)

    def to_dict(self) -> dict[str, Any]:
        """Return everything that was found."""
        return dict(self.found)

    def frame(self) -> pd.DataFrame:
        """Return its rows."""
        import pandas as pd

        return pd.DataFrame(self._rows())

    def _rows(self) -> list[dict[str, Any]]:
        return [dict(row) for row in self.found.get("rows", [])]

    def figure(self) -> Figure:
        """Return its chart.

        Raises
        ------
        UsageError
            If what was found has nothing to draw.
        """
        import plotly.graph_objects as go

        charts = list(self.section.charts)
        if not charts:
            raise UsageError(f"this {self.verb} has nothing to draw; print it, or see frame()")
        return go.Figure(charts[0].figure)

    def save(self) -> Path:
        """Store it in its sweep's folder and write the report anew; return the report.

        Raises
        ------
        SahelsimError
            If it is of no folder, or that cannot be written.
        """
        from sahelsim.report.sweep.write import keep

        if self.folder is None:
            raise UsageError("this was found by running scenarios: there is no sweep to keep it in")
        keep(self.folder, self.verb, dict(self.found))
        return self.folder / "report.html"


class Sensitivity(Analysis):
    """Which factors move an outcome."""

    verb = "sensitivity"


class Discovery(Analysis):
    """Which ranges of the factors lead to an outcome class."""

    verb = "discover"

    def _rows(self) -> list[dict[str, Any]]:
        return [dict(row) for row in self.found["box"]]


class Flip(Analysis):
    """Where one outcome class gives way to another."""

    verb = "flip"

    def _rows(self) -> list[dict[str, Any]]:
        return [dict(row) for row in self.found.get("bins", self.found.get("flips", []))]


class Contrast(Analysis):
    """How a sweep's policies differ over the same futures."""

    verb = "contrast"

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {"pair": pair, "outcome": name, **row}
            for pair, rows in self.found["differences"].items()
            for name, row in rows.items()
        ]


class Precision(Analysis):
    """How many replicates or runs a precision needs."""

    verb = "precision"

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {k: v for k, v in self.found.items() if not isinstance(v, dict | list)}
            | dict(self.found["plan"])
        ]


class Difference(Analysis):
    """How two sweeps differ: what they were, and what came of them."""

    verb = "diff"

    @property
    def section(self) -> Any:
        """What it says, in the shape of a report's part."""
        from sahelsim.report.sweep.sections import diff

        return diff(self.found)

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {"policy": policy, "outcome": name, **row}
            for policy, rows in self.found["outcomes"].items()
            for name, row in rows.items()
        ]
