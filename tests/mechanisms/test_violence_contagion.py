"""Tests of violence contagion: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.violence_contagion import ViolenceContagion as Part


def test_law_mean_level_is_kept(geography, state, quiet):
    """When violence is as usual, heat stays one."""
    state.leaving[:] = 0.0
    deaths = state.usual_violence + 0.02
    state.row("battle_deaths.state_jnim")[:] = deaths
    state.heat[:] = 1.0
    part = Part(from_neighbours=0.0)
    np.testing.assert_allclose(part.changes(state, geography, 1.0, quiet)["heat"], 0.0, atol=1e-9)


def test_limit_no_branching(geography, state, quiet):
    """Without contagion heat returns to one at once."""
    state.heat[:], state.leaving[:] = 3.0, 0.0
    change = Part(branching_ratio=0.0).changes(state, geography, 1.0, quiet)["heat"]
    np.testing.assert_allclose(state.heat + change, 1.0)


def test_law_the_tide_lifts_heat_and_not_excitement(geography, state, quiet):
    """Twice the deaths at twice the trend are as usual: heat is the trend."""
    state.regional_trend[:], state.leaving[:] = 2.0, 0.0
    state.row("battle_deaths.state_jnim")[:] = 2.0 * (state.usual_violence + 0.02)
    change = Part(from_neighbours=0.0).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(state.heat + change["heat"], 2.0, rtol=1e-9)
    np.testing.assert_allclose(change["excitement"], 0.0, atol=1e-9)


def test_by_hand_one_violent_week(geography, state, quiet):
    """Five times the usual, n .4, memory .6: heat rises to 1 + .4·.4·4 = 1.64."""
    state.usual_violence[:], state.leaving[:] = 1.98, 0.0
    state.row("battle_deaths.state_jnim")[:] = 10.0
    part = Part(branching_ratio=0.4, memory=0.6, from_neighbours=0.0)
    np.testing.assert_allclose(1.0 + part.changes(state, geography, 1.0, quiet)["heat"], 1.64)


def test_by_hand_lull_and_surge(geography, state, quiet):
    """While half of the foreign men leave heat falls by 7.5 %, with half of a garrison gone it rises 10 %."""
    part = Part(branching_ratio=0.0)
    state.leaving[:], state.vacated[:] = 0.5, 0.0
    calm = state.heat + part.changes(state, geography, 1.0, quiet)["heat"]
    np.testing.assert_allclose(calm, 0.925)
    state.leaving[:], state.vacated[:] = 0.0, 0.5
    np.testing.assert_allclose(state.heat + part.changes(state, geography, 1.0, quiet)["heat"], 1.1)
