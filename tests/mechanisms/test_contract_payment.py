"""Tests of contract payment: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.contract_payment import ContractPayment as Part


def _hired(state, men=1000.0, mines=0.0):
    state.row("contract.wagner")[:] = 1.0
    state.row("fighters.wagner")[:] = men / 50
    state.row("mine_pay_share.wagner")[:] = mines
    state.mine_revenue[:] = 14.0


def test_by_hand_reported_price(geography, state, quiet):
    """A thousand men cost 10.8 million USD a month (2.49 a week), as reported."""
    _hired(state)
    due = Part().changes(state, geography, 1.0, quiet)["contract_due.wagner"]
    np.testing.assert_allclose(due * 52 / 12, 10.8, rtol=0.01)


def test_by_hand_paid_in_mines(geography, state, quiet):
    """Half of the gold in hand, a tenth of the men at mines: half of the pay, and the state's loss."""
    _hired(state, mines=1.0)
    state.row("control.state")[:], state.mine_disruption[:] = 0.5, 0.0
    booked = Part(price=0.002).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(booked["concession_paid.wagner"], 1.0)
    np.testing.assert_allclose(booked["mine_revenue"], -1.0)


def test_law_a_site_needs_men(geography, state, quiet):
    """Half of the men that its mines need hold half of them."""
    _hired(state, mines=1.0)
    full = Part().changes(state, geography, 1.0, quiet)["concession_paid.wagner"]
    half = Part(site_guard=0.2).changes(state, geography, 1.0, quiet)["concession_paid.wagner"]
    np.testing.assert_allclose(half, full / 2.0, rtol=1e-6)


def test_law_no_more_than_mines_yield(geography, state, quiet):
    """A concession is taken from revenue that there is."""
    _hired(state, mines=1.0)
    state.mine_revenue[:] = 0.3
    booked = Part().changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(booked["mine_revenue"], -0.3)


def test_limit_no_contract_nothing_due_and_debts_fade(geography, state, quiet):
    """Without a contract nothing is earned, and what is owed is written off."""
    state.row("arrears.wagner")[:] = 10.0
    booked = Part(arrears_fading=0.02).changes(state, geography, 1.0, quiet)
    assert np.all(booked["contract_due.wagner"] == 0.0)
    np.testing.assert_allclose(booked["arrears.wagner"], -0.2)
