"""Tests of blockades: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.blockades import Blockades as Part


def test_law_force_relieves_faster(geography, state):
    """More men, sooner relief; bargains do not ask how many."""
    bargain, weak = Part().endings(state)
    state.row("fighters.fama")[:] += 1000.0
    same, strong = Part().endings(state)
    assert np.all(strong > weak)
    np.testing.assert_array_equal(bargain, same)


def test_limit_nothing_blockaded(geography, state, rigged):
    """No blockade, nothing to end."""
    assert np.all(Part().changes(state, geography, 1.0, rigged)["blockade"] == 0.0)


def test_limit_a_captured_town_is_cut_off_no_more(geography, state, quiet):
    """Where jihadists or the state hold nothing the blockade is over at once."""
    state.blockade[:], state.control[:] = 1.0, 0.2
    state.row("control.state")[:, 3] = 0.0
    found = Part().changes(state, geography, 1.0, quiet)["blockade"]
    assert np.all(found[:, 3] == -1.0)
    assert np.all(np.delete(found, 3, axis=1) == 0.0)


def test_by_hand_rates(geography, state):
    """Half of a truce and a tenth of talks: .02 times 1.6; five hundred men relieve at half."""
    state.truce[:], state.talks[:], state.fighters[:] = 0.5, 0.1, 0.0
    state.row("fighters.fama")[:] = 500.0
    bargain, relief = Part().endings(state)
    assert bargain == pytest.approx(0.032)
    assert relief == pytest.approx(0.03)


def test_by_hand_truce_wears(geography, state, quiet):
    """A full truce loses a fiftieth in a week at wear .02."""
    state.truce[:] = 1.0
    np.testing.assert_allclose(
        Part(truce_wear=0.02).changes(state, geography, 1.0, quiet)["truce"], -0.02
    )
