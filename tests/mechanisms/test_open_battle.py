"""Tests of open battle: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.open_battle import OpenBattle as Part
from sahelsim.mechanisms.open_battle import lanchester_survivors


def test_golden_square_law():
    """A thousand against six hundred leave eight hundred."""
    assert lanchester_survivors(1000.0, 600.0, 1.0, 1.0) == 800.0


def test_limit_no_battle_in_peace(geography, state, rigged):
    """While the accord is in force nobody fights."""
    assert np.all(Part().changes(state, geography, 1.0, rigged)["battle_deaths.state_cma"] == 0.0)


def test_law_deaths_split_between_the_sides(geography, state, rigged):
    """The dyad's deaths are the sum of both sides' losses."""
    state.accord_in_force[:] = 0.0
    change = Part().changes(state, geography, 1.0, rigged)
    lost = sum(change[f"fighters_killed.{s}"] for s in ("cma", "fama", "wagner"))
    assert change["battle_deaths.state_cma"].sum() > 0
    np.testing.assert_allclose(change["battle_deaths.state_cma"], lost)


def test_by_hand_only_the_north(geography, state, rigged):
    """Battles stay in the four northern regions."""
    state.accord_in_force[:] = 0.0
    fought = Part().changes(state, geography, 1.0, rigged)["battle_deaths.state_cma"]
    assert np.all(fought[:, geography.north == 0] == 0.0)


def test_law_a_ceasefire_and_sleep_spare(geography, state, fixed):
    """Nine tenths of battles are not fought while either holds."""
    state.accord_in_force[:], state.row("fighters.cma")[:] = 0.0, 300.0
    state.row("fighters.fama")[:] = 300.0
    part, chance = Part(event_size=1.0), fixed(0.5)
    open_ = part.changes(state, geography, 1.0, chance)["enemies_killed"].sum()
    for name in ("ceasefire.cma", "dormant.cma"):
        state.targets[name][:] = 1.0
        calm = part.changes(state, geography, 1.0, chance)["enemies_killed"].sum()
        state.targets[name][:] = 0.0
        assert calm < 0.5 * open_
