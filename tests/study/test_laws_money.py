"""Laws of money: the signs are asked of the model, and the measuring itself is checked by hand."""

import numpy as np
import pytest

from sahelsim.study.audit import laws_money as laws


@pytest.fixture(scope="module")
def unpaid():
    """Rows of twelve weeks on half pay."""
    return {row.id: row for row in laws.half_pay(16, seed=3)}


def test_by_hand_half_pay_is_half_pay():
    """Half of the dues come in, week after week: pay felt is half, soldiers are owed the rest."""
    model = laws._model("baseline", 4, 1, *laws.HIRED)
    for _ in range(laws.UNPAID):
        laws._pay(model, laws.HALF)
        model.step()
    s = model.state
    np.testing.assert_allclose(s.wages_paid / s.wages_due, 0.5, atol=0.03)
    assert np.all(s.army_pay < 0.55)
    assert np.all(s.supplies_paid == 0.0)


def test_the_unpaid_do_less_and_plot_more(unpaid):
    """A tenth less effort at least, by soldiers and contractors; coups two to five times as likely."""
    assert unpaid["LL34b"].high < 0.9
    assert unpaid["LL34c"].high < 0.9
    assert unpaid["LL34d"].verdict == "pass"


@pytest.mark.slow
def test_a_contract_costs_the_others():
    """With a contract, in cash or in mines, less is left for everything else."""
    for row in laws.contract(40, seed=3):
        assert row.high < 1.0


@pytest.mark.slow
def test_a_site_pays_for_attacks_elsewhere():
    """Who takes gold fights more where there is none."""
    (row,) = laws.site(60, seed=3)
    assert row.low > 1.0
