"""Tests of sieges: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.sieges import Sieges as Part


def test_law_force_breaks_a_siege_faster(geography, state, quiet):
    """More men, shorter siege."""
    state.blockade[:] = 1.0
    weak = Part().changes(state, geography, 1.0, quiet)["blockade"]
    state.row("fighters.fama")[:] += 1000.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["blockade"] < weak)


def test_limit_nothing_besieged(geography, state, quiet):
    """No blockade, nothing to break."""
    assert np.all(Part().changes(state, geography, 1.0, quiet)["blockade"] == 0.0)


def test_by_hand_truce_wears(geography, state, quiet):
    """A full truce loses a fiftieth in a week at wear .02."""
    state.truce[:] = 1.0
    np.testing.assert_allclose(
        Part(truce_wear=0.02).changes(state, geography, 1.0, quiet)["truce"], -0.02
    )
