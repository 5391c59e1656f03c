"""Tests of informing: laws, limits, hand calculations."""

import numpy as np
from sahelsim.mechanisms.informing import Informing as Part


def test_law_abuse_silences(geography, state, quiet):
    """After abuse fewer tell."""
    calm = Part().changes(state, geography, 1.0, quiet)["information"]
    state.row("civilians_killed.wagner")[:] = 20.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["information"] < calm)


def test_limit_bounds(geography, state, quiet):
    """Willingness stays between nobody and everybody."""
    state.row("civilians_killed.fama")[:] = 1e6
    for _ in range(30):
        change = Part().changes(state, geography, 1.0, quiet)
        state.cooperation[:] += change["cooperation"]
        state.cooperation_base[:] += change["cooperation_base"]
    assert state.cooperation.min() >= 0.0


def test_by_hand_french_sensors(geography, state, quiet):
    """France's sensors add their share where its troops stand, and go with it."""
    with_ = Part(french_sensors=0.1).changes(state, geography, 1.0, quiet)["information"]
    state.row("relation.france")[:] = 0.0
    without = Part(french_sensors=0.1).changes(state, geography, 1.0, quiet)["information"]
    stand = state.row("fighters.france") > 20
    np.testing.assert_allclose((with_ - without)[stand], 0.1)


def test_by_hand_natural_level(geography, state, quiet):
    """With γ at one the baseline is where safety and legitimacy put it at once."""
    state.legitimacy[:], state.row("control.state")[:] = 0.5, 0.25
    change = Part(alpha=0.0, gamma=1.0).changes(state, geography, 1.0, quiet)["cooperation_base"]
    np.testing.assert_allclose(state.cooperation_base + change, 0.5 * 0.6 * 0.4)
