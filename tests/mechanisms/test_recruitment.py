"""Tests of recruitment: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.recruitment import Recruitment as Part
from sahelsim.mechanisms.recruitment import arrest_probability


def test_golden_epstein():
    """P(1/1) = .8997; P(1/2) = .683 as printed, 0 with the ratio rounded down."""
    assert round(float(arrest_probability(1, 1)), 4) == 0.8997
    assert round(float(arrest_probability(1, 2)), 3) == 0.683
    assert float(arrest_probability(1, 2, floored=1.0)) == 0.0


def test_law_anger_recruits_and_fear_holds_back(geography, state, quiet):
    """More anger, more recruits; more fear, fewer."""
    base = Part().changes(state, geography, 1.0, quiet)["recruits_trigger"]
    state.anger_state[:] = 0.7
    angry = Part().changes(state, geography, 1.0, quiet)["recruits_trigger"]
    state.fear[:] = 0.9
    assert np.all(angry > base)
    assert np.all(Part().changes(state, geography, 1.0, quiet)["recruits_trigger"] < angry)


def test_limit_no_rates_no_recruits(geography, state, quiet):
    """With every rate at zero nobody joins."""
    part = Part(trigger_rate=0.0, livelihood_rate=0.0, kin_rate=0.0, militia_rate=0.0)
    assert all(np.all(c == 0.0) for c in part.changes(state, geography, 1.0, quiet).values())


def test_by_hand_everybody_joins_somebody(geography, state, quiet):
    """Jihadist recruits by motive add up to new fighters of both groups."""
    change = Part().changes(state, geography, 1.0, quiet)
    motives = change["recruits_trigger"] + change["recruits_livelihood"] + change["recruits_kin"]
    joined = change["fighters.jnim"] + change["fighters.isgs"]
    np.testing.assert_allclose(joined.sum(axis=1, keepdims=True), motives)


def test_the_three_motives_have_the_surveys_order(geography, state, quiet):
    """Triggers come first, work second, kin last (UNDP)."""
    change = Part().changes(state, geography, 1.0, quiet)
    assert np.all(change["recruits_trigger"] > change["recruits_livelihood"])
    assert np.all(change["recruits_livelihood"] > change["recruits_kin"])


def test_thresholds_spread_around_one_half(geography):
    """Bennett's thresholds: mean about .5."""
    found = Part().thresholds(geography)
    assert found.mean() == pytest.approx(0.5, abs=0.02)
    assert 0.05 <= found.min() < found.max() <= 0.98


def test_by_hand_affinity(geography):
    """Fulani are closest to JNIM's networks, farmers of the south least, in every replicate its own."""
    apart = Part(songhai_affinity=np.array([[0.4], [0.6]])).affinity(geography)
    for identity, each in (("fulani", 1.0), ("arab", 0.7), ("songhai", 0.4), ("bambara", 0.2)):
        rows = geography.identity_of == geography.identities.index(identity)
        assert np.all(Part().affinity(geography)[rows] == each)
        assert np.all(apart[0, rows] == each)
    assert np.all(apart[1, geography.identity_of == geography.identities.index("songhai")] == 0.6)


def test_by_hand_work_and_kin_where_nobody_holds_back(geography, state, quiet):
    """Under half a blockade work draws 0.6 + 0.2 of its rate; where nobody rules, neither draws."""
    state.control[:], state.blockade[:] = 0.0, 0.5
    part = Part(trigger_rate=0.0, livelihood_rate=1e-4, kin_rate=1e-4)
    assert np.all(part.changes(state, geography, 1.0, quiet)["recruits_livelihood"] == 0.0)
    state.row("control.jnim")[:], state.readiness[:] = 0.5, 0.0
    change = part.changes(state, geography, 1.0, quiet)
    people = state.population.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(change["recruits_livelihood"], people * 1e-4 * 0.8 * 0.5)
    shared = np.exp(2.0 + part.affinity(geography)) + 0.6
    joined = (state.population * np.exp(2.0 + part.affinity(geography)) / shared).sum(axis=1)
    only_work = Part(trigger_rate=0.0, livelihood_rate=1e-4, kin_rate=0.0)
    jnim = only_work.changes(state, geography, 1.0, quiet)["fighters.jnim"].sum(axis=1)
    np.testing.assert_allclose(jnim, joined * 1e-4 * 0.8 * 0.5)
