"""Tests of militia clashes: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.militia_clashes import MilitiaClashes as Part


def test_law_truce_ends_it(geography, state, rigged):
    """A full truce in every village ends the clashes."""
    state.truce[:] = 1.0
    assert np.all(
        Part().changes(state, geography, 1.0, rigged)["battle_deaths.militia_jnim"] == 0.0
    )


def test_limit_no_militia(geography, state, rigged):
    """No militia, no clash."""
    state.row("fighters.selfdef")[:] = 0.0
    assert np.all(
        Part().changes(state, geography, 1.0, rigged)["battle_deaths.militia_jnim"] == 0.0
    )


def test_by_hand_three_in_ten_are_jnim(geography, state, rigged):
    """JNIM loses three tenths, rounded down, of the dead, where men enough stand on both sides."""
    state.row("fighters.jnim")[:] *= 1000.0
    state.row("fighters.selfdef")[:] *= 1000.0
    small = Part(reach=1e-3, contact_deaths=1e-6)
    change = small.changes(state, geography, 1.0, rigged)
    total = change["battle_deaths.militia_jnim"]
    assert total.max() > 10.0
    np.testing.assert_allclose(change["fighters_killed.jnim"], np.floor(0.3 * total), atol=1.0)
