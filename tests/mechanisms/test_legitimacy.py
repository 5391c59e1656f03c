"""Tests of legitimacy: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.legitimacy import Legitimacy as Part
from sahelsim.mechanisms.legitimacy import uram


def test_golden_one_bad_week():
    """One week at −20 lowers the baseline by one, halved in 35 weeks at γ = .02."""
    base = uram(-20.0, 0.0, 0.0, 0.05, 0.02)
    assert base == pytest.approx(-1.0)
    for _ in range(35):
        base = uram(base, base, 0.0, 0.05, 0.02)
    assert base == pytest.approx(-0.5, abs=0.01)


def test_law_abuse_costs_legitimacy(geography, state, quiet):
    """Killing by the state side costs it legitimacy, most where it kills, and some of it for good."""
    calm = Part().changes(state, geography, 1.0, quiet)
    state.row("civilians_killed.fama")[:, 30] = 20.0
    hurt = Part().changes(state, geography, 1.0, quiet)
    here = geography.place_of == 30
    lost = calm["legitimacy"] - hurt["legitimacy"]
    assert np.all(lost[:, here] > 0.0)
    assert lost[:, here].max() > lost[:, ~here].max()
    assert np.all(hurt["legitimacy_root"][:, here] < 0.0)


def test_law_the_outsiders_harm_costs_more_than_rebels_harm_brings(geography, state, quiet):
    """In hostile communities the same deaths cost the state twice what they bring it, or more."""
    calm = Part().changes(state, geography, 1.0, quiet)["legitimacy"]
    changed = {}
    for who in ("fama", "jnim"):
        state.clear_flows()
        state.row(f"civilians_killed.{who}")[:, 30] = 20.0
        changed[who] = Part().changes(state, geography, 1.0, quiet)["legitimacy"] - calm
    hostile = (geography.place_of == 30) & (state.legitimacy[0] < 0.5)
    assert hostile.any()
    assert np.all(changed["fama"][:, hostile] < 0.0)
    assert np.all(-changed["fama"][:, hostile] > 2.0 * changed["jnim"][:, hostile])


def test_limit_full_implementation_pleases_the_north(geography, state, quiet):
    """Only Tuareg and Arabs answer to the accord."""
    state.implementation[:] = 0.3
    before = Part().changes(state, geography, 1.0, quiet)["legitimacy"]
    state.implementation[:] = 1.0
    gain = Part().changes(state, geography, 1.0, quiet)["legitimacy"] - before
    assert set(geography.identity_of[gain[0] > 0]) == {4, 5}


def test_by_hand_natural_level(geography, state, quiet):
    """With γ at one the baseline is at once what the root and a quarter of control give."""
    state.legitimacy_root[:], state.row("control.state")[:] = 0.5, 0.25
    change = Part(alpha=0.0, gamma=1.0).changes(state, geography, 1.0, quiet)["legitimacy_base"]
    np.testing.assert_allclose(state.legitimacy_base + change, 0.5 * 0.85)
