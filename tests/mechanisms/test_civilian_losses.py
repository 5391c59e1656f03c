"""Tests of civilian losses: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.civilian_losses import CivilianLosses as Part
from sahelsim.mechanisms.collateral_damage import CollateralDamage
from sahelsim.mechanisms.communal_retaliation import CommunalRetaliation
from sahelsim.mechanisms.indiscriminate_violence import IndiscriminateViolence
from sahelsim.mechanisms.selective_violence import SelectiveViolence

HARM = (CollateralDamage, CommunalRetaliation, IndiscriminateViolence, SelectiveViolence)


@pytest.mark.parametrize("harm", HARM)
def test_law_nobody_dies_unbooked(geography, state, rigged, harm):
    """The population falls by as many as each kind of violence kills."""
    killed = harm().changes(state, geography, 1.0, rigged)
    for key, dead in killed.items():
        state.targets[key][:] = dead
    lost = Part().changes(state, geography, 1.0, rigged)["population"]

    total = sum(dead.sum() for dead in killed.values())
    assert total > 0.0
    assert lost.sum() == pytest.approx(-total, rel=1e-3)


def test_law_militias_kill_fulani_alone(geography, state, rigged):
    """Retaliation falls on Fulani communities alone."""
    killed = CommunalRetaliation().changes(state, geography, 1.0, rigged)[
        "civilians_killed.selfdef"
    ]
    state.row("civilians_killed.selfdef")[:] = killed
    lost = Part().changes(state, geography, 1.0, rigged)["population"]

    assert np.all(lost[:, geography.identity_of != 1] == 0.0)
    assert lost.sum() < 0.0


def test_limit_no_violence(geography, state, rigged):
    """A week without killing takes nobody."""
    assert np.all(Part().changes(state, geography, 1.0, rigged)["population"] == 0.0)


def test_by_hand_in_proportion(geography, state, rigged):
    """Ten dead in a cercle: each community loses its share of ten."""
    state.row("civilians_killed.jnim")[:, 7] = 10.0
    lost = Part().changes(state, geography, 1.0, rigged)["population"][0]
    here = geography.place_of == 7
    people = state.population[0, here]

    np.testing.assert_allclose(lost[here], -10.0 * people / people.sum(), rtol=1e-4)
    assert np.all(lost[~here] == 0.0)
