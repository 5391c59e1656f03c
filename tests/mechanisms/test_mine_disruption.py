"""Tests of mine disruption: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.mine_disruption import MineDisruption as Part


def test_law_rule_disturbs(geography, state, quiet):
    """More jihadist control, more disruption."""
    before = Part().changes(state, geography, 1.0, quiet)["mine_disruption"].copy()
    state.row("control.jnim")[:] += 0.1
    assert np.all(Part().changes(state, geography, 1.0, quiet)["mine_disruption"] > before)


def test_limit_war_without_jihadists_leaves_mines_alone(geography, state, quiet):
    """Heat counts only where jihadists hold something."""
    state.control[:], state.heat[:] = 0.0, 10.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["mine_disruption"] == 0.0)


def test_by_hand_closing(geography, state, quiet):
    """Half under JNIM at twice the usual heat: .05 of .5 + .1 in a week."""
    state.control[:], state.heat[:] = 0.0, 2.0
    state.row("control.jnim")[:] = 0.5
    found = Part().changes(state, geography, 1.0, quiet)["mine_disruption"]
    np.testing.assert_allclose(found, 0.03)
