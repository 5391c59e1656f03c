"""Tests of rivalry clashes: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.rivalry_clashes import RivalryClashes as Part


def test_law_half_on_each_side(geography, state, rigged):
    """JNIM's and ISGS's losses add up to the dyads that they fight in."""
    change = Part().changes(state, geography, 1.0, rigged)
    jihad = change["battle_deaths.jnim_isgs"] + change["battle_deaths.signatories_isgs"]
    lost = sum(change[f"fighters_killed.{s}"] for s in ("jnim", "isgs", "cma", "platform"))
    np.testing.assert_allclose(jihad, lost, atol=1e-9)


def test_limit_no_rivalry(geography, state, rigged):
    """Without rivalry JNIM and ISGS live side by side."""
    state.rivalry[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["battle_deaths.jnim_isgs"] == 0.0)


def test_by_hand_contact_needs_both(geography, state, rigged):
    """Where one side is absent nobody dies."""
    fought = Part().changes(state, geography, 1.0, rigged)["battle_deaths.jnim_isgs"]
    apart = state.row("fighters.isgs") == 0
    assert np.all(fought[apart] == 0.0)
