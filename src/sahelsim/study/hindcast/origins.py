"""``hindcast --origins all``: every origin, every variant, pooled."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import first_day, shifted
from sahelsim.geography.mali import load_geography
from sahelsim.geography.origins import LANDED
from sahelsim.model import parts
from sahelsim.scenario import Scenario, load_scenario
from sahelsim.scenario.origins import ORIGINS, at_origin
from sahelsim.study.hindcast import pooled
from sahelsim.study.hindcast.events import DATED, event_row, imposed, times
from sahelsim.study.hindcast.paths import (
    Table,
    happened,
    model_paths,
    recorded,
    rival_paths,
    scorable,
    scores,
)
from sahelsim.study.hindcast.pooled import MEAN, OriginScores
from sahelsim.study.hindcast.single import SHIPPED
from sahelsim.study.pool import run_scenarios
from sahelsim.study.result import Result

Array = NDArray[np.float64]
Progress = Callable[[int], None]

HORIZONS = (6, 12, 24)
MOST_MONTHS = 24
POSTERIORS = {"2018-01": "2017-12", "2019-01": "2018-12", "2020-01": "2019-12", LANDED: "2021-10"}
VARIANTS = ("baseline", "landed", "history", "no-deal")
CUT_HORIZON = 12


@dataclass(frozen=True)
class Hindcasts:
    """Every origin's scores, pooled: skills, power lines, coverage, event times, discrimination."""

    runs: int
    seeds: tuple[int, ...]
    months: Mapping[str, int]
    horizons: tuple[int, ...]
    skills: list[dict[str, Any]]
    coverage: list[dict[str, Any]]
    events: list[dict[str, Any]]
    discrimination: list[dict[str, Any]]
    by_seed: list[dict[str, Any]]
    saw: list[dict[str, str]]
    cuts: list[dict[str, Any]] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """Return every score as plain JSON values; no month of the record is in it."""
        return dataclasses.asdict(self)


@dataclass(frozen=True)
class _Found:
    scores: OriginScores
    events: list[dict[str, Any]]


def hindcast_origins(
    origins: Sequence[str] = ORIGINS,
    *,
    runs: int = 200,
    seed: int = 1,
    seeds: int = 1,
    truth: Table | None = None,
    until: str = SHIPPED,
    cuts: bool = False,
    progress: Progress | None = None,
) -> Hindcasts:
    """Score the model from several origins, 6, 12 and 24 months ahead, and pool the scores.

    Parameters
    ----------
    origins : sequence of str
        Some of ``2018-01``, ``2019-01``, ``2020-01``, ``2021-11``.
    runs, seed : int
        Size and first seed of each ensemble.
    seeds : int
        Ensembles under this many seeds, one after the other, joined.
    truth : mapping, optional
        Month to ``total``, ``state_based`` and ``other``; the shipped record if not given.
    until : str
        Last month that may be scored.
    cuts : bool
        Whether each mechanism is cut in turn, to see which of them the record supports.

    Raises
    ------
    UsageError
        If a month of the record is missing.
    """
    known, numbers = truth or recorded(until), tuple(range(seed, seed + seeds))
    at = [_at(o, known, until, runs, numbers, truth is None, progress) for o in origins]
    places = [found.scores for found in at]
    cut = _cuts(places, known, until, runs, seed, progress) if cuts else []
    return _pooled(origins, at, runs, numbers, cut)


def _pooled(
    origins: Sequence[str],
    found: Sequence[_Found],
    runs: int,
    numbers: tuple[int, ...],
    cut: list[dict[str, Any]],
) -> Hindcasts:
    """Pool what was found at each origin."""
    places = [f.scores for f in found]
    by_origin = {at.origin: pooled.scored(at, HORIZONS) for at in places}
    return Hindcasts(
        runs,
        numbers,
        {at.origin: at.months for at in places},
        HORIZONS,
        _skills(by_origin, places),
        [
            pooled.calibration(places, f, h)
            for f in VARIANTS
            for h in HORIZONS
            if any(at.months >= h and f in at.models for at in places)
        ],
        [row for f in found for row in f.events],
        _discrimination(by_origin),
        _by_seed(places, runs, len(numbers)),
        [row for origin in origins for row in _saw(origin)],
        cut,
    )


def _at(
    origin: str,
    known: Table,
    until: str,
    runs: int,
    seeds: Sequence[int],
    shipped: bool,
    progress: Progress | None,
) -> _Found:
    months = scorable(origin, until, known)
    near = months[: min(len(months), MOST_MONTHS)]
    stories = {
        n: _long_enough(s, months if n == "baseline" else near) for n, s in variants(origin).items()
    }
    results = [
        dict(
            zip(
                stories,
                run_scenarios(list(stories.values()), runs=runs, seed=k, progress=progress),
                strict=True,
            )
        )
        for k in seeds
    ]
    where = load_geography().region_of
    paths = {n: _joined([model_paths(by[n], near, where) for by in results]) for n in stories}
    at = OriginScores(
        origin, happened(near, known, regions=shipped), paths, rival_paths(origin, len(near))
    )
    return _Found(at, _events(origin, stories["baseline"], [by["baseline"] for by in results]))


def variants(origin: str) -> dict[str, Scenario]:
    """Return the scenarios that are scored from an origin, by variant.

    ``baseline`` starts from the origin's own control and forces, ``landed`` from the control of
    November 2021; ``history`` has the decisions that were taken, ``no-deal`` no contract.
    """
    if origin == LANDED:
        named = {n: load_scenario(n) for n in ("baseline", "history", "no-deal")}
    else:
        own = {
            n: at_origin(load_scenario(f), origin)
            for n, f in (
                ("baseline", "from-2018"),
                ("history", "history-2017"),
                ("no-deal", "from-2018-no-deal"),
            )
        }
        named = own | {"landed": _landed(origin, own["baseline"])}
    fitted = POSTERIORS[origin]
    return {n: dataclasses.replace(s, uncertainty=fitted) for n, s in named.items()}


def _landed(origin: str, own: Scenario) -> Scenario:
    if origin == "2018-01":  # as it was scored before origins had states of their own
        return load_scenario("from-2018")
    return dataclasses.replace(own, origin=LANDED)


def _long_enough(story: Scenario, months: Sequence[str]) -> Scenario:
    """Return a scenario that lives through the months, in whole blocks of four weeks."""
    days = (first_day(shifted(months[-1], 1)) - story.start).days
    return dataclasses.replace(story, weeks=-(-days // 28) * 4)


def _joined(parts: Sequence[Any]) -> Any:
    """Join the paths of several seeds."""
    months = {k: np.concatenate([p.months[k] for p in parts]) for k in parts[0].months}
    return dataclasses.replace(
        parts[0], months=months, regions=np.concatenate([p.regions for p in parts])
    )


def _skills(
    by_origin: Mapping[str, Mapping[str, Any]], places: Sequence[OriginScores]
) -> list[dict[str, Any]]:
    rivals = [*places[0].rivals, MEAN]
    rows = [
        row for f in VARIANTS for r in rivals for row in pooled.skills(by_origin, f, r, HORIZONS)
    ]
    for name in places[0].rivals:  # does the model add anything to a rival?
        rows += pooled.skills(by_origin, f"half_{name}", name, HORIZONS)
    lines = {(p["rival"], p["measure"], p["horizon"]): p for p in pooled.power(places, HORIZONS)}
    return [
        row | lines.get((row["rival"], row["measure"], row["horizon"]), {})
        if row["forecast"] == "baseline"
        else row
        for row in rows
    ]


def _events(origin: str, story: Scenario, results: Sequence[Result]) -> list[dict[str, Any]]:
    horizon = results[0].weeks * 7 / 30.4375
    return [
        event_row(
            event, origin, horizon, np.concatenate([times(r, event, origin) for r in results])
        )
        for event in DATED
        if not imposed(story, event)
    ]


def _discrimination(by_origin: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how much better the decisions as taken score than a war without the contract."""
    return [
        row
        for row in pooled.skills(by_origin, "history", "no-deal", HORIZONS)
        if row["measure"] in ("log_total", "level", "region")
    ]


def _by_seed(places: Sequence[OriginScores], runs: int, seeds: int) -> list[dict[str, Any]]:
    """Return the pooled skill of each seed alone, over the mean of rivals."""
    rows = []
    for k in range(seeds if seeds > 1 else 0):
        mine = slice(k * runs, (k + 1) * runs)
        alone = [
            dataclasses.replace(at, models={"baseline": _slice(at.models["baseline"], mine)})
            for at in places
        ]
        by_origin = {at.origin: pooled.scored(at, HORIZONS) for at in alone}
        rows += [row | {"seed": k} for row in pooled.skills(by_origin, "baseline", MEAN, HORIZONS)]
    return rows


def _slice(paths: Any, mine: slice) -> Any:
    months = {k: x[mine] for k, x in paths.months.items()}
    return dataclasses.replace(paths, months=months, regions=paths.regions[mine])


def _cuts(
    places: Sequence[OriginScores],
    known: Table,
    until: str,
    runs: int,
    seed: int,
    progress: Progress | None,
) -> list[dict[str, Any]]:
    """Return what each mechanism is worth: the skill of the whole model over the model without it."""
    names = parts.names("mechanisms")
    found: dict[str, dict[str, Any]] = {name: {} for name in names}
    for at in places:
        near = scorable(at.origin, until, known)[:CUT_HORIZON]
        whole = _long_enough(variants(at.origin)["baseline"], near)
        cut = [dataclasses.replace(whole, cut=(name,)) for name in names]
        results = run_scenarios([whole, *cut], runs=runs, seed=seed, progress=progress)
        where = load_geography().region_of
        rows = [scores(model_paths(r, near, where), at.truth, (CUT_HORIZON,)) for r in results]
        for name, row in zip(names, rows[1:], strict=True):
            found[name][at.origin] = {"baseline": rows[0], "cut": row}
    return [
        {"mechanism": name} | row
        for name, by_origin in found.items()
        for row in pooled.skills(by_origin, "baseline", "cut", (CUT_HORIZON,))
        if row["measure"] in ("log_total", "level", "region")
    ]


def _saw(origin: str) -> list[dict[str, str]]:
    """Return which rows each number of an origin saw."""
    before, year = shifted(origin, -1), int(origin[:4])
    events = f"{year - 3} to {year - 1}" if origin != LANDED else "the cercles' own scores"
    rows = {
        "posterior": f"the 12 months to {POSTERIORS[origin]}",
        "control": f"scores of {origin} (judgement in hindsight); places with events: {events}",
        "forces, displaced": f"strengths_at_origins, {origin}"
        if origin != LANDED
        else "actors' cards; facts to 2021-10",
        "last_12": f"{shifted(origin, -12)} to {before}",
        "last_36": f"{shifted(origin, -36)} to {before}",
        "trend": f"{shifted(origin, -60)} to {before}",
        "local_level": f"2012-01 to {before}",
        "reference_class": f"level: {shifted(origin, -12)} to {before}; ratios of other wars: "
        "1989-01 to 2021-10",
        "base rates of events": f"coups since 1960, the war since 2012, to {before}",
    }
    return [{"origin": origin, "number": k, "rows": v} for k, v in rows.items()]
