"""Tests of garrisons: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.garrisons import Garrisons as Part


def test_law_losses_and_isolation_close_posts(geography, state):
    """More soldiers lost, more posts given up, and most where the state holds least."""
    before = Part().retreats(state, geography)
    state.recent_losses[:] += 100.0
    np.testing.assert_allclose(Part().retreats(state, geography), np.exp(2.0) * before)
    isolation = Part().isolation(state, geography)[0]
    menaka, bamako = (geography.place_ids.index(place) for place in ("menaka", "bamako"))
    state.recent_losses[:] = 150.0
    most = Part().retreats(state, geography)
    state.recent_losses[:] = 500.0  # more was never put to the test
    np.testing.assert_array_equal(Part().retreats(state, geography), most)
    assert isolation[menaka] > 0.4 > 0.1 > isolation[bamako]


def test_law_panic_empties_a_place(geography, state, fixed):
    """Under a rout all posts go at once, without one at most one does."""
    state.posts[:], state.rout[:] = 4.0, 1.0
    state.row("control.state")[:] = 0.2
    half = fixed(0.7)  # panic's chance is 1 - exp(-2 * .8 * .8) = .72 where all around is as lost
    assert np.all(Part().changes(state, geography, 1.0, half)["posts_closed"] == 4.0)
    state.rout[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, fixed(0.0))["posts_closed"] == 1.0)


def test_limit_nothing_happens_in_calm(geography, state, quiet):
    """Without bad luck no post moves, and nothing is missing."""
    found = Part().changes(state, geography, 1.0, quiet)
    for name in ("posts", "posts_closed", "posts_opened", "bases", "vacated"):
        assert np.all(found[name] == 0.0), name


def test_by_hand_first_day(geography, state):
    """A post for every 150 men in garrison; French and UN bases where they stand."""
    army = state.total("fighters", "army")[0].sum() * geography.weights["garrison"]
    np.testing.assert_array_equal(state.posts[0], np.round(army / 150.0))
    gao, kidal = (geography.place_ids.index(place) for place in ("gao", "kidal"))
    assert state.bases[0, gao] == 2.0
    assert state.bases[0, kidal] == 1.0


def test_by_hand_a_base_closes(geography, state, quiet):
    """The French leave Gao, where five posts and the UN stay: of 5 + 2 · 5 posts' worth five are gone."""
    gao = geography.place_ids.index("gao")
    state.posts[:, gao], state.vacated[:] = 5.0, 0.0
    state.row("fighters.france")[:] = 0.0
    found = Part().changes(state, geography, 1.0, quiet)
    assert found["bases"][0, gao] == -1.0
    assert found["vacated"][0, gao] == pytest.approx(1.0 / 3.0)


def test_by_hand_leave_taking_is_announced(geography, state, quiet):
    """Nine hundred planned of 3,900: three in four are leaving, wherever they stand."""
    state.row("target.france")[:], state.row("coalition_target.france")[:] = 900.0, 0.0
    state.leaving[:] = 0.0
    found = Part().changes(state, geography, 1.0, quiet)["leaving"]
    assert found[0, geography.place_ids.index("gao")] == pytest.approx(1.0 - 900.0 / 3900.0)
    assert found[0, geography.place_ids.index("bamako")] == 0.0


def test_by_hand_a_post_is_opened(geography, state, rigged):
    """Where a whole post is missing, calm lets one open, and the gap is filled."""
    kayes = geography.place_ids.index("kayes")
    state.posts[:, kayes] -= 1.0
    state.vacated[:, kayes] = 0.4
    state.row("control.state")[:, kayes] = 1.0  # nobody leaves, whatever chance says
    found = Part().changes(state, geography, 1.0, rigged)
    assert found["posts_opened"][0, kayes] == 1.0
    assert found["vacated"][0, kayes] == pytest.approx(-0.4)
