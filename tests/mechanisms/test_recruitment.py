"""Tests of recruitment: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.recruitment import Recruitment as Part
from sahelsim.mechanisms.recruitment import arrest_probability, thresholds


def test_golden_epstein():
    """P(1/1) = .8997; P(1/2) = .683 as printed, 0 with the ratio rounded down."""
    assert round(float(arrest_probability(1, 1)), 4) == 0.8997
    assert round(float(arrest_probability(1, 2)), 3) == 0.683
    assert float(arrest_probability(1, 2, floored=1.0)) == 0.0


def test_law_anger_recruits_and_fear_holds_back(world, state, quiet):
    """More anger, more recruits; more fear, fewer."""
    base = Part().changes(state, world, 1.0, quiet)["recruits_trigger"]
    state.anger_state[:] = 0.7
    angry = Part().changes(state, world, 1.0, quiet)["recruits_trigger"]
    state.fear[:] = 0.9
    assert np.all(angry > base)
    assert np.all(Part().changes(state, world, 1.0, quiet)["recruits_trigger"] < angry)


def test_limit_no_rates_no_recruits(world, state, quiet):
    """With every rate at zero nobody joins."""
    part = Part(trigger_rate=0.0, livelihood_rate=0.0, kin_rate=0.0, militia_rate=0.0)
    assert all(np.all(c == 0.0) for c in part.changes(state, world, 1.0, quiet).values())


def test_by_hand_everybody_joins_somebody(world, state, quiet):
    """Jihadist recruits by motive add up to new fighters of both groups."""
    change = Part().changes(state, world, 1.0, quiet)
    motives = change["recruits_trigger"] + change["recruits_livelihood"] + change["recruits_kin"]
    joined = change["fighters.jnim"] + change["fighters.isgs"]
    np.testing.assert_allclose(joined.sum(axis=1, keepdims=True), motives)


def test_the_three_motives_have_the_surveys_order(world, state, quiet):
    """Triggers come first, work second, kin last (UNDP)."""
    change = Part().changes(state, world, 1.0, quiet)
    assert np.all(change["recruits_trigger"] > change["recruits_livelihood"])
    assert np.all(change["recruits_livelihood"] > change["recruits_kin"])


def test_thresholds_spread_around_one_half(world):
    """Bennett's thresholds: mean about .5."""
    assert thresholds(world).mean() == pytest.approx(0.5, abs=0.02)
