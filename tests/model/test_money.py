"""Every dollar comes from somebody and goes to somebody, week after week."""

import numpy as np
import pytest

from sahelsim.core.card_form import EARNERS
from sahelsim.model.ledger import BOUNDS
from sahelsim.model.money import TREASURY, transfers
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble

SETTINGS = {
    "at-worst": (),
    "baseline": ("initial.sanctions=1.0",),
    "restrained-wagner": ("switches.payment_mode=concession",),
}


@pytest.mark.parametrize("scenario", SETTINGS)
def test_law_every_dollar_is_booked_from_and_to(scenario):
    """What a purse holds changes by what came in less what went out, acts of actors too."""
    settings = ["uncertainty=none", *SETTINGS[scenario]]
    model = assemble(apply_overrides(load_scenario(scenario), settings), seed=3, runs=range(6))
    s, booked = model.state, list(transfers(model.setup.roster))
    purses = [TREASURY, *(f"purse.{who}" for who in s.roster.of(*EARNERS))]
    for _ in range(80):
        before = {purse: s.targets[purse].copy() for purse in purses}
        debts = {d: s.targets[d].copy() for d in ("debt", "wage_arrears")}
        model.step()
        for purse in purses:
            got = sum(s.targets[t.flow] for t in booked if t.taker == purse)
            gave = sum(s.targets[t.flow] for t in booked if t.giver == purse)
            np.testing.assert_allclose(s.targets[purse], before[purse] + got - gave, atol=1e-9)
        np.testing.assert_allclose(s.debt, debts["debt"] + s.borrowed - s.repaid, atol=1e-9)
    cut = {key for who, key in model.ledger.totals if who == BOUNDS}
    assert not cut & {*purses, "debt", "wage_arrears", "purse"}


def test_law_what_contractors_get_is_what_is_paid():
    """The recorded sum is cash and concessions together."""
    settings = [
        "uncertainty=none",
        "switches.payment_mode=mixed",
        "initial.contract.wagner=1.0",
        "initial.contract_men.wagner=1000.0",
    ]
    model = assemble(apply_overrides(load_scenario("at-worst"), settings), seed=3, runs=range(6))
    for _ in range(60):
        model.step()
        paid = model.state.cash_paid.sum(axis=1) + model.state.concession_paid.sum(axis=1)
        np.testing.assert_allclose(model.state.contract_paid, paid, atol=1e-12)
    assert model.state.contract_paid.max() > 0.0


def test_every_transfer_is_a_flow_in_dollars():
    """No flow is named that does not exist, none is a stock."""
    for transfer in transfers(load_scenario("baseline").roster):
        variable = VARIABLES[transfer.flow.partition(".")[0]]
        assert variable.kind == "flow"
        assert variable.unit == "million USD"
