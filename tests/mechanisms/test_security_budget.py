"""Tests of security budget: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.security_budget import SecurityBudget as Part


def test_law_never_below_zero(geography, state, quiet):
    """The purse cannot owe."""
    state.treasury[:] = 0.1
    change = Part(soldier_cost=0.01).changes(state, geography, 1.0, quiet)["treasury"]
    np.testing.assert_allclose(state.treasury + change, 0.0, atol=1e-12)


def test_limit_no_relation_no_aid(geography, state, quiet):
    """Aid falls once France's relation has ended."""
    state.row("relation.france")[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["aid"] < 0.0)


def test_by_hand_soldiers(geography, state, quiet):
    """A thousand soldiers more cost half a million USD a week."""
    before = Part(soldier_cost=0.0005).changes(state, geography, 1.0, quiet)["treasury"]
    state.row("fighters.fama")[:] += 20.0
    after = Part(soldier_cost=0.0005).changes(state, geography, 1.0, quiet)["treasury"]
    np.testing.assert_allclose(before - after, 0.5)
