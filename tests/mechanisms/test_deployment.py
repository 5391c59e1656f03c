"""Tests of deployment: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.deployment import Deployment as Part


def test_law_nobody_is_lost_on_the_road(geography, state, quiet):
    """Moving keeps each force's total."""
    for change in Part().changes(state, geography, 1.0, quiet).values():
        np.testing.assert_allclose(change.sum(axis=1), 0.0, atol=1e-8)


def test_limit_no_speed_no_move(geography, state, quiet):
    """At speed zero everybody stays."""
    assert all(
        np.all(c == 0.0) for c in Part(speed=0.0).changes(state, geography, 1.0, quiet).values()
    )


def test_offensive_draws_the_army_north(geography, state, quiet):
    """An ordered offensive sends men to the north that would have stayed."""
    calm = Part().changes(state, geography, 1.0, quiet)["fighters.fama"] @ geography.north
    state.offensive[:] = 1.0
    assert np.all(
        Part().changes(state, geography, 1.0, quiet)["fighters.fama"] @ geography.north > calm
    )


def test_by_hand_half_the_way_in_one_week(geography, state, quiet):
    """At speed one the army stands where it is meant to after a week."""
    part = Part(speed=1.0, mobile_share=0.0)
    after = state.row("fighters.fama") + part.changes(state, geography, 1.0, quiet)["fighters.fama"]
    posts = state.posts[0] / state.posts[0].sum()
    np.testing.assert_allclose(after[0], 20000 * posts, atol=1e-3)


def test_by_hand_a_broken_accord(geography, state, quiet):
    """Half of the CMA goes to the northern towns, and half of the mobile army to Azawad."""
    state.accord_in_force[:], state.offensive[:] = 0.0, 0.0
    change = Part(speed=1.0, mobile_share=1.0).changes(state, geography, 1.0, quiet)
    towns = (state.row("control.state") + 0.05) * geography.north
    threat = (state.row("fighters.jnim") + state.row("fighters.isgs") + 0.1) * (
        0.2 + state.row("control.state")
    )
    azawad = (state.row("control.cma") + 0.02) * geography.north
    for side, calm, war in (
        ("cma", np.tile(geography.weights["cma"], (2, 1)), towns),
        ("fama", threat, azawad),
    ):
        men = state.row(f"fighters.{side}")
        half = men.sum(axis=1, keepdims=True) / 2
        meant = calm / calm.sum(axis=1, keepdims=True) + war / war.sum(axis=1, keepdims=True)
        np.testing.assert_allclose(men + change[f"fighters.{side}"], half * meant)


def test_law_the_accord_keeps_the_army_out_of_what_the_cma_holds(geography, state, quiet):
    """While it holds nobody is sent to Kidal; once it is broken the army may go there."""
    kidal = geography.place_ids.index("kidal")
    part = Part(speed=1.0, mobile_share=1.0)
    sent = part.changes(state, geography, 1.0, quiet)["fighters.fama"] + state.row("fighters.fama")
    assert np.all(sent[:, kidal] < 20)
    state.accord_in_force[:] = 0.0
    sent = part.changes(state, geography, 1.0, quiet)["fighters.fama"] + state.row("fighters.fama")
    assert np.all(sent[:, kidal] > 200)
