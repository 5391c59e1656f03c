"""The tables of a result folder, each from the results of its scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from sahelsim.study.result import Result

KEPT_BY_RUN = (
    "stability",
    "state_control_share",
    "jihadist_control_share",
    "total_deaths",
    "one_sided_state",
    "displaced",
    "coup_hazard",
    "accord_health",
    "approval_junta",
)
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def tables(results: Sequence[Result]) -> Iterator[tuple[str, Any]]:
    """Yield each table by its name."""
    import pandas as pd

    for name, table in TABLES.items():
        yield name, pd.concat([table(r) for r in results], ignore_index=True)


def _runs(result: Result) -> Any:
    return result.frame().assign(scenario=result.name)


def _events(result: Result) -> Any:
    import pandas as pd

    return pd.DataFrame(result.events).assign(scenario=result.name)


def _ledger(result: Result) -> Any:
    import pandas as pd

    return pd.DataFrame(result.ledger).assign(scenario=result.name)


def _series(result: Result) -> Any:
    import pandas as pd

    weeks, names = result.weeks + 1, list(result.series)
    cuts = [np.quantile(result.series[name], QUANTILES, axis=0) for name in names]
    columns = {
        f"q{int(100 * q):02d}": np.concatenate([cut[k] for cut in cuts])
        for k, q in enumerate(QUANTILES)
    }
    mean = np.concatenate([result.series[name].mean(axis=0) for name in names])
    index = {"indicator": np.repeat(names, weeks), "week": np.tile(np.arange(weeks), len(names))}
    return pd.DataFrame({**index, **columns, "mean": mean}).assign(scenario=result.name)


def _series_runs(result: Result) -> Any:
    import pandas as pd

    runs, weeks = np.indices((result.runs, result.weeks + 1))
    columns = {name: result.series[name].astype("f4").ravel() for name in KEPT_BY_RUN}
    index = {"run": runs.ravel().astype("i4"), "week": weeks.ravel().astype("i2")}
    return pd.DataFrame({**index, **columns}).assign(scenario=result.name)


def _control(result: Result) -> Any:
    import pandas as pd

    mean = result.control.mean(axis=0)
    months, who, places = np.indices(mean.shape)
    return pd.DataFrame(
        {
            "week": np.asarray(result.month_weeks)[months.ravel()],
            "controller": np.asarray(result.controllers)[who.ravel()],
            "place": np.asarray(result.place_ids)[places.ravel()],
            "share": mean.ravel(),
            "deaths": np.repeat(
                result.place_deaths.mean(axis=0)[:, None], len(result.controllers), 1
            ).ravel(),
            "displaced": np.repeat(
                result.place_displaced.mean(axis=0)[:, None], len(result.controllers), 1
            ).ravel(),
        }
    ).assign(scenario=result.name)


def _decisions(result: Result) -> Any:
    """Return one row per decision and run; names are codes into categories, for speed and size."""
    import pandas as pd

    runs, rounds = np.arange(result.runs), result.decisions
    names = sorted({option for d in rounds for option in d.options})
    lookup = {d.options: np.array([names.index(o) for o in d.options]) for d in rounds}

    def each(name: str) -> Any:
        return np.repeat([getattr(d, name) for d in rounds], result.runs)

    def joined(part: Callable[[Any], Any]) -> Any:
        return np.concatenate([part(d) for d in rounds]) if rounds else np.empty(0)

    chosen = joined(lambda d: lookup[d.options][d.chosen]).astype(int)
    return pd.DataFrame(
        {
            "run": np.tile(runs, len(rounds)),
            "week": each("week"),
            "actor": pd.Categorical(each("actor")),
            "decision": pd.Categorical(each("decision")),
            "chosen": pd.Categorical.from_codes(chosen, categories=pd.Index(names)),
            "forced": joined(lambda d: d.forced).astype(bool),
            "probability": joined(lambda d: d.probability[runs, d.chosen]),
            "value": joined(lambda d: d.value[runs, d.chosen]),
        }
    ).assign(scenario=result.name)


TABLES: dict[str, Callable[[Result], Any]] = {
    "runs": _runs,
    "series": _series,
    "series_runs": _series_runs,
    "control": _control,
    "decisions": _decisions,
    "events": _events,
    "ledger": _ledger,
}
