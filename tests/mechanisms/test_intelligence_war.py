"""Tests of intelligence war: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.intelligence_war import IntelligenceWar as Part
from sahelsim.mechanisms.intelligence_war import hunting_effort, stalemate
from sahelsim.model.forms import detection, lethality


def test_golden_stalemate():
    """Kress and Szechtman's interior stalemate: .286 at μ = .3, none at μ = .5."""
    assert round(stalemate(1.0, 0.3), 3) == 0.286
    assert stalemate(1.0, 0.5) == 0.0


def test_golden_detection():
    """Athena's D = vis(1 − Ω) + Ω."""
    assert detection(np.array(0.5), 0.2) == 0.6


def test_law_more_information_more_found(geography, state, fixed):
    """The expected dead rise with what people tell (common random numbers)."""
    draws = fixed(0.002)
    state.information[:] = 0.1
    low = Part(event_size=0.5).changes(state, geography, 1.0, draws)["enemies_killed"].sum()
    state.information[:] = 0.9
    assert Part(event_size=0.5).changes(state, geography, 1.0, draws)["enemies_killed"].sum() >= low


def test_limit_no_fighters_nobody_found(geography, state, rigged):
    """Where there are no insurgents none is killed."""
    state.row("fighters.jnim")[:] = 0.0
    state.row("fighters.isgs")[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["enemies_killed"] == 0.0)


def test_by_hand_lethality_and_effort(state):
    """Restraint halves force; French strikes count three times their men."""
    assert (lethality(0.0), lethality(1.0)) == (0.5, 1.0)
    state.row("relation.france")[:], state.row("strike_tempo.france")[:] = 1.0, 1.0
    effort = hunting_effort(state, Part())
    np.testing.assert_allclose(effort["france"], 3.0 * state.row("fighters.france"))
    np.testing.assert_allclose(effort["fama"], state.row("fighters.fama"))


def test_by_hand_no_joint_operations_below_the_threshold(state):
    """At a relation of .2 French men hunt nobody, and the army keeps .8 + .2·.2 = .84."""
    state.row("relation.france")[:] = 0.2
    effort = hunting_effort(state, Part())
    assert np.all(effort["france"] == 0.0)
    np.testing.assert_allclose(effort["fama"], 0.84 * state.row("fighters.fama"))
