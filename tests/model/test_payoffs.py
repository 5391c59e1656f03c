"""What every actor really got: measures of every incentive, 0 to 1, for everyone."""

import numpy as np
import pytest

from sahelsim.model.payoffs import INTRINSIC, MEASURES, kind_of, measures_of, payoffs
from sahelsim.scenario import load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.files import package_cards


@pytest.fixture(scope="module")
def lived():
    """A model some weeks old."""
    model = assemble(load_scenario("at-best"), seed=2, runs=range(4))
    for _ in range(12):
        model.step()
    return model


def test_every_incentive_of_every_card_is_measured_or_declared_a_taste():
    """Nothing that somebody wants goes unmeasured in silence, and nothing is both."""
    for card in package_cards().values():
        kind = kind_of(card)
        for incentive in card.incentives:
            declared = (kind, incentive) in INTRINSIC
            assert declared != (incentive in measures_of(card)), (card.name, incentive)
    assert all(len(why) > 10 for why in INTRINSIC.values())
    assert {role for role, _ in INTRINSIC} <= set(MEASURES)


def test_payoffs_are_between_0_and_1_and_recorded(lived):
    """One series an actor and incentive, recorded each week."""
    found = dict(payoffs(lived.state, lived.setup.geography))
    assert len(found) > 40
    for name, value in found.items():
        assert value.shape == (4,)
        assert (value >= 0.0).all(), name
        assert (value <= 1.0).all(), name
        np.testing.assert_array_equal(lived.recorder.national[name][-1], value)


def test_payoffs_by_hand():
    """A regime's survival is the chance of no coup; its purse is half full at the half."""
    model = assemble(load_scenario("baseline"), seed=1, runs=range(2))
    model.state.coup_hazard[:], model.state.treasury[:] = 0.3, 60.0
    regime = model.state.roster.of("regime")[0]
    found = dict(payoffs(model.state, model.setup.geography))
    assert found[f"payoff_{regime}_survival"] == pytest.approx(0.7)
    assert found[f"payoff_{regime}_revenue"] == pytest.approx(0.5)
