"""Tests of influence: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.influence import Influence as Part


def test_law_russia_gains_with_men(geography, state, quiet):
    """A contract with men on the ground raises Russia's influence."""
    before = Part().changes(state, geography, 1.0, quiet)["influence.russia"]
    state.row("contract.wagner")[:] = 1.0
    state.row("fighters.wagner")[:] = 20.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["influence.russia"] > before)


def test_limit_relation_ended(geography, state, quiet):
    """Without a relation France's influence only falls."""
    state.row("relation.france")[:] = 0.0
    change = Part(speed=0.1).changes(state, geography, 1.0, quiet)["influence.france"]
    np.testing.assert_allclose(change, -0.1 * state.row("influence.france"))


def test_by_hand_trust(geography, state, quiet):
    """No hints, no deal, no talks: trust tends to .55."""
    for name in ("ambiguity", "contract", "talks"):
        state.arrays[name][:] = 0.0
    change = Part(speed=1.0).changes(state, geography, 1.0, quiet)["trust.france"]
    np.testing.assert_allclose(state.row("trust.france") + change, 0.55)
