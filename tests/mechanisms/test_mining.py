"""Tests of mining: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.mining import Mining as Part


def test_law_disruption_costs(geography, state, quiet):
    """Half the mines disturbed, half the revenue."""
    full = Part(state_levy=0.0).changes(state, geography, 1.0, quiet)["mine_revenue"]
    state.mine_disruption[:] = 0.5
    half = Part(state_levy=0.0).changes(state, geography, 1.0, quiet)["mine_revenue"]
    np.testing.assert_allclose(half, full / 2)


def test_limit_no_take(geography, state, quiet):
    """A state that takes nothing gets nothing."""
    assert np.all(
        Part(state_take=0.0, state_levy=0.0).changes(state, geography, 1.0, quiet)["mine_revenue"]
        == 0.0
    )


def test_by_hand_a_years_gold(geography, state, quiet):
    """61.5 t at 0.05 million USD a kg and a fifth: about 11.8 million a week."""
    part = Part(price=0.05, state_take=0.2, state_levy=0.0)
    change = part.changes(state, geography, 1.0, quiet)["mine_revenue"]
    np.testing.assert_allclose(change, geography.gold_industrial.sum() * 0.05 * 0.2 / 52)


def test_by_hand_who_holds_all_takes_an_eighth(geography, state, quiet):
    """35 t at 58,000 USD a kg and an eighth: about 254 million a year."""
    state.control[:] = 0.0
    state.row("control.jnim")[:] = 1.0
    booked = Part().changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(52.0 * booked["gold_levy.jnim"], 35000 * 0.058 * 0.125)
    np.testing.assert_allclose(booked["gold_levy.cma"], 0.0)


def test_law_who_takes_a_site_takes_its_gold(geography, state, quiet):
    """What one loses the other gains."""
    before = Part().changes(state, geography, 1.0, quiet)
    place = geography.place_ids.index("kidal")
    state.row("control.jnim")[:, place] += state.row("control.cma")[:, place]
    state.row("control.cma")[:, place] = 0.0
    after = Part().changes(state, geography, 1.0, quiet)
    gain = after["gold_levy.jnim"] - before["gold_levy.jnim"]
    np.testing.assert_allclose(gain, before["gold_levy.cma"] - after["gold_levy.cma"])
    assert np.all(gain > 0.0)
