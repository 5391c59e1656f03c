"""Tests of information: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.information import Information as Part


def heard(state, geography, quiet, **numbers):
    return Part(**numbers).changes(state, geography, 1.0, quiet)["information"]


def test_law_state_harm_silences_and_jihadist_harm_opens_mouths(geography, state, quiet):
    """Tips fall after the state's killings and rise after insurgents'."""
    calm = heard(state, geography, quiet)
    state.revenge_state += 2.0
    assert np.all(heard(state, geography, quiet) < calm)
    state.revenge_state -= 2.0
    state.revenge_jihadist += 2.0
    assert np.all(heard(state, geography, quiet) > calm)


def test_law_who_lives_under_jihadists_keeps_silent(geography, state, quiet):
    """Their rule costs tips."""
    calm = heard(state, geography, quiet)
    state.row("control.jnim")[:] = 1.0
    assert np.all(heard(state, geography, quiet) < calm)


def test_limit_bounds(geography, state, quiet):
    """Willingness stays between nobody and everybody, whatever is remembered."""
    state.revenge_state[:] = 1e9
    level = Part().willing(state, geography)
    assert level.min() > 0.0
    assert level.max() < 1.0


def test_by_hand_french_sensors(geography, state, quiet):
    """France's sensors add their share where its troops stand, and go with it."""
    with_ = heard(state, geography, quiet, french_sensors=0.1)
    state.row("relation.france")[:] = 0.0
    without = heard(state, geography, quiet, french_sensors=0.1)
    stand = state.row("fighters.france") > 20
    np.testing.assert_allclose((with_ - without)[stand], 0.1)


def test_by_hand_logit(geography, state, quiet):
    """Without grievances and jihadists, logit = −2.3 + 2.9 · 0.5: three in ten tell."""
    state.revenge_state[:] = state.revenge_jihadist[:] = 0.0
    for who in ("jnim", "isgs"):
        state.row(f"control.{who}")[:] = 0.0
    state.legitimacy[:] = 0.5
    np.testing.assert_allclose(
        Part(base=-2.3, of_legitimacy=2.9).willing(state, geography), 1 / (1 + np.exp(0.85))
    )
