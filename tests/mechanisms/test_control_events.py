"""Tests of control events: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.core.streams import Draws, Streams
from sahelsim.mechanisms.control_events import ControlEvents as Part
from sahelsim.mechanisms.control_events import log_odds, moved

STATE, CMA, JNIM, NOBODY = 0, 1, 3, 6  # rows of the shipped cards


def test_the_shipped_rows(state):
    """The codes that these tests use."""
    rows = state.roster.controllers
    assert (rows[STATE], rows[CMA], rows[JNIM], len(rows)) == ("state", "cma", "jnim", NOBODY)


def test_golden_contest():
    """Two to one wins .667, .8, .941 at decisiveness 1, 2, 4."""
    for m, odds in ((1, 0.667), (2, 0.8), (4, 0.941)):
        weight = np.exp(m * log_odds(np.array([2.0, 1.0]), np.array([1.0, 2.0]), 0.0) / 2)
        assert round(weight[0] / weight.sum(), 3) == odds


def test_law_shares_stay_shares(geography, state):
    """Ten years of events: nobody holds less than nothing, and a place no more than itself."""
    part = Part(usual_wait=150.0)
    streams = Streams(3, range(2))
    for week in range(520):
        draws = Draws(streams, "control_events", week)
        state.control[:] += part.changes(state, geography, 1.0, draws)["control"]
    assert state.control.sum(axis=1).max() <= 1.0 + 1e-9
    assert state.control.min() >= -1e-9


@pytest.mark.parametrize("form", [0.0, 1.0])
def test_law_more_men_more_captures(geography, state, form):
    """Twice the fighters capture sooner wherever they stand, and lose later."""
    part = Part(contest_form=form)
    before, faded = part.hazards(state, geography)[0].copy(), part.erosion(state, geography)
    state.row("fighters.jnim")[:] *= 2.0
    after, fading = part.hazards(state, geography)[0], part.erosion(state, geography)
    stood = state.row("fighters.jnim") > 0
    assert np.all((after[:, JNIM] > before[:, JNIM])[stood])
    assert np.all((fading[:, JNIM] < faded[:, JNIM])[stood])


def test_law_who_is_helped_captures(geography, state):
    """Anger at the state helps JNIM against it, and what people tell helps the state."""
    before, rivals = Part().hazards(state, geography)
    state.revenge_state[:] = 50.0
    angry = Part().hazards(state, geography)[0]
    assert np.all((angry[:, JNIM] > before[:, JNIM])[rivals[:, JNIM] == STATE])
    state.information[:] = 0.9
    told = Part().hazards(state, geography)[0][:, STATE]
    opposed = angry[:, STATE] > 0.0
    assert opposed.any()
    assert np.all((told > angry[:, STATE])[opposed])


def test_law_accord_keeps_the_peace(geography, state):
    """While it holds state and CMA leave each other alone; without it they do not."""
    state.accord_in_force[:] = 1.0
    kidal = geography.place_ids.index("kidal")
    rivals = Part().hazards(state, geography)[1]
    assert rivals[0, STATE, kidal] != CMA
    state.accord_in_force[:] = 0.0
    rivals = Part().hazards(state, geography)[1]
    assert rivals[0, STATE, kidal] == CMA


def test_limit_no_men_and_no_rule_no_capture(geography, state, fixed):
    """Who has neither men nor ground anywhere captures nothing, whatever chance says."""
    state.fighters[:], state.control[:, JNIM] = 0.0, 0.0
    found = Part(standing=5.0).changes(state, geography, 1.0, fixed(1e-4))["control"]
    assert np.all(found[:, JNIM] <= 0.0)


def test_limit_a_foothold_stays(geography, state, rigged):
    """Nobody is dislodged from less than a zone."""
    state.control[:] = 0.15
    assert np.all(Part().changes(state, geography, 1.0, rigged)["control"] == 0.0)


def test_by_hand_two_take_from_one():
    """A holder of .3 whom two attack gives each .15; one who erodes gives a zone to nobody."""
    control = np.zeros((1, 6, 1))
    control[0, :3, 0] = 0.3, 0.2, 0.5
    won, lost = np.zeros((1, 6, 1), dtype=bool), np.zeros((1, 6, 1), dtype=bool)
    won[0, 1:3], lost[0, 2] = True, True
    rivals = np.zeros((1, 6, 1), dtype=np.intp)
    found = moved(control, won, lost, rivals)[0, :, 0]
    np.testing.assert_allclose(found, [-0.3, 0.15, -0.05, 0.0, 0.0, 0.0], atol=1e-12)


def test_by_hand_empty_ground_is_entered():
    """Nobody's zone passes whole."""
    control, no = np.zeros((1, 6, 1)), np.zeros((1, 6, 1), dtype=bool)
    won = no.copy()
    won[0, 3] = True
    found = moved(control, won, no, np.full((1, 6, 1), NOBODY))[0, :, 0]
    np.testing.assert_allclose(found, [0.0, 0.0, 0.0, 0.2, 0.0, 0.0])


def test_by_hand_strength(geography, state):
    """Ten soldiers to a fighter, a blockade doubles jihadists, one guard in ten goes further."""
    state.blockade[:], state.control[:], state.morale[:] = 1.0, 0.1, 1.0
    for side in ("fama", "wagner", "france", "jnim", "isgs", "cma", "platform", "selfdef"):
        state.row(f"fighters.{side}")[:] = 100.0
    found = dict(zip(state.roster.controllers, Part().strength(state)[0].T[3], strict=True))
    hand = {
        "state": (100 + 150 + 70) / 10 + 5,
        "cma": 105,
        "platform": 105,
        "jnim": 205,
        "isgs": 205,
        "selfdef": 15,
    }
    assert found == pytest.approx(hand, rel=1e-9)


def test_by_hand_hazard(geography, state):
    """All alike, nothing near, nobody helped: one capture in ``usual_wait`` weeks at even odds."""
    state.control[:], state.fighters[:] = 0.0, 0.0
    state.control[:, STATE, 0], state.control[:, JNIM, 0] = 0.5, 0.4
    state.information[:], state.revenge_state[:] = 0.0, 0.0
    state.row("fighters.jnim")[:, 0] = 35.0  # against 5 of standing and 30 of those who obey nobody
    part = Part(standing=0.0, unruled_strength=35.0, usual_wait=200.0)
    hazards, rivals = part.hazards(state, geography)
    assert rivals[0, JNIM, 0] == STATE
    assert hazards[0, JNIM, 0] == pytest.approx(1 / 200.0, rel=1e-6)


def test_law_an_emptied_garrison_is_captured_sooner(geography, state):
    """Where half of the garrison left, or panic reigns, the state's ground passes sooner."""
    before, rivals = Part().hazards(state, geography)
    at_state = rivals == STATE
    state.vacated[:] = 0.5
    after = Part().hazards(state, geography)[0]
    np.testing.assert_allclose(after[at_state], np.exp(1.5) * before[at_state])
    np.testing.assert_array_equal(after[~at_state], before[~at_state])
    state.rout[:] = 1.0
    np.testing.assert_allclose(
        Part().hazards(state, geography)[0][at_state], np.exp(3.5) * before[at_state]
    )


def test_by_hand_abandonment(geography, state, quiet):
    """With the last post of Ménaka the state gives up all to the largest other holder."""
    menaka = geography.place_ids.index("menaka")
    state.posts[:, menaka], state.posts_closed[:, menaka] = 0.0, 1.0
    state.accord_in_force[:] = 1.0  # the Platform is no enemy: ISGS is the rival
    found = Part().changes(state, geography, 1.0, quiet)["control"][0, :, menaka]
    np.testing.assert_allclose(found, [-0.2, 0.0, 0.0, 0.0, 0.2, 0.0], atol=1e-12)


def test_by_hand_relief(geography, state, quiet):
    """Where the army opens a first post it takes a zone of its rival, with a second it does not."""
    macina, niono = geography.place_ids.index("macina"), geography.place_ids.index("niono")
    state.posts_opened[:, [macina, niono]] = 1.0
    state.posts[:, macina], state.posts[:, niono] = 1.0, 2.0
    found = Part().changes(state, geography, 1.0, quiet)["control"][0]
    np.testing.assert_allclose(found[:, macina], [0.2, 0.0, 0.0, -0.2, 0.0, 0.0], atol=1e-12)
    np.testing.assert_array_equal(found[:, niono], 0.0)
