"""Tests of fading orders: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.posture_decay import PostureDecay as Part


def test_law_every_posture_comes_to_rest(geography, state, quiet):
    """Left alone, every posture settles."""
    for _ in range(1500):
        for name, change in Part().changes(state, geography, 1.0, quiet).items():
            state.targets[name] += change
    for name, (rest, _) in Part().rests(state.roster).items():
        np.testing.assert_allclose(state.targets[name], rest, atol=1e-3)


def test_limit_at_rest(geography, state, quiet):
    """At rest nothing moves."""
    state.row("talks.jnim")[:] = 0.1
    assert np.all(Part().changes(state, geography, 1.0, quiet)["talks.jnim"] == 0.0)


def test_by_hand_offensive(geography, state, quiet):
    """A full offensive loses a twenty-fifth in a week."""
    state.offensive[:] = 1.0
    np.testing.assert_allclose(Part().changes(state, geography, 1.0, quiet)["offensive"], -0.04)


def test_neutral_rests(state):
    """Effort against somebody ends, and tempos return to the usual one."""
    rests = {name: rest for name, (rest, _) in Part().rests(state.roster).items()}
    assert rests["offensive"] == rests["hunt.jnim"] == 0.0
    assert rests["strike_tempo.france"] == rests["tempo.jnim"] == rests["tempo.isgs"] == 1.0
    assert {name.partition(".")[0] for name in rests} == set(Part.writes)
