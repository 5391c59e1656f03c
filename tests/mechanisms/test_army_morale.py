"""Tests of army morale: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.army_morale import ArmyMorale as Part


def _fall(state, geography, place):
    where = geography.place_ids.index(place)
    state.posts[:, where], state.posts_closed[:, where] = 0.0, 2.0


def test_law_a_fallen_capital_frightens_its_neighbours(geography, state, quiet):
    """Panic in the capital and next door, none elsewhere; the whole army loses heart."""
    calm = Part().changes(state, geography, 1.0, quiet)["morale"]
    _fall(state, geography, "gao")
    found = Part().changes(state, geography, 1.0, quiet)
    for place, panic in (("gao", 1.0), ("kidal", 1.0), ("menaka", 1.0), ("sikasso", 0.0)):
        assert found["rout"][0, geography.place_ids.index(place)] == panic
    assert np.all(found["morale"] < calm)


def test_law_only_capitals_frighten(geography, state, quiet):
    """The last post of another cercle closes without a rout."""
    _fall(state, geography, "bourem")
    assert np.all(Part().changes(state, geography, 1.0, quiet)["rout"] == 0.0)


def test_limit_first_day_is_at_rest(geography, state, quiet):
    """Before anybody is killed morale stands where it settles."""
    assert np.all(Part().changes(state, geography, 1.0, quiet)["morale"] == 0.0)


def test_by_hand_losses(geography, state, quiet):
    """Sixty remembered, thirty killed this week: thirty more less a sixth of sixty."""
    state.recent_losses[:] = 60.0
    state.row("fighters_killed.fama")[:, 0] = 20.0
    state.row("fighters_killed.wagner")[:, 1] = 10.0
    found = Part().changes(state, geography, 1.0, quiet)["recent_losses"]
    np.testing.assert_allclose(found, 20.0)


def test_by_hand_a_coup_takes_a_third(geography, state, quiet):
    """Right after a coup and without losses morale settles at 1 - .35."""
    state.weeks_since_coup[:], state.recent_losses[:], state.morale[:] = 0.0, 0.0, 1.0
    found = Part().changes(state, geography, 1.0, quiet)["morale"]
    assert found[0, 0] == pytest.approx(0.15 * -0.35)
