"""Tests of influence: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.influence import Influence as Part


def test_law_russia_gains_with_men(geography, state, quiet):
    """A contract with men on the ground raises Russia's influence."""
    before = Part().changes(state, geography, 1.0, quiet)["russian_influence"]
    state.contract[:] = 1.0
    state.row("fighters.wagner")[:] = 20.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["russian_influence"] > before)


def test_limit_relation_ended(geography, state, quiet):
    """Without a relation France's influence only falls."""
    state.french_relation[:] = 0.0
    change = Part(speed=0.1).changes(state, geography, 1.0, quiet)["french_influence"]
    np.testing.assert_allclose(change, -0.1 * state.french_influence)


def test_by_hand_trust(geography, state, quiet):
    """No hints, no deal, no talks: trust tends to .55."""
    for name in ("ambiguity", "contract", "talks"):
        state.arrays[name][:] = 0.0
    change = Part(speed=1.0).changes(state, geography, 1.0, quiet)["french_trust"]
    np.testing.assert_allclose(state.french_trust + change, 0.55)
