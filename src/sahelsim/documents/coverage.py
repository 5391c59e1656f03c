"""``docs/coverage.md``: how often the printed 95 % intervals hold the truth, by simulation.

``python -m sahelsim.documents.coverage docs/coverage.md`` simulates every row anew: sweeps of small
made-up models whose truth is known, analysed by the very functions that analyse real ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice, repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from sahelsim.analysis import sensitivity
from sahelsim.analysis.apart import Alike, between
from sahelsim.analysis.crossed import crossed, crossed_apart, crossed_share, ratio
from sahelsim.analysis.intervals import paired, share_difference
from sahelsim.analysis.robust import reductions, robustness
from sahelsim.study.sweep.sampling import MORRIS_LEVELS, quantiles

Array = NDArray[np.float64]
Rng = np.random.Generator
Try = Callable[[Rng], tuple[float, float, float]]  # low, high, truth
TRIES = 2000
SIZES = ((24, 3), (60, 4), (100, 10))  # points x replicates
CHANCE = ((1.0, 0.5), (0.5, 1.0))  # spread of futures, and of the chance that all of them share
SLOPES, LEVELS = np.array([0.0, 1.0, -1.0]), np.array([0.0, 0.1, 0.0])  # three policies
NAMES = ["a", "b", "dummy"]

SHORT = (
    ("mean regret", "24 x 3"),
    ("Morris effect", "20 trajectories x 4, dummy"),
    ("Morris effect", "50 trajectories x 8, dummy"),
)  # hold a little too seldom

HEAD = """\
# How often the intervals hold the truth

Written by `make coverage`: {tries:,} simulated sweeps a row, of small models whose truth is known. A
95 % interval should hold it 93 to 97 times in 100. Futures are drawn at random; each adds to the
outcome, so does the chance that all futures of a sweep share (or each one's own, under seeds per
point), so does a rest of both. Where a row says more than 97 the interval is wider than it need be.
It is too narrow by one to two in 100 for a mean regret over 24 futures, which is skewed, and for the
dummy's Morris effect, an absolute value next to nothing. Points of a Latin hypercube or a
Sobol' sequence are spread more evenly than the random ones that intervals assume and that stand here:
with them intervals of means and of Sobol' indices are wider than they need be. Student's t of a difference that a policy *multiplies* holds a skewed outcome's truth too
seldom: read the ratio there.

| interval | sweep | seeds | holds, in 100 |
|---|---|---|---|
"""


def runs(
    rng: Rng, points: int, replicates: int, shared: bool, spread: float, chance: float
) -> Array:
    """Return an outcome of mean 0, (points, replicates): futures, chance, and a rest of one."""
    future = spread * rng.normal(size=(points, 1))
    draw = chance * rng.normal(size=(1 if shared else points, replicates))
    return np.asarray(future + draw + rng.normal(size=(points, replicates)))


def mean(points: int, replicates: int, shared: bool, spread: float, chance: float) -> Try:
    """Return one try of a mean over futures."""

    def once(rng: Rng) -> tuple[float, float, float]:
        row = crossed(runs(rng, points, replicates, shared, spread, chance), shared)
        return row["low"], row["high"], 0.0

    return once


def share(points: int, replicates: int, shared: bool, limit: float) -> Try:
    """Return one try of the share of runs above a limit."""
    truth = float(norm.sf(limit / np.sqrt(1 + 0.25 + 1)))

    def once(rng: Rng) -> tuple[float, float, float]:
        cases = runs(rng, points, replicates, shared, 1.0, 0.5) > limit
        row = crossed_share(cases.astype(float), shared)
        return row["low"], row["high"], truth

    return once


def difference(points: int, replicates: int, shared: bool, crossing: bool) -> Try:
    """Return one try of a paired difference of two policies, or of two such differences."""

    def once(rng: Rng) -> tuple[float, float, float]:
        common = runs(rng, points, replicates, shared, 2.0, 1.0)
        policies = [
            common + 0.5 * runs(rng, points, replicates, shared, 1.0, 0.3)
            for _ in range(4 if crossing else 2)
        ]
        one, two = policies[:2]
        if crossing:
            one, two = policies[1] - policies[0], policies[3] - policies[2]
        row = reductions(one, two + 3.0, shared)
        return row["low"], row["high"], 3.0

    return once


def shares_apart(points: int, replicates: int, shared: bool) -> Try:
    """Return one try of a paired difference of two policies' shares."""
    scale = np.sqrt(1 + 0.25 + 1 + 0.25)
    truth = float(norm.sf(0.0 / scale) - norm.sf(1.0 / scale))

    def once(rng: Rng) -> tuple[float, float, float]:
        common = runs(rng, points, replicates, shared, 1.0, 0.5)
        one, two = (common + 0.5 * rng.normal(size=common.shape) for _ in range(2))
        row = crossed_apart((one > 1).astype(float), (two > 0).astype(float), shared)
        return row["low"], row["high"], truth

    return once


def sweeps_apart(first: tuple[int, int], second: tuple[int, int], alike: Alike) -> Try:
    """Return one try of ``diff``: two sweeps of the same model, of other sizes."""
    size = (max(first[0], second[0]), max(first[1], second[1]))

    def chance(rng: Rng) -> tuple[Array, Array]:
        return 0.7 * rng.normal(size=(1, size[1])), 0.7 * rng.normal(size=size)

    def once(rng: Rng) -> tuple[float, float, float]:
        futures = rng.normal(size=(size[0], 1))
        others = futures if alike.points else rng.normal(size=(size[0], 1))
        drawn = chance(rng)
        again = drawn if alike.chance else chance(rng)
        tables = []
        for (points, replicates), x, c, together in (
            (first, futures, drawn, alike.shared[0]),
            (second, others, again, alike.shared[1]),
        ):
            whole = x + (c[0] if together else c[1]) + 0.5 * x * rng.normal(size=size)
            tables.append((whole + rng.normal(size=size))[:points, :replicates])
        row: Any = between(tables[0], tables[1], alike)
        return row["low"], row["high"], 0.0

    return once


def regret(points: int, replicates: int, shared: bool) -> Try:
    """Return one try of the mean regret of a policy among three."""
    x = norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    means = SLOPES[:, None] * x + LEVELS[:, None]
    truth = float((means.max(axis=0) - means[1]).mean())

    def once(rng: Rng) -> tuple[float, float, float]:
        future = rng.normal(size=points)
        common = runs(rng, points, replicates, shared, 0.0, 0.5)
        table = (SLOPES[:, None] * future + LEVELS[:, None])[:, :, None] + common
        table = table + 0.5 * rng.normal(size=(3, points, replicates))
        row = robustness({str(k): table[k] for k in range(3)}, 1, 0.0, shared)[1]
        return row["regret_low"], row["regret_high"], truth

    return once


def response(x: Array, rng: Rng, replicates: int, moved: NDArray[np.bool_]) -> Array:
    """Return a made-up outcome of two factors; where the dummy moved, other draws of chance."""
    draws = []
    for _ in range(2):
        own, tilt = 0.5 * rng.normal(size=(2, 1, replicates))
        draws.append(own + tilt * (x[:, :1] - 0.5))
    chance = np.where(moved[:, None], draws[1], draws[0])
    rest = 0.3 * rng.normal(size=(len(x), replicates))
    return np.asarray((2 * x[:, 0] + x[:, 1] ** 2)[:, None] + chance + rest)


def index(base: int, replicates: int, factor: str, kind: str) -> Try:
    """Return one try of a Sobol' index, over random base rows."""
    parts = {"a": 4 / 12, "b": 4 / 45, "dummy": 0.0}
    truth = parts[factor] / sum(parts.values())

    def once(rng: Rng) -> tuple[float, float, float]:
        a, b = rng.random((2, base, 3))
        blocks = [a, *(np.where(np.arange(3) == k, b, a) for k in range(3)), b]
        x = np.stack(blocks, axis=1).reshape(-1, 3)
        moved = np.arange(len(x)) % 5 == 3
        rows = sensitivity.sobol(NAMES, response(x, rng, replicates, moved))
        row = next(r for r in rows if r["factor"] == factor)
        return row[f"{kind}_low"], row[f"{kind}_high"], truth

    return once


def effect(trajectories: int, replicates: int, factor: str) -> Try:
    """Return one try of a Morris effect; on four levels the truth is the mean over the grid."""
    truth = {"a": 2.0, "b": 1.0, "dummy": 0.0}[factor]

    def once(rng: Rng) -> tuple[float, float, float]:
        x = quantiles("morris", NAMES[:2], trajectories, int(rng.integers(1, 2**31)))
        dummy = x[:, 2].reshape(-1, 4)
        moved = (dummy != dummy[:, :1]).ravel()
        rows = sensitivity.morris(NAMES, x, response(x, rng, replicates, moved), MORRIS_LEVELS)
        row = next(r for r in rows if r["factor"] == factor)
        return row["low"], row["high"], truth

    return once


def pair_of_ensembles(size: int, shares: bool) -> Try:
    """Return one try of a difference of two scenarios' runs: of a mean, or of a class share."""

    def once(rng: Rng) -> tuple[float, float, float]:
        common = rng.random(size)
        if shares:
            other = np.where(rng.random(size) < 0.8, common, rng.random(size))
            row = share_difference(common < 0.2, other < 0.35)
            return row["low"], row["high"], 0.15
        noise = 0.3 * rng.lognormal(0, 0.8, (2, size))
        row = paired(common + noise[0], common + noise[1])
        return row["low"], row["high"], 0.0

    return once


def multiplied(size: int) -> Try:
    """Return one try of the ratio of a skewed outcome that a policy multiplies by 1.5."""

    def once(rng: Rng) -> tuple[float, float, float]:
        first = rng.lognormal(0, 0.8, (size, 1))
        row = ratio(first, 1.5 * first * rng.lognormal(0, 0.2, (size, 1)))
        assert row is not None
        return row["ratio_low"], row["ratio_high"], 1.5

    return once


def rows() -> Iterator[tuple[str, str, str, Try]]:
    """Yield every row of the page: interval, sweep, seeds, one try."""
    for shared, seeds in ((True, "shared"), (False, "per point")):
        for size in SIZES:
            name = f"{size[0]} x {size[1]}"
            for spread, chance in CHANCE:
                told = f"{name}, futures {spread:g}, chance {chance:g}"
                yield "mean", told, seeds, mean(*size, shared, spread, chance)
            for limit in (0.0, 1.5):
                yield "share", f"{name}, limit {limit:g}", seeds, share(*size, shared, limit)
            yield "paired difference", name, seeds, difference(*size, shared, crossing=False)
            yield "crossed difference", name, seeds, difference(*size, shared, crossing=True)
            yield "difference of shares", name, seeds, shares_apart(*size, shared)
            yield "mean regret", name, seeds, regret(*size, shared)
    yield from _apart()
    for size in ((64, 4), (256, 4), (128, 8)):
        for factor in NAMES:
            for kind in ("first", "total"):
                told = f"{size[0]} rows x {size[1]}, {factor}"
                yield f"Sobol' index, {kind}", told, "shared", index(*size, factor, kind)
    for size in ((20, 4), (50, 8)):
        for factor in NAMES:
            told = f"{size[0]} trajectories x {size[1]}, {factor}"
            yield "Morris effect", told, "shared", effect(*size, factor)
    for n in (30, 100):
        yield "difference of means, compare", f"{n} runs", "-", pair_of_ensembles(n, shares=False)
        yield "difference of shares, compare", f"{n} runs", "-", pair_of_ensembles(n, shares=True)
        yield "ratio", f"{n} runs", "-", multiplied(n)


def _apart() -> Iterator[tuple[str, str, str, Try]]:
    """Yield the ways in which two sweeps may differ in size and in what they share."""
    together, apart = (True, True), (False, False)
    for first, second, alike in (
        ((60, 4), (61, 10), Alike(False, True, together)),
        ((60, 4), (61, 10), Alike(False, True, apart)),
        ((60, 4), (60, 10), Alike(True, True, apart)),
        ((60, 4), (60, 10), Alike(True, False, together)),
        ((60, 4), (30, 6), Alike(False, False, together)),
        ((60, 4), (60, 4), Alike(True, False, (False, True))),
    ):
        same = [w for w, k in (("futures", alike.points), ("chance", alike.chance)) if k]
        told = f"{first[0]} x {first[1]} and {second[0]} x {second[1]}, same {' and '.join(same) or 'nothing'}"
        seeds = " and ".join(dict.fromkeys("shared" if s else "per point" for s in alike.shared))
        yield "diff", told, seeds, sweeps_apart(first, second, alike)


def held(once: Try, tries: int, seed: int) -> float:
    """Return in which share of tries the interval holds its truth."""
    rng, inside = np.random.default_rng(seed), 0
    for _ in range(tries):
        low, high, truth = once(rng)
        inside += low <= truth <= high
    return inside / tries


def _line(k: int, tries: int) -> str:
    """Return the k-th row of the page, which has a seed of its own."""
    name, sweep, seeds, once = next(islice(rows(), k, None))
    return f"| {name} | {sweep} | {seeds} | {100 * held(once, tries, k):.1f} |\n"


def page(tries: int = TRIES) -> str:
    """Return the page; rows are simulated side by side."""
    every = range(sum(1 for _ in rows()))
    with ProcessPoolExecutor() as pool:
        return HEAD.format(tries=tries) + "".join(pool.map(_line, every, repeat(tries)))


def main(words: Sequence[str]) -> None:
    """Write the page."""
    Path(words[0]).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
