"""Tests of spillover: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.spillover import Spillover as Part


def test_law_more_fighters_more_pressure(geography, state, quiet):
    """Fighters at the border press on the neighbours."""
    few = Part().changes(state, geography, 1.0, quiet)["spillover"]
    state.row("fighters.jnim")[:] *= 3.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["spillover"] > few)


def test_law_only_the_borders_with_burkina_and_niger_count(geography, state, quiet):
    """The same men press more from Ménaka, on Niger, than from Goundam, on Mauritania."""
    found = {}
    for place in ("menaka", "goundam", "bafoulabe"):
        for group in ("jnim", "isgs"):
            state.row(f"fighters.{group}")[:] = 0.0
        state.row("fighters.isgs")[:, geography.place_ids.index(place)] = 500.0
        found[place] = Part().changes(state, geography, 1.0, quiet)["spillover"][0, 0]
    assert found["menaka"] > found["goundam"] == found["bafoulabe"]


def test_limit_nobody_no_pressure(geography, state, quiet):
    """Without fighters pressure only falls."""
    state.row("fighters.jnim")[:] = 0.0
    state.row("fighters.isgs")[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["spillover"] < 0.0)


def test_by_hand_speed(geography, state, quiet):
    """With nobody about, pressure .4 loses a tenth of itself at speed .1."""
    state.row("fighters.jnim")[:] = 0.0
    state.row("fighters.isgs")[:] = 0.0
    np.testing.assert_allclose(
        Part(speed=0.1).changes(state, geography, 1.0, quiet)["spillover"], -0.04
    )


def test_by_hand_pressure(geography, state, quiet):
    """A thousand men all over the country, no refugees: a fifth of them count far from borders."""
    for group in ("jnim", "isgs"):
        state.row(f"fighters.{group}")[:] = 10.0
    state.refugees[:], state.spillover[:] = 0.0, 0.0
    near = (20.0 * (0.2 + 0.8 * geography.southern_border)).sum()
    change = Part(speed=1.0).changes(state, geography, 1.0, quiet)["spillover"]
    np.testing.assert_allclose(change, 0.7 * near / (near + 1000.0))
