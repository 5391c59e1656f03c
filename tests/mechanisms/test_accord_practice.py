"""Tests of accord practice: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.accord_practice import AccordPractice as Part


def test_law_offensive_undoes_implementation(geography, state, quiet):
    """An offensive undoes it faster than neglect."""
    neglect = Part().changes(state, geography, 1.0, quiet)["implementation"]
    state.offensive[:] = 1.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["implementation"] < 3 * neglect)


def test_limit_at_the_floor(geography, state, quiet):
    """At its floor implementation stays."""
    state.implementation[:] = 0.15
    assert np.all(Part().changes(state, geography, 1.0, quiet)["implementation"] == 0.0)


def test_by_hand_compliance(geography, state, quiet):
    """Trust .5 calls for compliance .65: from .45 a tenth of the way is .02."""
    state.accord_trust[:], state.compliance[:] = 0.5, 0.45
    change = Part(speed=0.1).changes(state, geography, 1.0, quiet)["compliance"]
    np.testing.assert_allclose(change, 0.02)
