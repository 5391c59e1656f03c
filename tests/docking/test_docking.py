"""Docking: the project's own mechanisms put into other people's models, or followed to their law."""

import numpy as np
import pytest

from sahelsim.core.streams import Draws, Streams
from sahelsim.mechanisms.ambushes import Ambushes, deitchman_invariant
from sahelsim.mechanisms.control_events import log_odds
from sahelsim.mechanisms.intelligence_war import IntelligenceWar, hunting_effort, stalemate
from sahelsim.mechanisms.revenge import INFLAME, Revenge
from sahelsim.model.forms import detection, sigmoid
from sahelsim.model.harm import anger_at_state
from sahelsim.model.start import first_state
from sahelsim.scenario import load_scenario

REPLICATES = 400  # enough to average the chance of events away
RATIO = 0.0  # code of the contest's ratio form


def test_kress_and_szechtman_stalemate():
    """Their equation for the insurgents' share settles where our formula says."""
    for theta, mu in ((1.0, 0.3), (2.0, 0.4), (1.0, 0.5)):
        share = 0.2
        for _ in range(40_000):
            harmed = (1 - mu) * (1 - share)
            share += 0.01 * (theta * harmed - (mu + (1 - mu) * share)) * 0.1
            share = max(share, 0.0)
        assert share == pytest.approx(stalemate(theta, mu), abs=1e-3)


def test_deitchman_invariant_along_a_fight():
    """The mixed law, integrated in small steps, keeps our invariant."""
    men, guerrillas, a, b, dt = 1000.0, 500.0, 0.05, 1e-4, 1e-3
    start = deitchman_invariant(men, guerrillas, a, b)
    for _ in range(10_000):  # midpoint rule
        m = men - 0.5 * dt * a * guerrillas
        g = guerrillas - 0.5 * dt * b * men * guerrillas
        men, guerrillas = men - dt * a * g, guerrillas - dt * b * m * g
    assert deitchman_invariant(men, guerrillas, a, b) == pytest.approx(start, abs=1e-5)
    assert guerrillas < 400


def _meeting(geography, soldiers, insurgents, information=0.3):
    """Return many replicates with one cercle at war, and chance for one week."""
    state = first_state(geography, load_scenario("baseline").roster, REPLICATES, {})
    for name in ("fama", "jnim", "isgs", "france", "wagner"):
        state.row(f"fighters.{name}")[:] = 0.0
    place = geography.place_ids.index("koro")
    state.row("fighters.fama")[:, place] = soldiers
    state.row("fighters.jnim")[:, place] = insurgents
    state.row("talks.jnim")[:] = 0.0
    state.information[:] = information
    return state, place, Draws(Streams(1, range(REPLICATES)), "docking", 0)


def test_our_ambushes_are_deitchmans_aimed_fire(geography):
    """Soldiers fall in proportion to the guerrillas, whatever their own number once it is large."""
    part = Ambushes(event_size=2.0, tail=5.0, targets_half=50.0)

    def fallen(soldiers, guerrillas):
        state, place, draws = _meeting(geography, soldiers, guerrillas)
        booked = part.changes(state, geography, 1.0, draws)["fighters_killed.fama"]
        return booked[:, place].mean()

    assert fallen(20_000, 400) == pytest.approx(2 * fallen(20_000, 200), rel=0.2)
    assert fallen(20_000, 400) == pytest.approx(fallen(5_000, 400), rel=0.05)
    expected = part.aimed_fire * 400 * geography.contact[geography.place_ids.index("koro")]
    assert fallen(20_000, 400) == pytest.approx(expected, rel=0.2)


def test_our_hunt_is_kress_and_szechtmans(geography):
    """Insurgents fall as μ + (1 − μ)·i says, with μ the detection that people's reports give."""
    part = IntelligenceWar(event_size=2.0, tail=5.0)
    found = {}
    for told in (0.2, 0.8):
        state, place, draws = _meeting(geography, 2_000, 300, told)
        booked = part.changes(state, geography, 1.0, draws)["fighters_killed.jnim"]
        share = 300 / (300 + part.people_in_reach * geography.population[place])
        mu = float(detection(np.array(told), part.visibility))
        effort = hunting_effort(state, part)["fama"][0, place]
        found[told] = booked[:, place].mean() / (effort * (mu + (1 - mu) * share))
    assert found[0.8] == pytest.approx(found[0.2], rel=0.2)


def test_bennett_mobilisation_rises_as_accuracy_falls(geography):
    """Bennett's rules with our anger: less accurate fire makes more insurgents."""
    part = Revenge(collateral_effect=INFLAME)

    def insurgents(accuracy, rounds=60):
        rng = np.random.default_rng(1)
        state = first_state(geography, load_scenario("baseline").roster, 1, {})
        n = state.fear.shape
        state.fear[:] = rng.normal(0.5, 0.25, n).clip(0, 1)
        threshold, ever = rng.normal(0.5, 0.25, n).clip(0, 1), np.zeros(n, dtype=bool)
        for _ in range(rounds):
            anger = anger_at_state(state, geography)
            ever |= (anger > state.fear) & (anger > threshold)
            draws = rng.random((2, len(geography.place_ids)))  # the same for every accuracy
            missed = (draws[0] < 0.2) & (draws[1] > accuracy)
            state.row("civilians_killed.fama")[:] = 3.0 * missed
            change = part.changes(state, geography, 1.0, None)["revenge_state"]
            state.revenge_state[:] += change
        return int(ever.sum())

    found = [insurgents(a) for a in (0.9, 0.7, 0.5, 0.3, 0.1)]
    assert found == sorted(found)
    assert found[-1] > 1.5 * found[0]


def _condorcet(weights, utility, m=1):
    """KTAB's Condorcet election, proportional votes, our contest between two: P(i) ∝ Π_j p_ij."""
    gap = utility[:, :, None] - utility[:, None, :]
    votes = (weights[:, None, None] * np.maximum(gap, 0.0)).sum(axis=0)
    p = sigmoid(m * log_odds(votes, votes.T, RATIO))
    product = p.prod(axis=1)
    return product / product.sum()


def test_ktab_style_vote():
    """A vote of the actors: even sides split, weight decides, a Condorcet winner comes first."""
    even = _condorcet(np.ones(2), np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert even == pytest.approx([0.5, 0.5])
    heavy = _condorcet(np.array([3.0, 1.0]), np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert heavy == pytest.approx([0.75, 0.25])
    # positions on one line: the middle beats both ends whatever the ends weigh alike
    positions, options = np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.5, 1.0])
    utility = 1.0 - np.abs(positions[:, None] - options[None, :])
    assert _condorcet(np.ones(3), utility).argmax() == 1
    sharper = _condorcet(np.ones(3), utility, m=4)
    assert sharper[1] > _condorcet(np.ones(3), utility)[1]
