"""``hindcast`` and ``calibrate``: the model against the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sahelsim.api.answer import Answer
from sahelsim.api.progress import Tell, bar, held
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.scenario.origins import ORIGINS
from sahelsim.study import hindcast as scoring
from sahelsim.study.size import check_size
from sahelsim.study.store import save_files
from sahelsim.study.truth import month, read_truth

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

    from sahelsim.study.calibration.calibrate import Calibration as Fitted

FIRST = "2021-11"
Record = str | Path | Mapping[str, Mapping[str, float]]
POINTS = (200, 100_000)
BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, repr=False, eq=False)
class Hindcast(Answer):
    """Every variant's scores beside naive forecasts; ``note`` says where a record ends early."""

    found: scoring.Hindcast
    command: tuple[str, ...]
    note: str = ""

    @cached_property
    def scores(self) -> dict[str, Any]:
        """Every score as plain values."""
        return self.found.report()

    def text(self) -> str:
        """Return the verdict and the scores."""
        from sahelsim.report.validation.page import told

        return told(self.scores)

    def to_dict(self) -> dict[str, Any]:
        """Return every score."""
        return self.scores

    def frame(self) -> pd.DataFrame:
        """Return one row per variant or naive forecast and month: its CRPS, beside the record.

        Raises
        ------
        UsageError
            Of an aggregate, which tells no single month.
        """
        import pandas as pd

        if self.found.aggregate:
            raise UsageError("an aggregate tells no single month: see to_dict()")
        rows = {**self.scores["variants"], **self.scores["baselines"]}
        return pd.concat(
            [
                pd.DataFrame(
                    {
                        "forecast": name,
                        "month": self.found.months,
                        "record": self.found.truth["total"],
                        "crps": row["crps_by_month"],
                    }
                )
                for name, row in rows.items()
            ],
            ignore_index=True,
        )

    def figure(self, variant: str = "baseline") -> Figure:
        """Return the record beside what one variant foresaw."""
        import plotly.graph_objects as go

        from sahelsim.figures import scoring as drawn

        if variant not in self.found.samples:
            hint = did_you_mean(variant, self.found.samples)
            raise UsageError(f"no variant '{variant}': {hint}")
        bands = np.quantile(self.found.samples[variant]["total"], BANDS, axis=0)
        return go.Figure(drawn.months(self.found.months, bands, self.found.truth["total"]))

    def save(self, folder: str | Path) -> Path:
        """Write a page and the scores to a new folder."""
        from sahelsim.report.validation.page import page_files

        return save_files(page_files(self.found), Path(folder), self.command)


@dataclass(frozen=True, repr=False, eq=False)
class Pooled(Answer):
    """Scores from several origins, pooled; no single month is in them."""

    found: scoring.Hindcasts
    command: tuple[str, ...]
    note: str = ""

    def text(self) -> str:
        """Return what the pooled scores say, and their tables."""
        from sahelsim.report.validation.pooled import told

        return told(self.found.report())

    def to_dict(self) -> dict[str, Any]:
        """Return every score."""
        return self.found.report()

    def frame(self) -> pd.DataFrame:
        """Return one row per forecast, measure, horizon and rival: the skill."""
        import pandas as pd

        return pd.DataFrame(self.found.skills)

    def save(self, folder: str | Path) -> Path:
        """Write a page and the scores to a new folder."""
        from sahelsim.report.validation.pooled import pooled_files

        return save_files(pooled_files(self.found), Path(folder), self.command)


@dataclass(frozen=True, repr=False, eq=False)
class Calibration(Answer):
    """The free numbers before and after a fit, and every target beside what was fitted."""

    found: Fitted
    command: tuple[str, ...]

    def text(self) -> str:
        """Return the targets, and which numbers the record left free."""
        from sahelsim.report.validation.fit import told_fit

        return told_fit(self.found)

    def to_dict(self) -> dict[str, Any]:
        """Return numbers and targets."""
        return {"numbers": self.found.numbers(), "targets": self.found.checks()}

    def frame(self) -> pd.DataFrame:
        """Return one row per free number: prior, posterior, whether the record constrained it."""
        import pandas as pd

        return pd.DataFrame(self.found.numbers())

    def save(self, folder: str | Path) -> Path:
        """Write posterior, tables and page to a new folder."""
        from sahelsim.report.validation.fit import fit_page
        from sahelsim.study.calibration.store import files

        made = files(self.found, date.today().isoformat())
        page = {"calibration.html": fit_page(self.found)}
        return save_files(made | page, Path(folder), self.command)


def hindcast(
    *,
    origin: str | None = None,
    origins: str | Sequence[str] | None = None,
    until: str = "2022-12",
    truth: Record | None = None,
    runs: int = 400,
    seed: int = 1,
    seeds: int = 1,
    cuts: bool = False,
    aggregate: bool | None = None,
    out: str | Path | None = None,
    progress: bool = False,
) -> Hindcast | Pooled:
    """Score the model against the record, beside naive forecasts.

    Parameters
    ----------
    origin, until : str
        First month to foresee, ``2021-11`` (if none) or ``2018-01``, and last month, YYYY-MM.
    origins : str or sequence of str, optional
        In place of one origin several, pooled: ``"all"``, or some months.
    truth : path or mapping, optional
        A record of your own: a CSV file, or month to ``total``, ``state_based`` and ``other``.
    runs, seed, seeds : int
        Runs per variant, seed of all chance; of several origins, how many seeds are joined.
    cuts, aggregate : bool
        Of several origins: cut each mechanism in turn. Of one: tell no single month.
    out, progress
        New folder for a page and the scores; whether to show a bar, in a terminal.
    """
    check_size(runs, seed)
    own = read_truth(Path(truth)) if isinstance(truth, str | Path) else truth
    with held(out), bar(None, progress) as tell:
        asked = _Asked(until, own, runs, seed, seeds, cuts, aggregate, tell, truth)
        answer = _answer(origin, origins, asked)
        if out is not None:
            answer.save(out)
    return answer


def _answer(
    origin: str | None, origins: str | Sequence[str] | None, asked: _Asked
) -> Hindcast | Pooled:
    """Score one origin, or several that are pooled."""
    said: dict[str, Any] = {"until": asked.until, "runs": asked.runs, "seed": asked.seed}
    said |= {"truth": f"{asked.named}"} if isinstance(asked.named, str | Path) else {}
    if origins is None:
        return _single(origin or FIRST, asked, said)
    return _pooled(_chosen(origin, origins, asked), asked, said)


@dataclass(frozen=True)
class _Asked:
    until: str
    truth: Mapping[str, Mapping[str, float]] | None
    runs: int
    seed: int
    seeds: int
    cuts: bool
    aggregate: bool | None
    tell: Tell | None
    named: Any


def _single(origin: str, asked: _Asked, said: Mapping[str, Any]) -> Hindcast:
    if origin not in scoring.ORIGINS:
        raise UsageError(f"no origin '{origin}': {did_you_mean(origin, scoring.ORIGINS)}")
    if asked.cuts or asked.seeds != 1:
        raise UsageError("--cuts and --seeds go with --origins, e.g. --origins all")
    last = month(asked.until, origin)
    found = scoring.hindcast(
        origin,
        until=last,
        runs=asked.runs,
        seed=asked.seed,
        truth=asked.truth,
        aggregate=asked.aggregate,
        progress=asked.tell,
    )
    command = _command("hindcast", {"origin": origin, **said})
    return Hindcast(found, command, _ends(found, last, asked.named))


def _pooled(chosen: Sequence[str], asked: _Asked, said: Mapping[str, Any]) -> Pooled:
    found = scoring.hindcast_origins(
        chosen,
        runs=asked.runs,
        seed=asked.seed,
        seeds=asked.seeds,
        truth=asked.truth,
        until=month(asked.until, max(chosen)),
        cuts=asked.cuts,
        progress=asked.tell,
    )
    more = {"origins": ",".join(chosen), "seeds": asked.seeds}
    return Pooled(found, _command("hindcast", {**more, **said}))


def _chosen(origin: str | None, origins: str | Sequence[str], asked: _Asked) -> Sequence[str]:
    """Return the origins asked for; what does not go with several of them is refused."""
    if origin is not None:
        raise UsageError("--origin is for one origin, --origins for several: give one of the two")
    words = origins.split(",") if isinstance(origins, str) else list(origins)
    chosen = list(ORIGINS) if words == ["all"] else words
    if unknown := [name for name in chosen if name not in ORIGINS]:
        known = ", ".join(ORIGINS)
        raise UsageError(f"--origins '{unknown[0]}' is none of {known}; write all, or some of them")
    if not 1 <= asked.seeds <= 20:
        raise UsageError(f"--seeds {asked.seeds} is outside 1 to 20")
    if asked.aggregate is False:
        raise UsageError("--no-aggregate shows months of one origin: give --origin YYYY-MM")
    return chosen


def _command(verb: str, said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the command line that does the same; it names no folder."""
    return ("sahelsim", verb, *(f"--{name}={value}" for name, value in said.items()))


def _ends(found: scoring.Hindcast, until: str, truth: Any) -> str:
    """Say that a record ends before the last month that was asked for, or nothing."""
    if found.months[-1] >= until:
        return ""
    record, more = ("the shipped record", "; give --truth FILE.csv for later months")
    if truth is not None:
        record, more = f"--truth {truth}" if isinstance(truth, str | Path) else "the record", ""
    scored = f"{len(found.months)} month{'' if len(found.months) == 1 else 's'}"
    return f"{record} ends in {found.months[-1]}, before --until {until}: scored {scored}{more}"


def calibrate(
    *,
    until: str = "2021-10",
    points: int = 4000,
    seed: int = 1,
    regions: str | Path | None = None,
    out: str | Path | None = None,
    progress: bool = False,
) -> Calibration:
    """Fit the few free numbers to one window of the record.

    Parameters
    ----------
    until : str
        Last month that the fit may see, ``2021-10`` or ``2017-12``.
    points, seed : int
        Points in each wave, and seed of all chance.
    regions : str or path, optional
        A table year,REGION,... of deaths, to fit them by region too.
    out, progress
        New folder for posterior, tables and page; whether to show a bar, in a terminal.
    """
    from sahelsim.study.calibration import calibrate as fitting
    from sahelsim.study.calibration.regions import read_regions

    if until not in fitting.WINDOWS:
        raise UsageError(f"--until {until}: {did_you_mean(until, fitting.WINDOWS)}")
    check_size(1, seed)
    low, high = POINTS
    if isinstance(points, bool) or not isinstance(points, int) or not low <= points <= high:
        raise UsageError(f"--points {points} is outside {low} to {high}")
    table = () if regions is None else read_regions(Path(regions), until)
    said = {"until": until, "points": points, "seed": seed}
    said |= {} if regions is None else {"regions": regions}
    with held(out), bar(fitting.runs_of(points), progress) as tell:
        found = fitting.calibrate(until, points=points, seed=seed, regions=table, progress=tell)
        answer = Calibration(found, _command("calibrate", said))
        if out is not None:
            answer.save(out)
    return answer
