"""Tests of patron bargain: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.patron_bargain import PatronBargain as Part
from sahelsim.mechanisms.patron_bargain import bargain_share


def test_golden_two_rules():
    """Options 0, .3, .6: .50/.65/.80 by Nash, .50/.50/.60 by the outside-option principle."""
    option = np.array([0.0, 0.3, 0.6])
    np.testing.assert_allclose(bargain_share(option, 0.0, 0.5), [0.5, 0.65, 0.8])
    np.testing.assert_allclose(bargain_share(option, 1.0, 0.5), [0.5, 0.5, 0.6])


def test_by_hand_a_weaker_junta():
    """With bargaining power .2 and option .5: .6 by Nash, .5 by the outside option."""
    option = np.array([0.5])
    np.testing.assert_allclose(bargain_share(option, 0.0, 0.2), 0.6)
    np.testing.assert_allclose(bargain_share(option, 1.0, 0.2), 0.5)


def test_limit_no_belief_buys_nothing(geography, state, quiet):
    """With q near zero ambiguity buys nothing under either rule."""
    state.deal_belief[:] = 0.0
    for rule in (0.0, 1.0):
        change = Part(bargaining_rule=rule).changes(state, geography, 1.0, quiet)
        assert np.all(change["concession.france"] == 0.0)


def test_law_belief_buys_under_nash(geography, state, quiet):
    """Under Nash every bit of belief is worth something."""
    state.deal_belief[:] = 0.3
    assert np.all(
        Part(bargaining_rule=0.0).changes(state, geography, 1.0, quiet)["concession.france"] > 0
    )


def test_by_hand_no_relation_no_bargain(geography, state, quiet):
    """Once operations have ended the share falls at its speed."""
    state.row("relation.france")[:] = 0.0
    change = Part(speed=0.1).changes(state, geography, 1.0, quiet)["concession.france"]
    np.testing.assert_allclose(change, -0.05)
