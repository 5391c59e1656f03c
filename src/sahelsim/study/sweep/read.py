"""A finished sweep as arrays: outcomes by point and replicate, factors, cases of a class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis import expression
from sahelsim.analysis.crossed import blind
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.core.errors import ResultError, UsageError, did_you_mean
from sahelsim.study.store import read_manifest
from sahelsim.study.sweep.plan import read_plan
from sahelsim.study.sweep.sampling import DUMMY
from sahelsim.study.sweep.tables import read_runs, readable, unreadable

if TYPE_CHECKING:
    from sahelsim.study.sweep.own import Own

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sweep:
    """The plan of a finished sweep and its runs, a row each."""

    plan: dict[str, Any]
    runs: Any
    folder: Path = Path()

    @property
    def policies(self) -> list[str]:
        """Names of the policies, in the design's order."""
        return list(dict.fromkeys(self.runs["policy"]))

    @property
    def shared(self) -> bool:
        """Whether all futures meet the same replicates; else each has chance of its own."""
        return bool(self.plan.get("seeds", "shared") == "shared")

    @property
    def blind(self) -> bool:
        """Whether nothing is known of chance: one replicate that all futures share."""
        return blind(self.plan["replicates"], self.shared)

    @property
    def options(self) -> dict[str, list[str]]:
        """Names behind the codes of each switch among the factors."""
        return {f["name"]: f["options"] for f in self.plan["factors"] if f["options"]}

    def policy(self, name: str | None) -> str:
        """Return a policy by name, the last one by default."""
        if name is not None and name not in self.policies:
            raise UsageError(f"no policy '{name}': {did_you_mean(name, self.policies)}")
        return name or self.policies[-1]

    def weeks(self, policy: str) -> int:
        """Return a policy's horizon in weeks."""
        return int(next(p["weeks"] for p in self.plan["policies"] if p["name"] == policy))

    def of(self, policy: str) -> Any:
        """Return one policy's runs by point and replicate."""
        return self.runs[self.runs["policy"] == policy]

    def outcome(self, policy: str, outcome: str) -> Array:
        """Return an indicator or an expression over them, (points, replicates); a failed run is NaN."""
        if self.names.get(outcome) == expression.NUMBER:
            return self._square(policy, self.runs[outcome])
        return self._computed(policy, expression.outcome(outcome, self.names))

    def is_class(self, policy: str, name: str) -> Array:
        """Return 1 where a run ended in a class, 0 where not, NaN where it failed."""
        ended = self.runs["outcome_class"]
        return self._square(policy, (ended == name).where(ended != "failed"))

    def cases(self, policy: str, when: str) -> Array:
        """Return 1 where a condition holds, 0 where not, NaN where a run failed.

        Parameters
        ----------
        policy : str
            Of which runs.
        when : str
            A condition over outcomes and factors: ``stability < 50``, ``outcome_class ==
            'rekindled'``.

        Raises
        ------
        UsageError
            If it cannot be read, or names what the sweep does not hold.
        """
        return self._computed(policy, expression.condition(when, self.names))

    @property
    def names(self) -> dict[str, str]:
        """What an expression over the runs may name, and whether each is a number or a text."""
        numbers = dict.fromkeys((*INDICATORS, *self.plan["outcomes"]), expression.NUMBER)
        factors = {
            f["name"]: expression.TEXT if f["options"] else expression.NUMBER
            for f in self.plan["factors"]
        }
        return numbers | factors | {"outcome_class": expression.TEXT}

    def _computed(self, policy: str, told: expression.Expression) -> Array:
        mine = self.of(policy)
        values = {name: mine[name].to_numpy() for name in told.names}
        for factor in self.plan["factors"]:
            if factor["options"] and factor["name"] in values:
                codes = values[factor["name"]].astype(int)
                values[factor["name"]] = np.array(factor["options"])[codes]
        found = told(values).astype(float)
        found[(mine["outcome_class"] == "failed").to_numpy()] = np.nan
        return found.reshape(self.plan["points"], self.plan["replicates"])

    def factors(self, policy: str, *, dummy: bool = False) -> dict[str, Array]:
        """Return each factor's value at each point, (points,)."""
        names = [f["name"] for f in self.plan["factors"]]
        if dummy and DUMMY in self.runs:
            names.append(DUMMY)
        return {name: self._square(policy, self.runs[name])[:, 0] for name in names}

    def with_outcomes(self, outcomes: Mapping[str, Own]) -> Sweep:
        """Return the sweep with outcomes of one's own, from the series that it kept."""
        from sahelsim.study.sweep.own import with_outcomes

        return with_outcomes(self, outcomes)

    def to_ema(self, path: str | Path) -> Path:
        """Write the runs as results that the EMA Workbench's ``load_results`` reads."""
        from sahelsim.study.sweep.exchange import to_ema

        return to_ema(self, Path(path))

    def to_xarray(self) -> Any:
        """Return an xarray dataset with dimensions policy, future and replicate."""
        from sahelsim.study.sweep.cube import dataset

        return dataset(self)

    def _square(self, policy: str, column: Any) -> Array:
        """Return one policy's part of a column; a table has every run, in the order of its axes."""
        mine = column[(self.runs["policy"] == policy).to_numpy()]
        shape = (self.plan["points"], self.plan["replicates"])
        return np.asarray(mine.to_numpy(dtype=float).reshape(shape))


def read_sweep(folder: Path) -> Sweep:
    """Read a finished sweep.

    Raises
    ------
    ResultError
        If the folder is no sweep, or not finished.
    """
    plan = read_plan(folder)
    if not (folder / "manifest.json").exists():
        raise ResultError(f"{folder} is not finished; go on with sweep --resume --out {folder}")
    read_manifest(folder)
    runs = read_runs(folder)
    needed = {"policy", "point", "replicate", "outcome_class", "error", *INDICATORS}
    needed |= {factor["name"] for factor in plan["factors"]}
    size = plan["points"] * plan["replicates"]
    if not needed <= set(runs) or runs["policy"].value_counts().to_dict() != {
        policy["name"]: size for policy in plan["policies"]
    }:
        raise unreadable(folder / "runs.parquet")
    if runs.loc[runs["outcome_class"] != "failed", list(INDICATORS)].isna().any(axis=None):
        raise unreadable(folder / "runs.parquet")  # only a failed run has no outcome
    return Sweep(plan, runs, folder)


def at_week(held: Sweep, policy: str, indicator: str, week: int) -> Array:
    """Return an indicator in one week of each run, (points, replicates); a failed run is NaN.

    A flow is its sum over the weeks since the row before: four, unless every week was recorded.

    Raises
    ------
    UsageError
        If the sweep did not keep the indicator's series, or not of this week.
    """
    import pyarrow.parquet as pq

    path = held.folder / "series_runs.parquet"
    with readable(path):
        kept = [n for n in pq.read_schema(path).names if n in INDICATORS]
    if indicator not in kept:
        raise UsageError(f"no series of '{indicator}' was kept: {did_you_mean(indicator, kept)}")
    wanted = [("policy", "=", policy), ("week", "=", week)]
    with readable(path):
        rows = pq.read_table(path, columns=["point", "replicate", indicator], filters=wanted)
    if not len(rows):
        last = held.weeks(policy)
        step = f"week to {last}" if held.plan["record"] != "summary" else f"fourth week and {last}"
        raise UsageError(f"no week {week}: the sweep holds every {step}")
    table = np.full((held.plan["points"], held.plan["replicates"]), np.nan)
    table[rows["point"].to_numpy(), rows["replicate"].to_numpy()] = rows[indicator].to_numpy()
    return table
