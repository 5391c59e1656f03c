"""Tests of displacement: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.displacement import Displacement as Part
from sahelsim.mechanisms.displacement import destination_weight


def test_law_nobody_is_lost_on_the_road(geography, state, quiet):
    """Home, displaced and abroad add up."""
    state.row("battle_deaths.state_jnim")[:] = 4.0
    change = Part().changes(state, geography, 1.0, quiet)
    people = (
        change["population"].sum(axis=1)
        + change["displaced"].sum(axis=1)
        + change["refugees"][:, 0]
    )
    np.testing.assert_allclose(people, 0.0, atol=1e-4)


def test_by_hand_refugees_come_home(geography, state, quiet):
    """In a quiet week a tenth of .004 of them, all to cercles on a border."""
    state.displaced[:] = 0.0
    change = Part().changes(state, geography, 1.0, quiet)
    inland = geography.border[geography.place_of] == 0.0
    np.testing.assert_allclose(change["population"].sum(axis=1), 0.1 * 0.004 * state.refugees[:, 0])
    assert np.all(change["population"][:, inland] == 0.0)


def test_law_hosts_count_the_displaced(geography, state, quiet):
    """Hosted and displaced stay the same people."""
    state.row("battle_deaths.state_jnim")[:] = 4.0
    change = Part().changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(
        change["hosted"].sum(axis=1), change["displaced"].sum(axis=1), rtol=1e-6
    )


def test_limit_no_violence_no_flight(geography, state, quiet):
    """Nobody flees a quiet country."""
    assert np.all(Part().changes(state, geography, 1.0, quiet)["newly_displaced"] == 0.0)


def test_by_hand_half_intensity(geography, state, quiet):
    """As many deaths as unsettle half of the place: 1 − (1 − .01)^3.5 of the people leave."""
    state.row("battle_deaths.state_jnim")[:, 0] = 8.0 * geography.population[0] / 1e5
    change = Part(leave_probability=0.01, half_intensity=8.0).changes(state, geography, 1.0, quiet)
    home = state.population[:, geography.place_of == 0].sum(axis=1)
    np.testing.assert_allclose(change["newly_displaced"][:, 0], home * (1 - 0.99**3.5))


def test_law_flight_follows_violence_by_people(geography, state, quiet):
    """The same killing empties a small cercle more than a city."""
    state.row("battle_deaths.state_jnim")[:] = 8.0
    change = Part().changes(state, geography, 1.0, quiet)["population"]
    share = change / state.population
    small, city = (geography.place_ids.index(p) for p in ("youwarou", "bamako"))
    assert (
        share[:, geography.place_of == small] < 5 * share[:, geography.place_of == city].min()
    ).all()


def test_by_hand_where_they_go(geography, state, quiet):
    """Weights of FLEE, the own town 20 km off, half as much again at the longest border."""
    home = int(geography.border.argmax())
    state.row("battle_deaths.state_jnim")[:] = 0.0
    state.row("battle_deaths.state_jnim")[:, home] = 4.0 * geography.population[home] / 1e5
    change = Part(abroad=0.0, return_rate=0.0).changes(state, geography, 1.0, quiet)
    near = geography.neighbours[home][geography.neighbour_mask[home] > 0]
    km = geography.neighbour_distance[home][geography.neighbour_mask[home] > 0]
    weights = [0.316**0.5 * 1.5 / 30.0, *((1.0 + 0.5 * geography.border[near]) / (10.0 + km))]
    arrivals = change["hosted"][0, [home, *near]] / change["newly_displaced"][0]
    np.testing.assert_allclose(arrivals, np.array(weights) / np.sum(weights))


def test_golden_flee_weights():
    """FLEE: camp at 100 km, town at 300 km, conflict at 50 km get .517, .183, .300."""
    weight = destination_weight(np.array([0, 0, 1]), np.array([100, 300, 50]))
    np.testing.assert_allclose((weight / weight.sum()).round(3), [0.517, 0.183, 0.300])
