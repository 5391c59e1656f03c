"""Tests of communal retaliation: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.communal_retaliation import CommunalRetaliation as Part


def test_law_nobody_is_killed_where_no_fulani_live(geography, state, rigged):
    """Without Fulani civilians there is nobody to take revenge on."""
    state.population[:, geography.identity_of == 1] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["civilians_killed.selfdef"] == 0.0)


def test_limit_no_anger_no_revenge(geography, state, rigged):
    """Without anger at jihadists nobody takes revenge."""
    state.revenge_jihadist[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["civilians_killed.selfdef"] == 0.0)


def test_by_hand_truce_halves(geography, state, fixed):
    """Half a truce halves what is expected, so never raises the dead under common random numbers."""
    state.truce[:] = 0.0
    open_ = Part().changes(state, geography, 1.0, fixed(0.01))["civilians_killed.selfdef"].sum()
    state.truce[:] = 0.5
    assert (
        Part().changes(state, geography, 1.0, fixed(0.01))["civilians_killed.selfdef"].sum()
        <= open_
    )
