"""Tests of desertion: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.desertion import Desertion as Part


def test_law_nobody_deserts_twice(geography, state, quiet):
    """No group loses more than it has."""
    state.fighters_killed[:] = 1e6
    change = Part(enlisted=0.0).changes(state, geography, 1.0, quiet)
    for key, leaving in change.items():
        assert np.all(state.row(key) + leaving >= -1e-9)


def test_limit_empty_treasury_enlists_nobody(geography, state, quiet):
    """Without money the army does not grow."""
    state.treasury[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["fighters.fama"] <= 0.0)


def test_by_hand_turnover(geography, state, quiet):
    """A hundredth of ISGS leaves in a week at turnover .01."""
    change = Part(turnover=0.01).changes(state, geography, 1.0, quiet)["fighters.isgs"]
    np.testing.assert_allclose(change.sum(axis=1), -8.0)


def test_by_hand_losses_and_talks(geography, state, quiet):
    """Of JNIM a twentieth man leaves for each who falls, half as many more under full talks."""
    state.fighters_killed[:], state.truce[:], state.row("talks.jnim")[:] = 2.0, 0.0, 1.0
    state.row("fighters.jnim")[:], state.row("fighters.fama")[:] = 100.0, 100.0
    change = Part(turnover=0.01, enlisted=0.0).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(change["fighters.jnim"], -(0.01 * 1.5 * 100 + 0.05 * 2))
    np.testing.assert_allclose(change["fighters.fama"], -0.15 * 2)


def test_by_hand_enlistment(geography, state, quiet):
    """A thousand below the authorised strength: a fifth of the recruits of a thin army."""
    state.row("fighters.fama")[:] = 27000.0 / state.row("fighters.fama").shape[1]
    change = Part(enlisted=60.0).changes(state, geography, 1.0, quiet)["fighters.fama"]
    np.testing.assert_allclose(change.sum(axis=1), 12.0)
