"""The Python interface: run, compare, fork; results as pandas frames and Plotly figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.analysis.contrast import contrast
from sahelsim.scenario import Scenario, apply_overrides, check_file, list_scenarios
from sahelsim.scenario import load_scenario as load
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.fork import fork as fork_scenario
from sahelsim.study.pool import run_scenarios
from sahelsim.study.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sahelsim.study.sweep.read import Sweep


@dataclass(frozen=True)
class Comparison:
    """Ensembles under common seeds, and their paired differences from the first."""

    results: tuple[Result, ...]

    @property
    def differences(self) -> dict[str, dict[str, Any]]:
        """Paired differences of every later scenario from the first."""
        first = self.results[0]
        return {
            f"{other.name} - {first.name}": contrast(
                first.series, other.series, first.classes, other.classes
            )
            for other in self.results[1:]
        }

    def frame(self) -> pd.DataFrame:
        """Return one row per scenario and run."""
        import pandas as pd

        return pd.concat([r.frame().assign(scenario=r.name) for r in self.results])

    def figure(self, indicator: str = "stability") -> Any:
        """Return a Plotly fan chart with one band per scenario."""
        import plotly.graph_objects as go

        from sahelsim.figures import fan_chart

        return go.Figure(fan_chart.figure(list(self.results), indicator))


def load_scenario(
    name: str | Path, settings: Mapping[str, Any] | Iterable[str] = (), weeks: int | None = None
) -> Scenario:
    """Return a scenario by name or path, with settings on top.

    Parameters
    ----------
    name : str or path
        Shipped scenario, or a TOML file.
    settings : mapping or iterable of str
        ``{"actors.cma.incentives.autonomy": 0.1}`` or ``["actors.cma.incentives.autonomy=0.1"]``.
    weeks : int, optional
        Another horizon.
    """
    pairs = [f"{k}={v}" for k, v in settings.items()] if isinstance(settings, Mapping) else settings
    extra = [f"weeks={weeks}"] if weeks is not None else []
    return apply_overrides(load(name), [*pairs, *extra])


def run(
    scenario: str | Path | Scenario,
    *,
    runs: int = 100,
    seed: int = 1,
    weeks: int | None = None,
    settings: Mapping[str, Any] | Iterable[str] = (),
) -> Result:
    """Run one scenario many times.

    Examples
    --------
    >>> import sahelsim as ss
    >>> result = ss.run("at-worst", runs=3, weeks=8)
    >>> result.runs, result.weeks
    (3, 8)
    """
    return run_scenario(_scenario(scenario, settings, weeks), runs=runs, seed=seed)


def compare(
    *scenarios: str | Path | Scenario,
    runs: int = 100,
    seed: int = 1,
    weeks: int | None = None,
    settings: Mapping[str, Any] | Iterable[str] = (),
) -> Comparison:
    """Run scenarios under common seeds and pair their runs."""
    kept: Any = settings if isinstance(settings, Mapping) else list(settings)
    chosen = [_scenario(s, kept, weeks) for s in scenarios]
    return Comparison(tuple(run_scenarios(chosen, runs=runs, seed=seed)))


def fork(
    scenario: str | Path | Scenario,
    *,
    at: date | str,
    actor: str,
    choose: str,
    runs: int = 100,
    seed: int = 1,
    weeks: int | None = None,
) -> Comparison:
    """Force one decision on a date and compare with the runs as they went."""
    day = date.fromisoformat(at) if isinstance(at, str) else at
    story = _scenario(scenario, (), weeks)
    return Comparison(
        fork_scenario(story, at=day, actor=actor, choose=choose, runs=runs, seed=seed)
    )


def sweep(
    design: str | Path,
    out: str | Path | None = None,
    *,
    resume: bool = False,
    address: str | None = None,
    workers: int | None = None,
) -> Sweep:
    """Run a design, by name or TOML file; return its plan and runs.

    Parameters
    ----------
    design : str or path
        A shipped design, such as ``"tiny"``, or a file.
    out : str or path, optional
        Result folder to keep; without one, only the runs in memory are kept.
    resume : bool
        Go on with a sweep that was stopped in ``out``.
    address : str, optional
        A dask scheduler, like ``"tcp://HOST:8786"``; processes of this machine without one.
    workers : int, optional
        Processes of this machine; all cores by default.
    """
    import tempfile

    from sahelsim.study.sweep.design import find_design, read_design
    from sahelsim.study.sweep.engines import Engine
    from sahelsim.study.sweep.folder import sweep as run_sweep
    from sahelsim.study.sweep.read import read_sweep

    plan = read_design(find_design(str(design)))
    engine = Engine("dask" if address else "local", workers, address)
    if out is not None:
        return read_sweep(run_sweep(plan, Path(out), resume=resume, engine=engine))
    with tempfile.TemporaryDirectory() as temporary:
        return read_sweep(run_sweep(plan, Path(temporary) / "sweep", engine=engine))


def open_sweep(folder: str | Path) -> Sweep:
    """Return the plan and runs of a finished sweep, from its folder."""
    from sahelsim.study.sweep.read import read_sweep

    return read_sweep(Path(folder))


def scenarios() -> dict[str, str]:
    """Return the shipped scenarios, name to label."""
    return {name: label for name, label, _ in list_scenarios()}


def check(path: str | Path) -> list[str]:
    """Return what is wrong with a scenario file or an actor's card; empty if nothing is."""
    return check_file(Path(path))


def _scenario(
    scenario: str | Path | Scenario, settings: Mapping[str, Any] | Iterable[str], weeks: int | None
) -> Scenario:
    if not isinstance(scenario, Scenario):
        return load_scenario(scenario, settings, weeks)
    return scenario if weeks is None else replace(scenario, weeks=weeks)
