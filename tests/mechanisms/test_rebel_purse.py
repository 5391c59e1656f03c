"""Tests of rebel purse: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.rebel_purse import RebelPurse as Part


def test_law_at_rest_a_purse_is_spent_as_it_is_filled(geography, state, quiet):
    """On the first day, with the gold of the week before, nothing moves by itself."""
    booked = Part().changes(state, geography, 1.0, quiet)
    for who in ("jnim", "isgs", "cma"):
        np.testing.assert_allclose(booked[f"purse.{who}"], 0.0, atol=1e-9)
        np.testing.assert_allclose(booked[f"means.{who}"], 0.0, atol=1e-9)


def test_limit_who_holds_nothing_takes_nothing(geography, state, quiet):
    """No people and no gold, no income; the means fade as the purse empties."""
    state.row("control.jnim")[:] = 0.0
    state.row("gold_levy.jnim")[:] = 0.0
    booked = Part().changes(state, geography, 1.0, quiet)
    assert np.all(booked["zakat.jnim"] == 0.0)
    assert np.all(booked["purse.jnim"] < 0.0)


def test_by_hand_a_hundred_thousand_people(geography, state, quiet):
    """At 0.1 dollars a head and week a million people give 100,000 dollars."""
    state.row("control.jnim")[:] = 0.5
    state.population[:] = 2e6 / state.population.shape[1]
    booked = Part(zakat=0.1e-6).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(booked["zakat.jnim"], 0.1)


def test_law_more_men_less_for_each(geography, state, quiet):
    """The same purse among twice as many men is half the means."""
    state.row("fighters.jnim")[:] *= 2.0
    booked = Part(spending=0.1).changes(state, geography, 1.0, quiet)
    assert np.all(booked["means.jnim"] < 0.0)
    again = np.minimum(3.0, 0.1 * state.row("purse.jnim") / (0.0004 * 3500.0))
    wanted = 0.1 * (np.minimum(2.0, again) - state.row("means.jnim"))
    np.testing.assert_allclose(booked["means.jnim"], wanted, rtol=1e-2)
