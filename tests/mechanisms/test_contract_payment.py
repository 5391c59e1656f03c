"""Tests of contract payment: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.contract_payment import ContractPayment as Part


def _hired(state, men=1000.0):
    state.row("contract.wagner")[:] = 1.0
    state.row("fighters.wagner")[:] = men / 50


def test_by_hand_reported_price(geography, state, quiet):
    """A thousand men cost 10.8 million USD a month (2.49 a week), as reported."""
    _hired(state)
    paid = Part().changes(state, geography, 1.0, quiet)["contract_paid"]
    np.testing.assert_allclose(paid * 52 / 12, 10.8, rtol=0.01)


def test_law_what_is_not_paid_is_owed(geography, state, quiet):
    """Due is paid plus arrears."""
    _hired(state)
    state.treasury[:] = 1.0
    change = Part(price=0.002).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(change["contract_paid"] + change["arrears.wagner"], 2.0)


def test_law_old_debts_are_paid_once_there_is_money(geography, state, quiet):
    """Arrears fall by what is paid beyond the week's due, which buys no extra effort."""
    _hired(state)
    on_time = Part(price=0.002).changes(state, geography, 1.0, quiet)
    state.row("arrears.wagner")[:] = 3.0
    late = Part(price=0.002).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(late["contract_paid"], on_time["contract_paid"] + 3.0)
    np.testing.assert_allclose(late["arrears.wagner"], -3.0)
    np.testing.assert_allclose(late["effort.wagner"], on_time["effort.wagner"])


def test_by_hand_paid_in_mines(geography, state, quiet):
    """Half of the gold in hand, mines worth 1.5 of the due: three quarters are paid."""
    _hired(state)
    state.row("mine_pay_share.wagner")[:] = 1.0
    state.row("control.state")[:], state.mine_disruption[:] = 0.5, 0.0
    change = Part(price=0.002, mine_yield=1.5).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(change["contract_paid"], 1.5)
    np.testing.assert_allclose(change["arrears.wagner"], 0.5)


def test_limit_no_contract_nothing_due(geography, state, quiet):
    """Without a contract nothing is paid."""
    assert np.all(Part().changes(state, geography, 1.0, quiet)["contract_paid"] == 0.0)


def test_switch_effort(geography, state, quiet):
    """Mines raise effort under one theory, lower it under the other, and not under the third."""
    _hired(state)
    state.row("mine_pay_share.wagner")[:] = 1.0
    gains = [
        Part(contractor_effort=c)._effort(state.row("mine_pay_share.wagner"))[0, 0]
        for c in (0.0, 1.0, 2.0)
    ]
    assert gains[0] > gains[2] > gains[1]
