"""What the worker processes do: slices of an ensemble, one run's story, a report, a hindcast."""

from __future__ import annotations

import dataclasses
import gc
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis.causes import decisive, middle_run, timeline
from sahelsim.analysis.classify import explain
from sahelsim.analysis.indicators import INDICATORS, completed
from sahelsim.core.errors import SahelsimError
from sahelsim.dashboard.paired_runs import paired_run
from sahelsim.dashboard.state import read
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.result import Result

PREVIEW_WEEKS = 4  # one month: what a reader sees within a tenth of a second
FIRST_LOOK = (13, 26, 52, 104)  # weeks after which the first slice shows how far it has come
TELL = 13  # weeks between two words of progress
KEPT = (  # what figures and classes read
    *INDICATORS,
    "accord_in_force",
    "elections_held",
    "killed_by_state_side",
)
_stop: Any = None
_line: Any = None


class StoppedError(Exception):
    """A newer wish made this work useless."""


def begin(line: Any, stop: Any, nice: int) -> None:
    """Prepare a worker: low priority, knows where to report."""
    global _stop, _line
    _stop, _line = stop, line
    if hasattr(os, "nice"):
        os.nice(nice)


def perform(ticket: int, part: int, kind: str, *args: Any) -> None:
    """Do one part of a job and report it; an error that a reader can mend is a message."""
    decision = _Decision(ticket, part)
    decision.tell("lived", 0)  # a part that has begun is not tried again
    try:
        decision.tell("done", DOES[kind](decision, *args))
    except StoppedError:
        decision.tell("stopped", None)
    except SahelsimError as error:
        decision.tell("failed", str(error))
    except Exception as error:  # the page shows one line; the process lives on
        decision.tell("failed", f"{type(error).__name__}: {error}")


@dataclasses.dataclass(frozen=True)
class _Decision:
    """Where one part reports, and asks whether it is still wanted."""

    ticket: int
    part: int

    def check(self) -> None:
        if _stop[self.ticket % len(_stop)] == self.ticket:
            raise StoppedError

    def tell(self, what: str, value: Any) -> None:
        pipe, turn = _line
        with turn:
            pipe.send((self.ticket, self.part, what, value))

    def counting(self) -> Callable[[int], None]:
        """Return a progress function for ``run_scenario``."""
        lived = 0

        def progress(replicate_weeks: int) -> None:
            nonlocal lived
            self.check()
            lived += replicate_weeks
            if lived % (TELL * replicate_weeks) == 0:
                self.tell("lived", lived)

        return progress


def preview(decision: _Decision, link: str, runs: int) -> None:
    """Live through the first month of a few runs and show them; the first slice begins anew."""
    state = read(link)
    story = state.story
    weeks = min(PREVIEW_WEEKS, story.weeks)
    model = assemble(story, seed=state.seed, runs=range(runs))
    for _ in range(weeks):
        decision.check()
        model.step()
    decision.tell("growing", lean(story, state.seed, model, weeks))
    release(model)


def ensemble(decision: _Decision, link: str, first: int, runs: int) -> Result:
    """Live through one slice of an ensemble; the first slice shows itself as it grows."""
    state = read(link)
    story = state.story
    model = assemble(story, seed=state.seed, runs=range(first, first + runs))
    for week in range(1, story.weeks + 1):
        decision.check()
        model.step()
        if first == 0 and week in FIRST_LOOK and week < story.weeks:
            decision.tell("growing", lean(story, state.seed, model, week))
        if week % TELL == 0:
            decision.tell("lived", week * runs)
    result = lean(story, state.seed, model, story.weeks)
    release(model)
    return result


def lean(story: Scenario, seed: int, model: ConflictModel, weeks: int) -> Result:
    """Return what pages draw of a model so far: no decisions, and one mean map a month."""
    recorder, geography = model.recorder, model.setup.geography
    series = completed({k: np.stack(parts, axis=1) for k, parts in recorder.national.items()})
    maps = {
        name: np.mean(np.stack(parts, axis=1), axis=0, keepdims=True, dtype="f8").astype("f4")
        for name, parts in recorder.maps.items()
    }
    return Result(
        name=story.name,
        label=story.label,
        about=story.about,
        seed=seed,
        runs=int(series["total_deaths"].shape[0]),
        start=story.start,
        settings=story.hash,
        regions=geography.regions,
        place_ids=geography.place_ids,
        place_names=geography.place_names,
        series={name: series[name].astype("f4") for name in KEPT},
        region_series={},
        month_weeks=tuple(range(0, weeks + 1, 4)),
        controllers=recorder.roster.controllers,
        control=maps["control"],
        place_deaths=maps["deaths"],
        place_displaced=maps["idps"],
        decisions=[],
        events=[],
        ledger=[],
        scenario={"weeks": story.weeks},
    )


def joined(parts: Sequence[Result]) -> Result:
    """Return slices of one ensemble as one, in the order of their runs."""
    if len(parts) == 1:
        return parts[0]
    shares = np.array([p.runs for p in parts], dtype="f4")
    shares /= shares.sum()

    def mean(name: str) -> Any:
        return sum(w * getattr(p, name) for w, p in zip(shares, parts, strict=True))

    return dataclasses.replace(
        parts[0],
        runs=sum(p.runs for p in parts),
        series={k: np.concatenate([p.series[k] for p in parts]) for k in parts[0].series},
        control=mean("control"),
        place_deaths=mean("place_deaths"),
        place_displaced=mean("place_displaced"),
    )


def story(decision: _Decision, link: str, run: int | None) -> dict[str, Any]:
    """Return one run's decisions, events and class, and what divided the ensemble."""
    state = read(link)
    found = run_scenario(
        state.story, runs=state.runs, seed=state.seed, progress=decision.counting()
    )
    last = found.series["stability"][:, -1]
    chosen = middle_run(last, found.classes) if run is None else min(run, found.runs - 1)
    return {
        "run": chosen,
        "runs": found.runs,
        "explained": explain(found.series, chosen),
        "start": found.start,
        "places": dict(zip(found.place_ids, found.place_names, strict=True)),
        "rows": timeline(found.decisions, chosen),
        "events": [e for e in found.events if e["run"] == chosen and e["kind"] != "control"],
        "decisive": decisive(found.decisions, last, most=6),
    }


def report(decision: _Decision, link: str, command: str) -> bytes:
    """Return the HTML report of an ensemble."""
    from sahelsim.core.version import __version__
    from sahelsim.report.write import write_report

    state = read(link)
    result = run_scenario(
        state.story, runs=state.runs, seed=state.seed, progress=decision.counting()
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        write_report([result], {}, path, command=command, version=__version__)
        return path.read_bytes()


def hindcast(decision: _Decision, origin: str, runs: int) -> Any:
    """Return the scores of the model from one origin."""
    from sahelsim.study.hindcast import hindcast as score

    return score(origin, runs=runs, seed=1, progress=decision.counting())


def warm(decision: _Decision) -> None:
    """Import and read everything that the first job would wait for."""
    from sahelsim.dashboard.levers import scenario_of

    model = assemble(scenario_of("baseline"), seed=1, runs=range(2))
    model.step()
    release(model)
    gc.freeze()  # what is imported by now stays: looking through it takes as long as a preview


DOES: dict[str, Callable[..., Any]] = {
    "preview": preview,
    "ensemble": ensemble,
    "story": story,
    "report": report,
    "hindcast": hindcast,
    "warm": warm,
    "paired_run": paired_run,
}
