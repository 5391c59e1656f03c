"""Tests of mining: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.mining import Mining as Part


def test_law_disruption_costs(geography, state, quiet):
    """Half the mines disturbed, half the revenue."""
    full = Part().changes(state, geography, 1.0, quiet)["mine_revenue"]
    state.mine_disruption[:] = 0.5
    np.testing.assert_allclose(
        Part().changes(state, geography, 1.0, quiet)["mine_revenue"], full / 2
    )


def test_limit_no_take(geography, state, quiet):
    """A state that takes nothing gets nothing."""
    assert np.all(Part(state_take=0.0).changes(state, geography, 1.0, quiet)["mine_revenue"] == 0.0)


def test_by_hand_a_years_gold(geography, state, quiet):
    """61.5 t at 0.05 million USD a kg and a fifth: about 11.8 million a week."""
    change = Part(price=0.05, state_take=0.2).changes(state, geography, 1.0, quiet)["mine_revenue"]
    np.testing.assert_allclose(change, geography.gold_industrial.sum() * 0.05 * 0.2 / 52)
