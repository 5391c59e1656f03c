"""Pooled skill over origins: against each rival, with intervals and what the true model would get.

Skill is 1 − score/score(rival), scores averaged within each origin and then over origins. Intervals
resample origins, and within them blocks of months, because a level that lasts years makes
neighbouring months go wrong together. The power line gives each skill that the model would have if
one of its own runs were the record: a skill below it is the model's fault, a power line that holds
0 says that these months cannot tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.study.hindcast.paths import QUARTER, Paths, Truth, half_and_half, scores

Array = NDArray[np.float64]
Scores = Mapping[str, Array]

BLOCK = 6  # months kept together when scores are resampled
RESAMPLES = 1000
IMAGINED = 40  # runs that stand for the record in a power line
MEASURES = {
    "log_total": "deaths a month, by factor",
    "total": "deaths a month",
    "state_based": "state-based deaths a month",
    "other": "other deaths a month",
    "level": "deaths over the horizon, by factor",
    "region": "shares of regions by quarter",
}
POWERED = ("log_total", "total", "level", "region")
MEAN = "mean_of_rivals"


@dataclass(frozen=True)
class OriginScores:
    """One origin's paths and record: the model's forecasts and the rivals'."""

    origin: str
    truth: Truth
    models: Mapping[str, Paths]
    rivals: Mapping[str, Paths]

    @property
    def months(self) -> int:
        """Number of months that the record holds."""
        return len(self.truth.months["total"])


def scored(at: OriginScores, horizons: Sequence[int]) -> dict[str, Scores]:
    """Return the scores of every forecast at one origin: models, rivals, half-and-half mixtures."""
    paths = {**at.models, **at.rivals}
    found: dict[str, Scores] = {n: scores(p, at.truth, horizons) for n, p in paths.items()}
    for name, rival in at.rivals.items():
        both = half_and_half(at.models["baseline"], rival)
        found[f"half_{name}"] = scores(both, at.truth, horizons)
    return found | {MEAN: mean_scores([found[name] for name in at.rivals])}


def mean_scores(rows: Sequence[Scores]) -> dict[str, Array]:
    """Return the mean of several forecasts' scores."""
    return {k: np.mean([row[k] for row in rows], axis=0) for k in rows[0]}


def part(row: Scores, measure: str, horizon: int) -> Array:
    """Return the scores of a measure up to a horizon; empty if it was not reached."""
    if measure == "level":
        return np.asarray(row.get(f"level_{horizon}", np.zeros(0)))
    steps = horizon // QUARTER if measure == "region" else horizon
    known = row.get(measure, np.zeros(0))
    return np.asarray(known[:steps] if len(known) >= steps else np.zeros(0))


def skill(ours: Sequence[Array], theirs: Sequence[Array]) -> float | None:
    """Return 1 − score/score(rival), origins counting alike."""
    below = float(np.mean([x.mean() for x in theirs]))
    return 1.0 - float(np.mean([x.mean() for x in ours])) / below if below > 0 else None


def interval(ours: Sequence[Array], theirs: Sequence[Array], block: int) -> tuple[float, float]:
    """Return the 90 % interval of a skill: origins resampled, and blocks of scores within them."""
    rng = np.random.default_rng(1)
    drawn = []
    for mine, other in zip(ours, theirs, strict=True):
        n = len(mine)
        starts = rng.integers(0, n, (RESAMPLES, -(-n // block)))
        picks = ((starts[:, :, None] + np.arange(min(block, n))) % n).reshape(RESAMPLES, -1)[:, :n]
        drawn.append((mine[picks].mean(axis=1), other[picks].mean(axis=1)))
    a, b = (np.array([d[k] for d in drawn]) for k in (0, 1))
    chosen = rng.integers(0, len(ours), (len(ours), RESAMPLES))
    columns = np.arange(RESAMPLES)
    again = 1.0 - a[chosen, columns].mean(axis=0) / np.maximum(
        b[chosen, columns].mean(axis=0), 1e-12
    )
    low, high = np.quantile(again, [0.05, 0.95])
    return float(low), float(high)


def skills(
    by_origin: Mapping[str, Mapping[str, Scores]],
    forecast: str,
    rival: str,
    horizons: Sequence[int],
) -> list[dict[str, Any]]:
    """Return one row for each measure and horizon: pooled skill of a forecast over a rival."""
    rows = []
    for measure in MEASURES:
        for horizon in horizons:
            row = _skill_row(by_origin, forecast, rival, measure, horizon)
            rows += [row] if row else []
    return rows


def _skill_row(
    by_origin: Mapping[str, Mapping[str, Scores]],
    forecast: str,
    rival: str,
    measure: str,
    horizon: int,
) -> dict[str, Any] | None:
    pairs = {
        o: (part(s[forecast], measure, horizon), part(s[rival], measure, horizon))
        for o, s in by_origin.items()
        if forecast in s and rival in s
    }
    pairs = {o: p for o, p in pairs.items() if len(p[0]) and len(p[1])}
    if not pairs:
        return None
    ours, theirs = ([p[k] for p in pairs.values()] for k in (0, 1))
    value = skill(ours, theirs)
    if value is None:
        return None
    low, high = interval(ours, theirs, BLOCK // QUARTER if measure == "region" else BLOCK)
    head = {"measure": measure, "horizon": horizon, "forecast": forecast, "rival": rival}
    each = {o: skill([p[0]], [p[1]]) for o, p in pairs.items()}
    score = float(np.mean([x.mean() for x in ours]))
    return head | {"score": score, "value": value, "low": low, "high": high, "origins": each}


def power(places: Sequence[OriginScores], horizons: Sequence[int]) -> list[dict[str, Any]]:
    """Return what the true model would get over each rival: mean skill and the middle 90 %.

    Member j of the model's own runs stands for the record at every origin, in turn.
    """
    found: dict[tuple[str, str, int], list[float]] = {}
    members = min(len(at.models["baseline"].months["total"]) for at in places)
    for j in range(min(IMAGINED, members)):
        by_origin = {at.origin: _imagined(at, j, horizons) for at in places}
        for rival in (*places[0].rivals, MEAN):
            for measure in POWERED:
                for horizon in horizons:
                    got = _plain_skill(by_origin, rival, measure, horizon)
                    found.setdefault((rival, measure, horizon), []).extend(got)
    return [
        {
            "rival": rival,
            "measure": measure,
            "horizon": horizon,
            "power": float(np.mean(x)),
            "power_low": float(np.quantile(x, 0.05)),
            "power_high": float(np.quantile(x, 0.95)),
        }
        for (rival, measure, horizon), x in found.items()
        if x
    ]


def _imagined(at: OriginScores, j: int, horizons: Sequence[int]) -> dict[str, Scores]:
    """Return scores if the model's member j were the record, as many months long as the real one."""
    model = at.models["baseline"]
    member = model.member(j)
    months = {k: x[: at.months] for k, x in member.months.items() if k == "total"}
    regions = None if at.truth.regions is None or member.regions is None else member.regions
    others = Paths(
        {k: np.delete(model.months[k], j, axis=0) for k in months},
        None
        if model.regions is None or j >= len(model.regions)
        else np.delete(model.regions, j, axis=0),
    )
    truth = Truth(months, regions)
    found = {name: scores(p, truth, horizons) for name, p in at.rivals.items()}
    return found | {
        "baseline": scores(others, truth, horizons),
        MEAN: mean_scores(list(found.values())),
    }


def _plain_skill(
    by_origin: Mapping[str, Mapping[str, Scores]], rival: str, measure: str, horizon: int
) -> list[float]:
    pairs = [
        (part(s["baseline"], measure, horizon), part(s[rival], measure, horizon))
        for s in by_origin.values()
    ]
    pairs = [p for p in pairs if len(p[0]) and len(p[1])]
    value = skill([p[0] for p in pairs], [p[1] for p in pairs]) if pairs else None
    return [] if value is None else [value]


def calibration(places: Sequence[OriginScores], forecast: str, horizon: int) -> dict[str, Any]:
    """Return pooled coverage with its interval over origins, and counts of the PIT by fifths."""
    covered: dict[float, list[float]] = {0.5: [], 0.9: []}
    fifths = np.zeros(5, dtype=int)
    for at in places:
        if forecast in at.models and at.months >= horizon:
            sample = at.models[forecast].months["total"][:, :horizon]
            truth = at.truth.months["total"][:horizon]
            for level, shares in covered.items():
                low, high = np.quantile(sample, [(1 - level) / 2, (1 + level) / 2], axis=0)
                shares.append(float(((truth >= low) & (truth <= high)).mean()))
            place = (sample < truth).mean(axis=0) + 0.5 * (sample == truth).mean(axis=0)
            fifths += np.histogram(place, np.linspace(0.0, 1.0, 6))[0]
    rng = np.random.default_rng(1)
    row: dict[str, Any] = {"forecast": forecast, "horizon": horizon, "pit": fifths.tolist()}
    for level, shares in covered.items():
        again = np.array(shares)[rng.integers(0, len(shares), (RESAMPLES, len(shares)))].mean(
            axis=1
        )
        low, high = np.quantile(again, [0.05, 0.95])
        row[f"coverage{100 * level:.0f}"] = [float(np.mean(shares)), float(low), float(high)]
    return row
