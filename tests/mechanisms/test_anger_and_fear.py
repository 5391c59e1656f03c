"""Tests of anger and fear: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.anger_and_fear import AngerAndFear as Part


def _after(geography, state, quiet, code):
    state.fear[:] = 0.1
    state.row("civilians_killed.fama")[:, 30] = 10.0
    change = Part(collateral_effect=code).changes(state, geography, 1.0, quiet)
    here = geography.place_of == 30
    return change["anger_state"][:, here].max(), change["fear"][:, here].max()


def test_switch_inflame(geography, state, quiet):
    """Inflame: anger rises, nobody is deterred."""
    anger, fear = _after(geography, state, quiet, 0.0)
    assert anger > 0.1
    assert fear < 0.0


def test_switch_deter(geography, state, quiet):
    """Deter: fear rises, anger does not."""
    anger, fear = _after(geography, state, quiet, 1.0)
    assert anger < 0.05
    assert fear > 0.1


def test_switch_mixed_and_fear_fades_faster(geography, state, quiet):
    """Mixed: both rise, and fear fades faster than anger."""
    anger, fear = _after(geography, state, quiet, 2.0)
    part = Part()
    assert anger > 0.1
    assert fear > 0.1
    assert part.fear_memory < part.anger_memory <= 0.78


def test_by_hand_bennett(geography, state, quiet):
    """Ten casualties at full exposure close 1 − .95^10 = 40 % of the gap to full anger."""
    state.row("civilians_killed.fama")[:] = 0.0
    state.anger_state[:], state.legitimacy[:] = 0.0, 1.0
    state.row("civilians_killed.fama")[:, 30] = 10.0
    change = Part(near=0.0).changes(state, geography, 1.0, quiet)["anger_state"]
    fulani = (geography.place_of == 30) & (geography.identity_of == 1)
    np.testing.assert_allclose(change[:, fulani], 1 - 0.95**10)


def test_by_hand_anger_at_jihadists_fades(geography, state, quiet):
    """Half as fast as anger at the state: 0.11 of the way to .08 in a week."""
    state.anger_jihad[:] = 0.58
    change = Part(anger_memory=0.78).changes(state, geography, 1.0, quiet)["anger_jihad"]
    np.testing.assert_allclose(change, -0.11 * 0.5)


def test_limit_forgotten_within_four_weeks(geography, state, quiet):
    """Anger above its rest falls to about a third in four weeks (Condra and Shapiro)."""
    assert Part().anger_memory ** 4 == pytest.approx(0.37, abs=0.01)
