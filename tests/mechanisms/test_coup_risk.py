"""Tests of coup risk: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.coup_risk import CoupRisk as Part
from sahelsim.model.forms import weekly


def test_golden_weekly():
    """Twenty percent a year is .00428 a week."""
    assert round(float(weekly(0.20)), 5) == 0.00428
    assert Part().base_success == 0.48


def test_law_guards_deter_and_purges_provoke(state):
    """The hazard falls with a guard and rises with a fresh purge."""
    part, none, full = Part(), np.zeros((2, 1)), np.ones((2, 1))
    base = part.hazard(state, none)
    assert np.all(part.hazard(state, full) < base)
    state.purge_shock[:] = 1.0
    assert np.all(part.hazard(state, none) > base)


def test_switch_patron_protects(state):
    """Nobody's guard counts, only the Russians', or both."""
    state.row("fighters.wagner")[:] = 5.0
    none, east, both = (Part(patron_protects=c).guarded(state)[0, 0] for c in (0.0, 1.0, 2.0))
    assert none == 0.0
    assert 0 < east < both


def test_by_hand_a_full_guard_and_a_french_force(state):
    """Half a guard covers half; 1,000 of 2,000 French troops cover .5, but .4 at the most."""
    state.row("fighters.wagner")[:], state.row("fighters.france")[:] = 10.0, 20.0
    state.row("guard_share.wagner")[:], state.row("relation.france")[:] = 0.4, 1.0
    numbers = {"full_guard": 400.0, "full_french_force": 2000.0, "french_cover": 0.4}
    for code, cover in ((1.0, 0.5), (2.0, 0.9)):
        guard = Part(patron_protects=code, **numbers).guarded(state)
        np.testing.assert_allclose(guard, cover)


def test_limit_no_chance_no_coup(geography, state, quiet):
    """Without the event nothing falls."""
    change = Part().changes(state, geography, 1.0, quiet)
    assert np.all(change["coup_attempts"] == 0.0)
    assert np.all(change["junta_in_power"] == 0.0)


def test_by_hand_a_coup_changes_the_rulers(geography, state, rigged):
    """A success ends the junta and starts the clock anew."""
    change = Part().changes(state, geography, 1.0, rigged)
    np.testing.assert_array_equal(change["junta_in_power"], -1.0)
    np.testing.assert_array_equal(change["weeks_since_coup"], -23.0)
