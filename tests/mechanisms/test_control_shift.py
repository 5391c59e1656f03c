"""Tests of control shift: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.control_shift import ControlShift as Part
from sahelsim.mechanisms.control_shift import contest, influence
from sahelsim.model.start import settle


def test_golden_influence():
    """Athena: supports .30, .22, .05 give .577, .423, 0."""
    found = influence(np.array([[[0.30], [0.22], [0.05]]]))[0, :, 0]
    np.testing.assert_allclose(found.round(3), [0.577, 0.423, 0.0])


def test_golden_contest():
    """Two to one wins .667, .8, .941 at decisiveness 1, 2, 4."""
    for m, odds in ((1, 0.667), (2, 0.8), (4, 0.941)):
        weight = contest(np.array([[[2.0], [1.0]]]), m, 0.0)[0, :, 0]
        assert round(weight[0] / weight.sum(), 3) == odds


def test_law_shares_never_exceed_one(geography, state, quiet):
    """Control moves, and shares stay shares."""
    for _ in range(50):
        state.control[:] += Part().changes(state, geography, 1.0, quiet)["control"]
    assert state.control.sum(axis=1).max() <= 1.0
    assert state.control.min() >= 0.0


@pytest.mark.parametrize("form", [0.0, 1.0])
@pytest.mark.parametrize("decisiveness", [0.2, 0.7, 3.0])
def test_limit_first_day_is_nearly_in_balance(geography, state, quiet, decisiveness, form):
    """With nothing changed control hardly moves on the first day, in every form of the contest."""
    part = Part(decisiveness=decisiveness, contest_form=form)
    settle(state, [part], geography)
    assert np.abs(part.changes(state, geography, 1.0, quiet)["control"]).max() < 0.003


def test_by_hand_stronger_jnim_gains(geography, state, quiet):
    """Twice the fighters win ground everywhere that they stand."""
    before = Part().changes(state, geography, 1.0, quiet)["control"][:, 3]
    state.row("fighters.jnim")[:] *= 2.0
    held = state.row("control.jnim") > 0.05
    assert np.all((Part().changes(state, geography, 1.0, quiet)["control"][:, 3] > before)[held])


def test_by_hand_strength(geography, state):
    """A company of officials, platoons of others, each weighed by its welcome."""
    state.legitimacy[:], state.anger_state[:], state.blockade[:] = 0.5, 0.2, 1.0
    for side in ("fama", "wagner", "france", "jnim", "isgs", "cma", "platform", "selfdef"):
        state.row(f"fighters.{side}")[:] = 100.0
    found = dict(
        zip(state.roster.controllers, Part().presence(state, geography)[0].T[3], strict=True)
    )
    hand = {
        "state": (100 + 150 + 70 + 150) * 0.8,
        "cma": 120,
        "platform": 120,
        "jnim": 130 * 0.7 * 2,
        "isgs": 130 * 0.7,
        "selfdef": 130,
    }
    assert found == pytest.approx(hand, rel=1e-4)


def test_by_hand_newcomers(geography, state):
    """The root is what was held, and the entry of the party, over the odds of its strength."""
    part = Part(decisiveness=1.0, entry_of_state=0.05)
    root = part.at_rest(state, geography)["root"] * part.presence(state, geography) - state.control
    north = geography.north > 0
    assert root[0, state.roster.controllers.index("state")] == pytest.approx(0.05)
    assert root[0, state.roster.controllers.index("isgs"), north] == pytest.approx(0.01)
    assert root[0, state.roster.controllers.index("isgs"), ~north] == pytest.approx(0.002)
    assert root[0, state.roster.controllers.index("selfdef")] == pytest.approx(0.0)
