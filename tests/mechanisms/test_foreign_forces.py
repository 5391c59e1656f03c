"""Tests of foreign forces: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.foreign_forces import ForeignForces as Part


def test_law_men_arrive_up_to_the_contract(world, state, quiet):
    """Men never come in greater number than the contract says."""
    state.contract[:], state.contract_men[:] = 1.0, 1000.0
    for _ in range(200):
        state.row("fighters.wagner")[:] += Part().changes(state, world, 1.0, quiet)[
            "fighters.wagner"
        ]
    np.testing.assert_allclose(state.row("fighters.wagner").sum(axis=1), 1000.0, rtol=1e-4)


def test_limit_no_contract_no_men(world, state, quiet):
    """Without a contract nobody comes."""
    assert np.all(Part().changes(state, world, 1.0, quiet)["fighters.wagner"] == 0.0)


def test_by_hand_france_withdraws_a_tenth_a_week(world, state, quiet):
    """With the relation ended, a tenth of 3,900 leaves in the first week."""
    state.french_relation[:] = 0.0
    change = Part(withdrawal_rate=0.1).changes(state, world, 1.0, quiet)["fighters.france"]
    np.testing.assert_allclose(change.sum(axis=1), -390.0)
