"""Outcomes of one's own: expressions over the recorded series, in a design or over a finished sweep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis import expression
from sahelsim.analysis.indicators import INDICATORS, completed
from sahelsim.core.errors import Faults, UsageError, did_you_mean
from sahelsim.core.toml import Document
from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.sweep.tables import readable

if TYPE_CHECKING:
    from sahelsim.study.sweep.read import Sweep

Array = NDArray[np.float64]
Own = str | Callable[[Mapping[str, Array]], Array]
KEYS = ("policy", "point", "replicate", "week")


def series_names(story: Scenario) -> list[str]:
    """Return the name of every series that is recorded of a run."""
    model = assemble(story, seed=0, runs=[0])
    try:
        model.step()
        return list(completed({n: np.stack(p, 1) for n, p in model.recorder.national.items()}))
    finally:
        release(model)


def read_own(
    document: Document,
    outcomes: Mapping[str, str],
    keep: list[str],
    story: Scenario,
    faults: Faults,
) -> None:
    """Check a design's own outcomes and the series that it wants kept; tell every fault.

    Nothing is assembled where a design asks for neither.
    """
    if not outcomes and not keep:
        return
    known = series_names(story)
    kinds = dict.fromkeys(known, expression.SERIES)
    for name, text in outcomes.items():
        with faults:
            try:
                checked(name)
                expression.outcome(text, kinds)
            except UsageError as error:
                raise document.error(("outcomes", name), str(error)) from None
    for name in keep:
        if name not in known:
            with faults:
                raise document.error(
                    ("record",), f"no series '{name}': {did_you_mean(name, known)}"
                )


def checked(name: str) -> None:
    """Refuse a name that an expression cannot say, or that is taken."""
    if not name.isidentifier() or not name.isascii():
        raise UsageError(f"an outcome's name is letters, digits and _: not '{name[:40]}'")
    if name in INDICATORS or name in (*KEYS, "seed", "run", "outcome_class", "error"):
        raise UsageError(f"'{name}' is taken: give the outcome another name")


def computed(outcomes: Mapping[str, str], series: Mapping[str, Array]) -> dict[str, Array]:
    """Return each own outcome of a batch of runs, (runs,)."""
    kinds = dict.fromkeys(series, expression.SERIES)
    size = len(next(iter(series.values())))
    return {
        name: np.broadcast_to(expression.outcome(text, kinds)(series), (size,)).astype(float)
        for name, text in outcomes.items()
    }


def with_outcomes(held: Sweep, outcomes: Mapping[str, Own]) -> Sweep:
    """Return a finished sweep with further outcomes, from the series that it kept; nothing is run.

    Parameters
    ----------
    held : Sweep
        A finished sweep with its folder.
    outcomes : mapping of str to str or callable
        By name an expression over series, like ``"weeks(state_control_share < 0.5)"``, or a
        function that is given the series, each (runs, rows), and returns (runs,).

    Raises
    ------
    UsageError
        If a series was not kept, or rows of every fourth week cannot say it exactly.

    Notes
    -----
    Kept series have seven digits.
    """
    import pyarrow.parquet as pq

    path = held.folder / "series_runs.parquet"
    with readable(path):
        names = [n for n in pq.read_schema(path).names if n not in KEYS]
    kinds = dict.fromkeys(names, expression.SERIES)
    read: dict[str, Callable[[Mapping[str, Array]], Array]] = {}
    for name, own in outcomes.items():
        checked(name)
        read[name] = own if callable(own) else _exact(expression.outcome(own, kinds), held)
    runs = held.runs.copy()
    for policy in held.policies:
        with readable(path):
            table = pq.read_table(path, filters=[("policy", "=", policy)]).to_pandas()
        mine = ((runs["policy"] == policy) & (runs["outcome_class"] != "failed")).to_numpy()
        wide = table.sort_values(list(KEYS[1:])) if len(table) else table
        series = {n: wide[n].to_numpy(float).reshape(int(mine.sum()), -1) for n in names}
        for name, of in read.items():
            runs.loc[mine, name] = np.asarray(of(series), dtype=float) if mine.any() else []
    told = dict(held.plan.get("outcomes", {}))
    told |= {n: own if isinstance(own, str) else "a function" for n, own in outcomes.items()}
    return replace(held, runs=runs, plan=held.plan | {"outcomes": told})


def _exact(told: expression.Expression, held: Sweep) -> expression.Expression:
    """Refuse what rows of every fourth week do not hold: they have ends, and sums of flows."""
    if held.plan["record"] != "summary":
        return told
    asked: list[Any] = [f for f in told.over if f not in ("start", "end", "sum")]
    stocks = [n for n in told.names if INDICATORS[n].summary != "total"]
    if asked or ("sum" in told.over and stocks):
        what = f"{asked[0]}(...)" if asked else f"the sum of '{stocks[0]}'"
        raise UsageError(
            f"{what} needs every week, and this sweep kept every fourth: run it anew with"
            ' record = "runs", or with the outcome in its design'
        )
    return told
