"""Tests of rebel mobilisation: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.rebel_mobilisation import RebelMobilisation as Part


def test_law_war_mobilises(geography, state, quiet):
    """A broken accord brings more fighters."""
    peace = Part().changes(state, geography, 1.0, quiet)["fighters.cma"].sum()
    state.accord_in_force[:] = 0.0
    assert Part().changes(state, geography, 1.0, quiet)["fighters.cma"].sum() > 5 * peace


def test_limit_the_pool_is_finite(geography, state, quiet):
    """At the pool's size nobody more joins."""
    state.row("fighters.cma")[:] = 9500.0 / 50
    change = Part(pool=9500.0).changes(state, geography, 1.0, quiet)["fighters.cma"]
    np.testing.assert_allclose(change, 0.0, atol=1e-9)


def test_by_hand_first_week_of_war(geography, state, quiet):
    """3,500 of 7,000, readiness 1, growth .1: 3500·.1·1.1·.5 = 192.5 join."""
    state.accord_in_force[:], state.readiness[:], state.means[:] = 0.0, 1.0, 1.0
    change = Part(growth=0.1, pool=7000.0).changes(state, geography, 1.0, quiet)["fighters.cma"]
    np.testing.assert_allclose(change.sum(axis=1), 192.5)


def test_by_hand_readiness(geography, state, quiet):
    """From .5 a fiftieth of the way to .9 in war, a hundredth of that to .15 in peace."""
    state.readiness[:] = 0.5
    state.accord_in_force[:] = [[0.0], [1.0]]
    change = Part(fading=0.01).changes(state, geography, 1.0, quiet)["readiness"]
    np.testing.assert_allclose(change, [[0.02 * 0.4], [-0.01 * 0.35]])


def test_limit_a_ceasefire_is_peace(geography, state, quiet):
    """Who does not fight recruits and arms as in peace."""
    peace = Part().changes(state, geography, 1.0, quiet)
    state.accord_in_force[:], state.row("ceasefire.cma")[:] = 0.0, 1.0
    found = Part().changes(state, geography, 1.0, quiet)
    for name, change in peace.items():
        np.testing.assert_array_equal(found[name], change)
