"""Tests of public opinion: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.public_opinion import PublicOpinion as Part


def test_law_violence_is_held_against_france(geography, state, quiet):
    """Deaths beside French troops cost France approval."""
    calm = Part().changes(state, geography, 1.0, quiet)["approval_france"]
    state.row("battle_deaths.state_jnim")[:] = 5.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["approval_france"] < calm)


def test_limit_no_shock_no_openness(geography, state, quiet):
    """Without openness and shocks opinion is what it was at the start."""
    for name in ("ambiguity", "contract", "sanctions", "election_delay"):
        state.arrays[name][:] = 0.0
    change = Part(openness=0.0).changes(state, geography, 1.0, quiet)
    np.testing.assert_allclose(change["approval_russia"], 0.0, atol=1e-12)


def test_by_hand_polls_flatter(geography, state, quiet):
    """Half censorship and bias one half: a poll adds a quarter of those who do not approve."""
    state.censorship[:] = 0.5
    change = Part(response_bias=0.5).changes(state, geography, 1.0, quiet)
    level = state.approval_junta + change["approval_junta"]
    np.testing.assert_allclose(
        state.polled_junta + change["polled_junta"], level + 0.25 * (1 - level)
    )


def test_sanctions_rally(geography, state, quiet):
    """Sanctions raise approval of the junta."""
    before = Part().changes(state, geography, 1.0, quiet)["approval_junta"]
    state.sanctions[:] = 1.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["approval_junta"] > before)
