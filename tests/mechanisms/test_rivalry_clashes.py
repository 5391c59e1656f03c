"""Tests of rivalry clashes: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.rivalry_clashes import RivalryClashes as Part


def test_law_half_on_each_side(world, state, lucky):
    """JNIM's and ISGS's losses add up to the dyads that they fight in."""
    change = Part().changes(state, world, 1.0, lucky)
    jihad = change["battle_deaths.jnim_isgs"] + change["battle_deaths.signatories_isgs"]
    lost = sum(change[f"fighters_killed.{s}"] for s in ("jnim", "isgs", "cma", "platform"))
    np.testing.assert_allclose(jihad, lost, atol=1e-9)


def test_limit_no_rivalry(world, state, lucky):
    """Without rivalry JNIM and ISGS live side by side."""
    state.rivalry[:] = 0.0
    assert np.all(Part().changes(state, world, 1.0, lucky)["battle_deaths.jnim_isgs"] == 0.0)


def test_by_hand_contact_needs_both(world, state, lucky):
    """Where one side is absent nobody dies."""
    fought = Part().changes(state, world, 1.0, lucky)["battle_deaths.jnim_isgs"]
    apart = state.row("fighters.isgs") == 0
    assert np.all(fought[apart] == 0.0)
