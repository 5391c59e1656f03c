"""Tests of militia clashes: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.militia_clashes import MilitiaClashes as Part


def test_law_truce_ends_it(world, state, lucky):
    """A full truce in every village ends the clashes."""
    state.truce[:] = 1.0
    assert np.all(Part().changes(state, world, 1.0, lucky)["battle_deaths.militia_jnim"] == 0.0)


def test_limit_no_militia(world, state, lucky):
    """No militia, no clash."""
    state.row("fighters.selfdef")[:] = 0.0
    assert np.all(Part().changes(state, world, 1.0, lucky)["battle_deaths.militia_jnim"] == 0.0)


def test_by_hand_three_in_ten_are_jnim(world, state, lucky):
    """JNIM loses three tenths, rounded down, of the dead."""
    for side in ("jnim", "selfdef"):
        state.row(f"fighters.{side}")[:] = 200.0
    change = Part().changes(state, world, 1.0, lucky)
    total = change["battle_deaths.militia_jnim"]
    np.testing.assert_allclose(change["fighters_killed.jnim"], np.floor(0.3 * total), atol=1.0)
