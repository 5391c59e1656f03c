"""Tests of the regional trend: laws, limits, hand calculations."""

import numpy as np

from sahelsim.core.streams import Draws, Streams
from sahelsim.mechanisms.regional_trend import RegionalTrend as Part


def test_limit_no_spread_no_tide(geography, state, fixed):
    """Without spread a trend of one stays one."""
    change = Part(spread=0.0).changes(state, geography, 1.0, fixed(0.5))["regional_trend"]
    np.testing.assert_allclose(change, 0.0, atol=1e-12)


def test_by_hand_one_week_of_no_chance(geography, state, fixed):
    """Chance zero, persistence .9, spread 1, trend e: the log goes to .9."""
    state.regional_trend[:] = np.e
    change = Part(spread=1.0, persistence=0.9).changes(state, geography, 1.0, fixed(0.5))[
        "regional_trend"
    ]
    np.testing.assert_allclose(np.log(state.regional_trend + change), 0.9)


def test_law_middle_and_spread_in_the_long_run(geography, state):
    """After years the trend's logarithm has the promised spread around zero."""
    part, streams = Part(spread=0.6, persistence=0.95), Streams(1, range(2))
    seen = []
    for week in range(1500):
        draws = Draws(streams, "regional_trend", week)
        state.regional_trend[:] += part.changes(state, geography, 1.0, draws)["regional_trend"]
        seen.append(state.regional_trend.copy())
    level = np.log(np.stack(seen[200:]))
    assert abs(level.std() - 0.6) < 0.06
    assert abs(level.mean()) < 0.1
