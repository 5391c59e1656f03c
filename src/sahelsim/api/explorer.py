"""``explorer``: one file in which a reader moves a scenario's levers, without a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.api.answer import Answer
from sahelsim.api.progress import bar, held
from sahelsim.core.errors import UsageError
from sahelsim.scenario import Scenario, Settings, apply_overrides, checked, load_scenario, words_of
from sahelsim.study.explorer.fields import FIELDS
from sahelsim.study.explorer.levers import levers
from sahelsim.study.explorer.study import Plan, explore
from sahelsim.study.recipe import Given
from sahelsim.study.size import check_size

if TYPE_CHECKING:
    import pandas as pd

LEAST_WEEKS = 8
LIMITS = {"points": (8, 2048), "runs": (4, 1000), "workers": (1, 256)}


@dataclass(frozen=True, repr=False)
class Explorer(Answer):
    """A written explorer: its file, and its errors on settings that were held out."""

    file: Path
    errors: Mapping[str, Mapping[str, Any]]

    def text(self) -> str:
        """Return the errors beside their bounds, and where the file is."""
        lines = ["Error on held-out settings      mean   95 of 100   bounds"]
        for name, row in self.errors.items():
            low, high = row["bounds"]
            state = "" if row["on"] else "   switched off"
            lines.append(
                f"  {name:<12}{row['unit']:<18}{row['mean']:>6.2f}{row['p95']:>12.2f}"
                f"   {low:g} / {high:g}{state}"
            )
        size = self.file.stat().st_size / 1e6
        return "\n".join(
            [*lines, "", f"explorer   {self.file}   ({size:.2f} MB, opens without a network)"]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return file, size and errors."""
        found = {"file": str(self.file), "bytes": self.file.stat().st_size}
        return found | {"errors": {name: dict(row) for name, row in self.errors.items()}}

    def frame(self) -> pd.DataFrame:
        """Return one row per field."""
        import pandas as pd

        return pd.DataFrame([{"field": name, **row} for name, row in self.errors.items()])


def explorer(
    scenario: Given,
    *,
    factor: str | Sequence[str] = (),
    points: int = 256,
    runs: int = 16,
    seed: int = 1,
    weeks: int | None = None,
    set: Settings = (),
    out: str | Path | None = None,
    workers: int | None = None,
    progress: bool = False,
) -> Explorer:
    """Write one HTML file with levers over precomputed results.

    Parameters
    ----------
    scenario : str, path or Scenario
        What levers start from.
    factor : str or sequence of str
        ``NAME`` or ``NAME=LOW:HIGH``: levers in place of the usual six, at most ten.
    points, runs, seed : int
        Settings to compute, runs at each, seed of all chance.
    weeks, set, out
        Horizon, 8 to 520; settings on top; the HTML file, which must not exist yet.
    workers, progress
        Processes; whether to show a bar.
    """
    from sahelsim.report.explorer.page import write_explorer

    check_size(runs, seed)
    _check_within(points=points, runs=runs, workers=workers)
    story = _story(scenario, set, weeks)
    factors = [factor] if isinstance(factor, str) else list(factor)
    plan = Plan(story, levers(story, factors), points, runs, seed)
    path = Path(out or Path("out") / f"explorer-{story.name}-{story.hash[:8]}.html")
    with held(path), bar(plan.all_runs, progress, "run") as tell:
        surfaces = explore(plan, workers=workers, progress=tell)
        write_explorer(plan, surfaces, path, _again(story, factors, plan))
    return Explorer(path, _judged(surfaces))


def _story(scenario: Given, settings: Settings, weeks: int | None) -> Scenario:
    more = () if weeks is None else words_of({"weeks": weeks})
    base = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    story = checked(apply_overrides(base, [*words_of(settings), *more]))
    if story.weeks < LEAST_WEEKS:
        raise UsageError(f"an explorer needs at least {LEAST_WEEKS} weeks, not {story.weeks}")
    return story


def _check_within(**given: int | None) -> None:
    for name, value in given.items():
        low, high = LIMITS[name]
        if value is not None and not low <= value <= high:
            raise UsageError(f"--{name} {value} is outside {low} to {high}")


def _again(story: Scenario, factors: Sequence[str], plan: Plan) -> str:
    """Return the command that makes the same page; it names no file."""
    words = ["sahelsim", "explorer", story.file]
    words += [part for factor in factors for part in ("--factor", factor)]
    words += ["--points", str(plan.points), "--runs", str(plan.runs), "--seed", str(plan.seed)]
    return " ".join([*words, *(part for change in story.changes for part in ("--set", change))])


def _judged(surfaces: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "mean": surface.mean,
            "p95": surface.p95,
            "chance": surface.chance,
            "bounds": FIELDS[name].bounds,
            "unit": FIELDS[name].unit,
            "on": surface.within(name),
        }
        for name, surface in surfaces.items()
    }
