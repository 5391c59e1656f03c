"""What ``sweep`` and its kin return: a finished sweep, a part, a plan, how far one is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.api.answer import Answer
from sahelsim.core.errors import UsageError
from sahelsim.core.save import check_writable
from sahelsim.study.sweep import read

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure


@dataclass(frozen=True, repr=False, eq=False)
class Sweep(Answer, read.Sweep):
    """A finished sweep: its plan, and its runs, a row each."""

    kept: bool = True  # whether its folder outlives this result

    @classmethod
    def read(cls, folder: Path, *, kept: bool = True) -> Sweep:
        """Return a finished sweep from its folder."""
        held = read.read_sweep(folder)
        return cls(held.plan, held.runs, held.folder, kept)

    @cached_property
    def findings(self) -> dict[str, Any]:
        """How runs end by policy, how policies differ, which factors go with stability."""
        from sahelsim.report.sweep.findings import findings

        return findings(self)

    def text(self) -> str:
        """Return what it shows."""
        from sahelsim.report.sweep.findings import told

        return f"sweep {self.plan['name']}: {told(self.findings)}"

    def to_dict(self) -> dict[str, Any]:
        """Return its findings."""
        return self.findings

    def frame(self) -> pd.DataFrame:
        """Return one row per run."""
        found: pd.DataFrame = self.runs
        return found

    def figure(self, outcome: str = "stability") -> Figure:
        """Return each policy's mean of an outcome, with its 95 % interval."""
        import plotly.graph_objects as go

        from sahelsim.analysis.crossed import crossed
        from sahelsim.figures import sweeps

        rows = [{"factor": p, **crossed(self.outcome(p, outcome))} for p in self.policies]
        return go.Figure(sweeps.intervals(rows, "mean", "low", "high"))

    def save(self, folder: str | Path) -> Path:
        """Copy its folder; one that was run without ``out`` has none.

        Raises
        ------
        SahelsimError
            If there is nothing to copy, or the folder exists.
        """
        if not self.kept:
            raise UsageError("this sweep was run without a folder: run it with out=FOLDER")
        check_writable(Path(folder))
        return Path(shutil.copytree(self.folder, folder))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sweep):
            return NotImplemented
        return self.plan == other.plan and bool(self.runs.equals(other.runs))

    def __hash__(self) -> int:
        return hash((self.plan["name"], self.plan["design"]))


@dataclass(frozen=True, repr=False)
class Plan(Answer):
    """What a sweep would cost, before anything runs."""

    cost: Mapping[str, Any]

    def text(self) -> str:
        """Return its size, time and disk."""
        from sahelsim.report.sweep.findings import planned

        return planned(self.cost)

    def to_dict(self) -> dict[str, Any]:
        """Return size, time and disk."""
        return dict(self.cost)

    def frame(self) -> pd.DataFrame:
        """Return one row."""
        import pandas as pd

        return pd.DataFrame([dict(self.cost)])


@dataclass(frozen=True, repr=False)
class Part(Answer):
    """One part of a sweep that runs on several machines; ``merge`` joins them."""

    folder: Path
    part: int
    of: int

    def text(self) -> str:
        """Return where it is and what comes next."""
        return f"part {self.part}/{self.of} in {self.folder}; join all parts with 'sahelsim merge'"

    def to_dict(self) -> dict[str, Any]:
        """Return its folder and its number."""
        return {"folder": str(self.folder), "part": self.part, "of": self.of}

    def frame(self) -> pd.DataFrame:
        """Return one row."""
        import pandas as pd

        return pd.DataFrame([self.to_dict()])


@dataclass(frozen=True, repr=False)
class Status(Answer):
    """How far a sweep is."""

    told: Mapping[str, Any]

    @property
    def finished(self) -> bool:
        """Whether every run is done and joined."""
        return bool(self.told["finished"])

    def text(self) -> str:
        """Return how far it is, in one line."""
        held = self.told
        which = "" if held["part"] is None else " (part {}/{})".format(*held["part"])
        part = f"{held['name']}{which}: {held['runs_done']:,} of {held['runs']:,} runs"
        if self.finished and held["part"] is not None:
            return f"{part}, this part is whole; join all parts with 'sahelsim merge'"
        if self.finished:
            failed = f", {held['failed']} failed" if held["failed"] else ""
            return f"{part}{failed}, finished"
        if held["seconds_left"] is None:
            return f"{part}, not finished"
        pace, minutes = held["runs_per_second"], held["seconds_left"] / 60
        return (
            f"{part}, {pace:.1f} runs a second, about {minutes:.1f} minutes left if it is still "
            "at it"
        )

    def to_dict(self) -> dict[str, Any]:
        """Return every count."""
        return dict(self.told)

    def frame(self) -> pd.DataFrame:
        """Return one row."""
        import pandas as pd

        return pd.DataFrame([dict(self.told)])
