"""Tests of collateral damage: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.collateral_damage import CollateralDamage as Part


def test_law_bennett_accuracy(geography, state, rigged):
    """Lower accuracy (less information) hurts more civilians (Bennett)."""
    state.information[:] = 0.8
    accurate = Part().changes(state, geography, 1.0, rigged)["civilians_killed.fama"].sum()
    state.information[:] = 0.05
    assert Part().changes(state, geography, 1.0, rigged)["civilians_killed.fama"].sum() >= accurate


def test_law_ruthlessness_doubles_harm_per_enemy():
    """From full restraint to none, harm per fighter killed doubles."""
    from sahelsim.model.forms import lethality

    harm = lethality(1.0) ** 2 / lethality(0.0) ** 2
    force = lethality(1.0) / lethality(0.0)
    assert harm / force == 2.0


def test_limit_full_information(geography, state, rigged):
    """Where everything is known nobody is hurt by mistake."""
    state.information[:] = 1.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["civilians_killed.fama"] == 0.0)
