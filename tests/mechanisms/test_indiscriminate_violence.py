"""Tests of indiscriminate violence: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.indiscriminate_violence import IndiscriminateViolence as Part


def test_law_wagner_makes_the_army_worse(geography, state, rigged):
    """Contractors beside the army raise what the army itself does."""
    alone = (
        Part(event_size=0.1).changes(state, geography, 1.0, rigged)["civilians_killed.fama"].sum()
    )
    state.row("fighters.wagner")[:] = 30.0
    joint = (
        Part(event_size=0.1).changes(state, geography, 1.0, rigged)["civilians_killed.fama"].sum()
    )
    assert joint >= alone


def test_limit_full_restraint(geography, state, rigged):
    """A restrained army punishes nobody."""
    state.row("ruthlessness.fama")[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["civilians_killed.fama"] == 0.0)


def test_by_hand_the_cube():
    """Half the ruthlessness is an eighth of the killing."""
    assert 0.5**3 == 0.125
    assert pytest.approx(8.0) == 0.6**3 / 0.3**3


def test_limit_nobody_to_hunt(geography, state, rigged):
    """Where there is nobody to hunt no village is punished."""
    for group in ("jnim", "isgs"):
        state.row(f"fighters.{group}")[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["civilians_killed.fama"] == 0.0)
