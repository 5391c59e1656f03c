"""Tests of selective violence: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.selective_violence import SelectiveViolence as Part
from sahelsim.mechanisms.selective_violence import selectivity


def test_golden_peak():
    """Kalyvas's curve: nothing at parity and under full control, one at 5/6."""
    np.testing.assert_allclose(
        selectivity(np.array([0.5, 5 / 6, 1.0, 0.2])), [0, 1, 0, 0], atol=1e-12
    )


def test_law_the_curve_never_exceeds_one():
    """The peak is the peak."""
    assert selectivity(np.linspace(0, 1, 999)).max() <= 1.0 + 1e-12


def test_limit_no_fighters(geography, state, rigged):
    """No fighters, no terror."""
    state.row("fighters.isgs")[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["civilians_killed.isgs"] == 0.0)
