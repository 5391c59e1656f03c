"""Tests of control shift: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.control_shift import ControlShift as Part
from sahelsim.mechanisms.control_shift import contest, influence
from sahelsim.model.forms import presence


def test_golden_influence():
    """Athena: supports .30, .22, .05 give .577, .423, 0."""
    found = influence(np.array([[[0.30], [0.22], [0.05]]]))[0, :, 0]
    np.testing.assert_allclose(found.round(3), [0.577, 0.423, 0.0])


def test_golden_contest():
    """Two to one wins .667, .8, .941 at decisiveness 1, 2, 4."""
    for m, odds in ((1, 0.667), (2, 0.8), (4, 0.941)):
        weight = contest(np.array([[[2.0], [1.0]]]), m, 0.0)[0, :, 0]
        assert round(weight[0] / weight.sum(), 3) == odds


def test_law_shares_never_exceed_one(world, state, quiet):
    """Control moves, and shares stay shares."""
    for _ in range(50):
        state.control[:] += Part().changes(state, world, 1.0, quiet)["control"]
    assert state.control.sum(axis=1).max() <= 1.0
    assert state.control.min() >= 0.0


@pytest.mark.parametrize("form", [0.0, 1.0])
@pytest.mark.parametrize("decisiveness", [0.2, 0.7, 3.0])
def test_limit_first_day_is_nearly_in_balance(world, state, quiet, decisiveness, form):
    """With nothing changed control hardly moves on the first day, in every form of the contest."""
    part = Part(decisiveness=decisiveness, contest_form=form)
    state.root[:] = part.roots(state, world)
    assert np.abs(part.changes(state, world, 1.0, quiet)["control"]).max() < 0.003


def test_by_hand_stronger_jnim_gains(world, state, quiet):
    """Twice the fighters win ground everywhere that they stand."""
    before = Part().changes(state, world, 1.0, quiet)["control"][:, 3]
    state.row("fighters.jnim")[:] *= 2.0
    held = state.row("control.jnim") > 0.05
    assert np.all((Part().changes(state, world, 1.0, quiet)["control"][:, 3] > before)[held])
    assert presence(state, world).shape == state.control.shape
