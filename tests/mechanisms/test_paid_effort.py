"""Tests of paid effort: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.paid_effort import PaidEffort as Part


def _paid(state, part):
    state.wages_due[:], state.wages_paid[:] = 4.0, 4.0 * part
    state.supplies_due[:], state.supplies_paid[:] = 4.0, 4.0 * part
    state.row("contract_due.wagner")[:] = 2.0
    state.row("cash_paid.wagner")[:] = 2.0 * part


def test_by_hand_a_quarter_of_the_money_is_half_of_the_work(geography, state, quiet):
    """The square root of what is paid."""
    _paid(state, 0.25)
    booked = Part(effort_speed=1.0, pay_memory=1.0).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(state.army_effort + booked["army_effort"], 0.5)
    np.testing.assert_allclose(state.army_pay + booked["army_pay"], 0.25)


def test_by_hand_contractors_do_what_they_are_paid_for(geography, state, quiet):
    """Half the pay, half the usual effort; unpaid weeks are what is owed over a week's due."""
    _paid(state, 0.5)
    state.row("arrears.wagner")[:] = 7.0
    part = Part(effort_speed=1.0, effort_gap=0.0, usual_effort=0.6)
    booked = part.changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(state.row("effort.wagner") + booked["effort.wagner"], 0.3)
    np.testing.assert_allclose(booked["unpaid_weeks.wagner"], 3.5)


def test_limit_paid_in_full_nothing_changes(geography, state, quiet):
    """Whoever is paid, or is due nothing, goes on."""
    booked = Part().changes(state, geography, 1.0, quiet)
    assert np.all(booked["army_pay"] == 0.0)
    assert np.all(booked["army_effort"] == 0.0)
    _paid(state, 1.0)
    assert np.all(Part().changes(state, geography, 1.0, quiet)["army_effort"] == 0.0)


def test_law_back_pay_buys_no_extra_effort(geography, state, quiet):
    """More than the week's due counts as the week's due."""
    _paid(state, 2.0)
    booked = Part().changes(state, geography, 1.0, quiet)
    assert np.all(state.army_pay + booked["army_pay"] <= 1.0)


def test_switch_effort():
    """Mines raise effort under one theory, lower it under the other, and not under the third."""
    gains = [Part(contractor_effort=c).willing(np.ones((1, 1)))[0, 0] for c in (0.0, 1.0, 2.0)]
    assert gains[0] > gains[2] > gains[1]
