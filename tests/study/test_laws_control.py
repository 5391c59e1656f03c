"""Laws of control: what binds is asked of the model, and the measuring itself is checked by hand."""

import numpy as np
import pytest

from sahelsim.study.audit import laws_control as laws


def test_the_map_does_not_drift_by_itself():
    """With forces, minds and posts frozen jihadist control moves by less than a point a year."""
    drift, inertia = laws.balance(16, seed=3)
    assert drift.verdict == "pass"
    assert inertia.value >= 12.0


@pytest.mark.slow
def test_more_men_hold_more_ground():
    """More jihadists on the first day hold more people two years on."""
    (row,) = laws.men(40, seed=3)
    assert row.low > 0.0


def test_by_hand_variance_explained():
    """Within variance 1 twice; means √2 apart have variance 1, less 1/2 by chance: a third."""
    values = np.array([[-1.0, 1.0], [1.0, 3.0]]) / np.sqrt(2.0)
    assert laws._explained(values) == pytest.approx(0.5 / 1.5)
    assert laws._explained(np.array([[0.0, 1.0], [0.0, 1.0]])) == 0.0


def test_a_forced_closing_closes_no_more_than_there_is(state, geography, quiet):
    """Asked for a hundred posts in week 1, it closes those that stand, and only then."""
    part = laws.model_of("no-deal", 2, 1).setup.mechanisms["garrisons"]
    forced = laws.Forced(part, lambda week, posts: (week == 1) * 100.0 * np.ones_like(posts))
    first = forced.changes(state, geography, 1.0, quiet)
    second = forced.changes(state, geography, 1.0, quiet)
    assert np.all(first["posts_closed"] == 0.0)
    np.testing.assert_array_equal(second["posts_closed"], state.posts)
