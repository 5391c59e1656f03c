"""Tests of the background tide: laws, limits, hand calculations."""

import numpy as np

from sahelsim.base.streams import Draws, Streams
from sahelsim.mechanisms.background_tide import BackgroundTide as Part


def test_limit_no_spread_no_tide(world, state, fixed):
    """Without spread a tide of one stays one."""
    change = Part(spread=0.0).changes(state, world, 1.0, fixed(0.5))["tide"]
    np.testing.assert_allclose(change, 0.0, atol=1e-12)


def test_by_hand_one_week_of_no_luck(world, state, fixed):
    """Luck zero, persistence .9, spread 1, tide e: the log goes to .9."""
    state.tide[:] = np.e
    change = Part(spread=1.0, persistence=0.9).changes(state, world, 1.0, fixed(0.5))["tide"]
    np.testing.assert_allclose(np.log(state.tide + change), 0.9)


def test_law_middle_and_spread_in_the_long_run(world, state):
    """After years the tide's logarithm has the promised spread around zero."""
    part, streams = Part(spread=0.6, persistence=0.95), Streams(1, range(2))
    seen = []
    for week in range(1500):
        draws = Draws(streams, "background_tide", week)
        state.tide[:] += part.changes(state, world, 1.0, draws)["tide"]
        seen.append(state.tide.copy())
    level = np.log(np.stack(seen[200:]))
    assert abs(level.std() - 0.6) < 0.06
    assert abs(level.mean()) < 0.1
