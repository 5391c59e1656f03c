"""Tests of coup proofing: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.coup_proofing import CoupProofing as Part


def test_by_hand_a_week_is_a_week(geography, state, quiet):
    """Time passes."""
    np.testing.assert_array_equal(
        Part().changes(state, geography, 1.0, quiet)["weeks_since_coup"], 1.0
    )


def test_law_a_foreign_guard_trains_loyal_units(geography, state, quiet):
    """With foreign guards counterbalance grows faster, unless nobody's men are said to protect."""
    alone = Part().changes(state, geography, 1.0, quiet)["counterbalance"]
    state.row("fighters.wagner")[:] = 20.0
    for code, helps in ((0.0, False), (1.0, True), (2.0, True)):
        guarded = Part(patron_protects=code).changes(state, geography, 1.0, quiet)["counterbalance"]
        assert np.all(guarded > alone) == helps


def test_limit_no_speed(geography, state, quiet):
    """At speed zero nothing is built."""
    assert np.all(Part(speed=0.0).changes(state, geography, 1.0, quiet)["counterbalance"] == 0.0)
