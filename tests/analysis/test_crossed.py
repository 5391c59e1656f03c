"""Intervals over futures and common random numbers; and how often every interval holds the truth."""

import numpy as np
import pytest

from sahelsim.analysis.apart import Alike, between
from sahelsim.analysis.crossed import crossed, crossed_share, ratio
from sahelsim.analysis.intervals import share_difference, t_quantile
from sahelsim.analysis.robust import reductions
from sahelsim.documents import coverage

ROWS = [
    row for row in coverage.rows() if row[0] in ("mean", "paired difference", "mean regret", "diff")
]


def test_an_effect_of_chance_alone_counts_its_draws():
    """Points that say the same are no more than one: the interval is that of the draws."""
    draws = np.array([1.0, 2.0, 4.0, 5.0])
    row = crossed(np.tile(draws, (300, 1)))
    half = 3.1824 * draws.std(ddof=1) / 2
    assert row["high"] - row["mean"] == pytest.approx(half, rel=1e-3)
    assert row["freedom"] == pytest.approx(3.0)


def test_one_replicate_or_one_point_still_has_an_interval():
    """Without chance to tell, points count; a lone value has no interval at all."""
    points = np.array([[1.0], [2.0], [6.0]])
    assert crossed(points)["high"] == crossed(points.T)["high"] > 6
    assert crossed(np.ones((1, 1)))["high"] == np.inf
    assert np.isnan(crossed(np.full((3, 2), np.nan))["mean"])
    assert crossed(np.ones((5, 3)))["low"] == 1.0


def test_points_with_a_failed_run_drop_out():
    """A NaN takes its whole point away, under both policies, and no number is lost to it."""
    rng = np.random.default_rng(0)
    first, second = rng.normal(5, 1, (2, 40, 4))
    holed = first.copy()
    holed[7, 2] = np.nan
    kept = np.arange(40) != 7
    assert reductions(holed, second) == reductions(first[kept], second[kept])
    assert np.isfinite(reductions(holed, second)["p"])
    assert crossed_share(np.where(np.isnan(holed), np.nan, 1.0))["share"] == 1.0


def test_shares_that_nothing_varies_count_draws_of_chance():
    """A class that every run ended in: three draws do not make it sure."""
    row = crossed_share(np.ones((300, 3)))
    assert row["low"] == pytest.approx(0.44, abs=0.01)
    assert crossed_share(np.ones((300, 1)))["low"] > 0.98


def test_a_difference_of_shares_is_never_without_width():
    """No run changed its class: the difference is 0, and not for sure."""
    same = np.arange(20) < 0
    row = share_difference(same, same)
    assert row["low"] < 0 < row["high"]
    many = np.arange(2000) < 400
    assert share_difference(many, many)["high"] < 0.01


def test_ratios_are_for_what_is_above_nothing():
    """A policy that doubles gives 2; an outcome that may be 0 gives none."""
    first = np.random.default_rng(1).lognormal(0, 1, (50, 3))
    assert ratio(first, 2 * first)["ratio_low"] == pytest.approx(2.0)
    assert ratio(first * 0, first) is None


def test_no_ratio_of_what_is_next_to_nothing():
    """Two hundredths of a death against one are no doubling."""
    first = np.random.default_rng(1).lognormal(-5, 0.1, (50, 3))
    assert ratio(first, 2 * first, least=1.0) is None
    assert ratio(first, 2 * first, least=0.001)["ratio"] == pytest.approx(2.0)


def test_futures_with_chance_of_their_own_are_the_sample():
    """Nested replicates: Student's interval over the futures' means, also with one replicate."""
    rng = np.random.default_rng(4)
    table = rng.normal(0, 1, (40, 1)) + rng.normal(0, 1, (40, 3))
    half = t_quantile(39) * table.mean(axis=1).std(ddof=1) / np.sqrt(40)
    row = crossed(table, shared=False)
    assert (row["high"] - row["mean"], row["freedom"]) == (pytest.approx(half), 39)
    assert np.isfinite(crossed(table[:, :1], shared=False)["high"])
    assert crossed_share(np.ones((300, 3)), shared=False)["low"] > 0.98


@pytest.mark.parametrize("shared", [True, False])
def test_p_is_below_a_twentieth_where_the_interval_leaves_out_nothing(shared):
    """What stands side by side says the same."""
    rng = np.random.default_rng(5)
    seen = set()
    for shift in np.linspace(-0.6, 0.6, 25):
        row = reductions(rng.normal(0, 1, (30, 4)), rng.normal(shift, 1, (30, 4)), shared)
        assert (row["p"] < 0.05) == (not row["low"] <= 0 <= row["high"])
        seen.add(row["p"] < 0.05)
    assert seen == {True, False}


def test_two_sweeps_are_compared_over_the_same_runs():
    """Replicates that only one ran count in neither the mean nor the interval."""
    rng = np.random.default_rng(2)
    long = rng.normal(0, 1, (60, 10)) + 5.0 * (np.arange(10) >= 4)
    alike = Alike(points=True, chance=True, shared=(True, True))
    row = between(long[:, :4], long, alike)
    assert (row["mean"], row["low"], row["high"]) == (0.0, 0.0, 0.0)
    assert row["runs"] == [240, 240]


def test_two_sweeps_of_other_points_compare_as_unpaired():
    """Shared points pair; others do not, and the interval says so by its width."""
    rng = np.random.default_rng(2)
    first = rng.normal(0, 1, (200, 3))
    paired = between(first, first + 1, Alike(True, True, (True, True)))
    assert (paired["low"], paired["how"]) == (pytest.approx(1.0), "paired")
    apart = between(first, rng.normal(1, 1, (150, 4)), Alike(False, False, (False, False)))
    assert apart["low"] < 1 < apart["high"]
    assert apart["how"] == "unpaired"


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:3]))
def test_intervals_hold_what_they_say(row):
    """95 % intervals hold the truth 93 to 97 times in 100, or are wider than they need be."""
    *_, once = row
    assert coverage.held(once, 1000, 17) >= 0.925
