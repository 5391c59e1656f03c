"""Tests of security budget: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.security_budget import SecurityBudget as Part


def _booked(state, geography, quiet, **numbers):
    return Part(**numbers).changes(state, geography, 1.0, quiet)


def test_law_pay_comes_before_operations(geography, state, quiet):
    """Where money is short, pay is whole as long as operations get anything."""
    state.treasury[:] = 0.0
    for taxes in (6.0, 8.0, 10.0):
        booked = _booked(state, geography, quiet, taxes=taxes, debt_weeks=0.0)
        short = booked["wages_paid"] < booked["wages_due"] - 1e-12
        assert np.all(booked["supplies_paid"][short] == 0.0)


def test_law_nothing_is_lost(geography, state, quiet):
    """What comes in and is borrowed is spent or kept; what is not paid is owed."""
    state.treasury[:] = 2.0
    state.row("contract_due.wagner")[:] = 2.5
    booked = _booked(state, geography, quiet, taxes=2.0, debt_weeks=0.5)
    income = sum(booked[name] for name in ("taxes_paid", "mines_paid", "aid_paid", "borrowed"))
    out = ("wages_paid", "supplies_paid", "others_paid", "repaid", "contract_paid")
    np.testing.assert_allclose(booked["treasury"], income - sum(booked[name] for name in out))
    unpaid = booked["wage_arrears"] + booked["arrears.wagner"]
    short = 2.5 - booked["contract_paid"] + booked["wages_due"] - booked["wages_paid"]
    assert np.all(unpaid >= short - 1e-12)
    np.testing.assert_allclose(booked["arrears.wagner"], 2.5 - booked["contract_paid"])


def test_law_soldiers_and_contractors_share_what_is_short(geography, state, quiet):
    """The same part of a week's pay reaches both."""
    state.treasury[:] = 0.0
    state.row("contract_due.wagner")[:] = 2.5
    booked = _booked(state, geography, quiet, taxes=2.0, debt_weeks=0.0)
    part = booked["wages_paid"] / booked["wages_due"]
    assert np.all(part < 1.0)
    np.testing.assert_allclose(booked["contract_paid"], 2.5 * part)


def test_limit_lenders_stop(geography, state, quiet):
    """Nobody lends more than so many weeks of pay."""
    state.treasury[:] = 0.0
    state.debt[:] = 1e3
    assert np.all(_booked(state, geography, quiet, taxes=2.0)["borrowed"] == 0.0)


def test_limit_no_relation_no_aid(geography, state, quiet):
    """Aid falls once France's relation has ended."""
    state.row("relation.france")[:] = 0.0
    assert np.all(_booked(state, geography, quiet)["aid"] < 0.0)


def test_by_hand_soldiers(geography, state, quiet):
    """A thousand soldiers more cost 288,000 USD a week, half of it pay: 15,000 a year each."""
    before = _booked(state, geography, quiet)
    state.row("fighters.fama")[:] += 20.0
    after = _booked(state, geography, quiet)
    np.testing.assert_allclose(before["treasury"] - after["treasury"], 0.288)
    np.testing.assert_allclose(after["wages_due"] - before["wages_due"], 0.144)


def test_by_hand_600_million_a_year(geography, state, quiet):
    """On the first day about 600 million USD a year come in; 28,000 soldiers cost as much."""
    state.mine_revenue[:] = 13.9
    booked = _booked(state, geography, quiet)
    income = booked["taxes_paid"] + booked["mines_paid"] + booked["aid_paid"]
    np.testing.assert_allclose(52.0 * income, 600.0, rtol=0.02)
    state.fighters[:, state.roster.armed.index("fama")] *= 28_000 / 20_000
    booked = _booked(state, geography, quiet)
    spent = booked["wages_due"] + booked["supplies_due"] + booked["others_paid"]
    np.testing.assert_allclose(52.0 * spent, 600.0, rtol=0.06)


def test_by_hand_a_concession_costs_the_treasury(geography, state, quiet):
    """Two million of conceded mines are two million less for the treasury."""
    state.mine_revenue[:] = 13.9
    before = _booked(state, geography, quiet)["mines_paid"]
    state.mine_revenue[:] = 11.9
    state.row("concession_paid.wagner")[:] = 2.0
    np.testing.assert_allclose(before - _booked(state, geography, quiet)["mines_paid"], 2.0)


def test_by_hand_old_debts_come_back_first(geography, state, quiet):
    """With money in hand, back pay goes out before fuel."""
    state.treasury[:] = 100.0
    state.wage_arrears[:] = 3.0
    booked = _booked(state, geography, quiet)
    np.testing.assert_allclose(booked["wages_paid"] - booked["wages_due"], 3.0)
    np.testing.assert_allclose(booked["wage_arrears"], -3.0)
