"""Tests of dormancy: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.dormancy import Dormancy as Part


@pytest.fixture
def war(state):
    """Return a state at war with the CMA in which nobody was killed for long."""
    state.accord_in_force[:], state.fought[:] = 0.0, 0.0
    state.presence[:] = 0.0
    return state


def test_law_a_quiet_war_falls_asleep(war, geography, fixed):
    """P = 1 − exp(−.04) = .0392 where nothing is fought, none from 25 deaths a year on."""
    for draw, falls in ((0.0391, 1.0), (0.0393, 0.0)):
        found = Part().changes(war, geography, 1.0, fixed(draw))
        np.testing.assert_allclose(found["dormant.cma"], falls)
    war.fought[:] = 25.0
    found = Part().changes(war, geography, 1.0, fixed(0.0))
    assert np.all(found["dormant.cma"] == 0.0)


def test_limit_peace_does_not_sleep(war, geography, rigged, quiet):
    """No war, no sleep; an accord ends it."""
    war.accord_in_force[:] = 1.0
    assert np.all(Part().changes(war, geography, 1.0, rigged)["dormant.cma"] == 0.0)
    war.dormant[:] = 1.0
    assert np.all(Part().changes(war, geography, 1.0, quiet)["dormant.cma"] == -1.0)


def test_by_hand_what_wakes(war, geography, fixed):
    """A march of half the effort: .0043 + .15; 50 deaths a year: .0043 + .1; with the UN .4 of .0043."""
    war.dormant[:] = 1.0
    march, fought, kept = 1 - np.exp(-0.1543), 1 - np.exp(-0.1043), 1 - np.exp(-0.00172)
    cases = {"offensive": (0.5, march), "fought": (50.0, fought), "presence": (1.0, kept)}
    for name, (value, chance) in cases.items():
        before = war.arrays[name].copy()
        war.arrays[name][...] = value
        for draw, wakes in ((chance - 1e-6, -1.0), (chance + 1e-6, 0.0)):
            found = Part().changes(war, geography, 1.0, fixed(draw))
            np.testing.assert_allclose(found["dormant.cma"], wakes, err_msg=name)
        war.arrays[name][...] = before


def test_by_hand_what_was_fought(war, geography, quiet):
    """Ten dead in a week are 520 a year: a half-year's memory takes a twenty-sixth of the way."""
    war.battle_deaths[:] = 0.0
    war.row("battle_deaths.state_cma")[:, :2] = 5.0
    war.row("fought.cma")[:] = 260.0
    np.testing.assert_allclose(
        Part().changes(war, geography, 1.0, quiet)["fought.cma"], (520.0 - 260.0) / 26.0
    )


def test_by_hand_weeks_of_war(war, geography, quiet):
    """A week more at war, none while a ceasefire holds."""
    war.row("ceasefire.cma")[:] = [[0.0], [1.0]]
    found = Part().changes(war, geography, 1.0, quiet)
    np.testing.assert_allclose(found["war_weeks.cma"], [[1.0], [0.0]])


def test_the_first_day_knows_the_usual_deaths(geography, state):
    """Jihadists share the usual 24 deaths a week by their men; with the CMA there is peace."""
    assert np.all(state.row("fought.cma") == 0.0)
    usual = 52.0 * state.usual_violence.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(state.fought.sum(axis=1), usual, rtol=0.02)
