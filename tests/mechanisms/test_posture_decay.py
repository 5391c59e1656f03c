"""Tests of fading orders: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.posture_decay import PostureDecay as Part


def test_law_every_posture_comes_to_rest(geography, state, quiet):
    """Left alone, every posture settles."""
    for _ in range(1500):
        for name, change in Part().changes(state, geography, 1.0, quiet).items():
            state.arrays[name] += change
    for name, (rest, _) in Part().rests().items():
        np.testing.assert_allclose(state.arrays[name], rest, atol=1e-3)


def test_limit_at_rest(geography, state, quiet):
    """At rest nothing moves."""
    state.talks[:] = 0.1
    assert np.all(Part().changes(state, geography, 1.0, quiet)["talks"] == 0.0)


def test_by_hand_offensive(geography, state, quiet):
    """A full offensive loses a twenty-fifth in a week."""
    state.offensive_azawad[:] = 1.0
    np.testing.assert_allclose(
        Part().changes(state, geography, 1.0, quiet)["offensive_azawad"], -0.04
    )


def test_neutral_rests():
    """Effort against somebody ends, and tempos return to the usual one."""
    rests = {name: rest for name, (rest, _) in Part().rests().items()}
    assert rests["offensive_azawad"] == rests["hunt_wagner"] == 0.0
    assert rests["strike_tempo"] == rests["jnim_tempo"] == rests["isgs_tempo"] == 1.0
    assert set(rests) == set(Part.writes)
