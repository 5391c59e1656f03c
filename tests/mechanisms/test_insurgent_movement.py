"""Tests of insurgent movement: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.insurgent_movement import InsurgentMovement as Part


def test_law_fighters_are_conserved(geography, state, quiet):
    """Seeping keeps each group's total."""
    for change in Part().changes(state, geography, 1.0, quiet).values():
        np.testing.assert_allclose(change.sum(axis=1), 0.0, atol=1e-9)


def test_limit_no_mobility(geography, state, quiet):
    """Without mobility nobody moves."""
    assert np.all(Part(mobility=0.0).changes(state, geography, 1.0, quiet)["fighters.jnim"] == 0.0)


def test_by_hand_only_neighbours_are_reached(geography, state, quiet):
    """A hundred fighters in one cercle: two leave, all to its neighbours."""
    men = state.row("fighters.jnim")
    men[:] = 0.0
    men[:, 10] = 100.0
    change = Part(mobility=0.02).changes(state, geography, 1.0, quiet)["fighters.jnim"][0]
    near = set(geography.neighbours[10][geography.neighbour_mask[10] > 0])
    assert change[10] == -2.0
    assert set(np.flatnonzero(change > 0)) == near


def test_law_fighters_keep_to_where_they_rule(geography, state, quiet):
    """Of two like neighbours the one that the group holds draws more; with a wide entry both do."""
    state.row("control.jnim")[:] = 0.0
    near = geography.neighbours[10][geography.neighbour_mask[10] > 0]
    state.row("control.jnim")[:, near[0]] = 0.6
    state.revenge_state[:] = 0.1
    for name in ("fama", "wagner", "france", "cma", "platform", "jnim"):
        state.row(f"fighters.{name}")[:] = 0.0
    state.row("fighters.jnim")[:, 10] = 100.0
    state.row("south_push.jnim")[:] = 0.0
    held, other = Part().changes(state, geography, 1.0, quiet)["fighters.jnim"][0, near[:2]]
    assert held > 10 * other > 0
    held, other = Part(entry=1.0).changes(state, geography, 1.0, quiet)["fighters.jnim"][
        0, near[:2]
    ]
    assert held < 2 * other


def test_the_push_south_draws_south(geography, state, quiet):
    """An ordered expansion raises what goes south."""
    south = (1 - geography.north) * (1 - geography.centre)
    state.row("south_push.jnim")[:] = 0.0
    before = Part().changes(state, geography, 1.0, quiet)["fighters.jnim"] @ south
    state.row("south_push.jnim")[:] = 1.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["fighters.jnim"] @ south > before)
