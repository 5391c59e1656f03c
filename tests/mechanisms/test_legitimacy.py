"""Tests of attitudes: laws, limits, hand calculations."""

import numpy as np
import pytest
from sahelsim.mechanisms.attitudes import Attitudes as Part
from sahelsim.mechanisms.attitudes import casualty_scale, uram


def test_golden_one_bad_week():
    """One week at −20 lowers the baseline by one, halved in 35 weeks at γ = .02."""
    base = uram(-20.0, 0.0, 0.0, 0.05, 0.02)
    assert base == pytest.approx(-1.0)
    for _ in range(35):
        base = uram(base, base, 0.0, 0.05, 0.02)
    assert base == pytest.approx(-0.5, abs=0.01)


def test_golden_casualty_scale():
    """Z is .3 at one death, 2 at a hundred, 0 at none."""
    np.testing.assert_allclose(
        casualty_scale(np.array([0.0, 1.0, 100.0, 500.0])), [0, 0.3, 2.0, 2.0]
    )


def test_law_abuse_costs_legitimacy(geography, state, quiet):
    """Killing by the state side lowers legitimacy in the place."""
    calm = Part().changes(state, geography, 1.0, quiet)["legitimacy"]
    state.row("civilians_killed.fama")[:, 30] = 20.0
    hurt = Part().changes(state, geography, 1.0, quiet)["legitimacy"]
    here = geography.place_of == 30
    assert np.all(hurt[:, here] < calm[:, here])
    np.testing.assert_array_equal(hurt[:, ~here], calm[:, ~here])


def test_limit_full_implementation_pleases_the_north(geography, state, quiet):
    """Only Tuareg and Arabs answer to the accord."""
    state.implementation[:] = 0.3
    before = Part().changes(state, geography, 1.0, quiet)["legitimacy"]
    state.implementation[:] = 1.0
    gain = Part().changes(state, geography, 1.0, quiet)["legitimacy"] - before
    assert set(geography.identity_of[gain[0] > 0]) == {4, 5}


def test_by_hand_natural_level(geography, state, quiet):
    """With γ at one the baseline is at once what the root and a quarter of control give."""
    state.legitimacy_root[:], state.row("control.state")[:] = 0.5, 0.25
    change = Part(alpha=0.0, gamma=1.0).changes(state, geography, 1.0, quiet)["legitimacy_base"]
    np.testing.assert_allclose(state.legitimacy_base + change, 0.5 * 0.85)
