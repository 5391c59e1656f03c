"""How often 95 % intervals hold the truth, by simulation: ``python tests/analysis/coverage_table.py``.

Pairs of runs under common random numbers (about nine tenths of the variance shared). ``adds``: the policy adds
a constant; ``multiplies``: it multiplies a skewed outcome, so that differences are skewed too.
"""

import sys

import numpy as np

from sahelsim.analysis.crossed import crossed, crossed_share, ratio
from sahelsim.analysis.intervals import paired, share_difference

KINDS = ("normal", "lognormal", "pareto", "zero-inflated")
SIZES = (10, 30, 100)
TRIES, FACTOR, NOISE = 2000, 1.5, 0.3


def replicates(kind, rng, shape):
    """Return draws of one kind of outcome."""
    if kind == "normal":
        return rng.normal(10, 1, shape)
    if kind == "lognormal":
        return rng.lognormal(0, 0.8, shape)
    if kind == "pareto":
        return 1 + rng.pareto(2.2, shape)
    return rng.poisson(4, shape) * (rng.random(shape) < 0.6).astype(float)


def mean_of(kind):
    """Return the true mean of a kind."""
    return {"normal": 10.0, "lognormal": np.exp(0.32), "pareto": 2.2 / 1.2, "zero-inflated": 2.4}[
        kind
    ]


def adds(kind, n, rng, tries=TRIES):
    """Return how often paired t holds a difference of nothing."""
    inside = 0
    for _ in range(tries):
        common, *own = replicates(kind, rng, (5, n))
        row = paired(common + NOISE * (own[0] - own[1]), common + NOISE * (own[2] - own[3]))
        inside += row["low"] <= 0 <= row["high"]
    return inside / tries


def multiplies(kind, n, rng, tries=TRIES, *, logs):
    """Return how often paired t, or the t of log ratios, holds its truth under a multiplied outcome."""
    inside, truth = 0, FACTOR if logs else (FACTOR - 1) * mean_of(kind)
    for _ in range(tries):
        first = replicates(kind, rng, (n, 1))
        second = FACTOR * first * rng.lognormal(-0.02, 0.2, (n, 1))
        if logs:
            row = ratio(first, second)
            inside += row["ratio_low"] <= truth * np.exp(-0.02) <= row["ratio_high"]
        else:
            row = paired(first[:, 0], second[:, 0])
            inside += row["low"] <= truth <= row["high"]
    return inside / tries


def shares(n, rng, tries=TRIES):
    """Return how often the interval of a paired difference of shares holds its truth."""
    inside = 0
    for _ in range(tries):
        common = rng.random(n)
        first, second = common < 0.2, np.where(rng.random(n) < 0.8, common, rng.random(n)) < 0.35
        row = share_difference(first, second)
        inside += row["low"] <= 0.15 <= row["high"]
    return inside / tries


def sweeps(points, replicates, spread, rng, tries=TRIES // 4, *, share=False):
    """Return how often intervals over futures and common random numbers hold their truth, and over points."""
    inside = alone = 0
    for _ in range(tries):
        table = rng.normal(0, 1, (points, 1)) + spread * rng.normal(0, 1, replicates)
        table = table + rng.normal(0, 1, (points, replicates))
        if share:
            row = crossed_share((table > 0).astype(float))
            inside += row["low"] <= 0.5 <= row["high"]
            continue
        row, naive = crossed(table), paired(np.zeros(points), table.mean(axis=1))
        inside += row["low"] <= 0 <= row["high"]
        alone += naive["low"] <= 0 <= naive["high"]
    return inside / tries, alone / tries


def main():
    """Print the tables."""
    rng = np.random.default_rng(17)
    say = sys.stdout.write
    say(
        "| outcome | runs | adds: paired t | multiplies: paired t | multiplies: t of log ratios |\n"
    )
    say("|---|---|---|---|---|\n")
    for kind in KINDS:
        for n in SIZES:
            logs = kind in ("lognormal", "pareto")
            cells = [adds(kind, n, rng), multiplies(kind, n, rng, logs=False)]
            told = [f"{100 * c:.1f}" for c in cells]
            told.append(f"{100 * multiplies(kind, n, rng, logs=True):.1f}" if logs else "-")
            say(f"| {kind} | {n} | {' | '.join(told)} |\n")
    say("\n| difference of shares, runs | Newcombe |\n|---|---|\n")
    for n in SIZES:
        say(f"| {n} | {100 * shares(n, rng):.1f} |\n")
    say(
        "\n| points x replicates | common random numbers | mean | points alone | share |\n|---|---|---|---|---|\n"
    )
    for points, replicates in ((24, 3), (100, 4), (250, 10)):
        for spread in (0.0, 0.5, 1.0):
            mean, alone = sweeps(points, replicates, spread, rng)
            share, _ = sweeps(points, replicates, spread, rng, share=True)
            cells = f"{100 * mean:.1f} | {100 * alone:.1f} | {100 * share:.1f}"
            say(f"| {points} x {replicates} | {spread:g} | {cells} |\n")


if __name__ == "__main__":
    main()
