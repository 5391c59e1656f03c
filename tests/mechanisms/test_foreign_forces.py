"""Tests of foreign forces: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.foreign_forces import ForeignForces as Part


def test_law_men_arrive_up_to_the_contract(geography, state, quiet):
    """Men never come in greater number than the contract says."""
    state.row("contract.wagner")[:], state.row("contract_men.wagner")[:] = 1.0, 1000.0
    for _ in range(200):
        state.row("fighters.wagner")[:] += Part().changes(state, geography, 1.0, quiet)[
            "fighters.wagner"
        ]
    np.testing.assert_allclose(state.row("fighters.wagner").sum(axis=1), 1000.0, rtol=1e-4)


def test_limit_no_contract_no_men(geography, state, quiet):
    """Without a contract nobody comes."""
    assert np.all(Part().changes(state, geography, 1.0, quiet)["fighters.wagner"] == 0.0)


def test_by_hand_france_withdraws_a_tenth_a_week(geography, state, quiet):
    """With the relation ended, a tenth of 3,900 leaves in the first week."""
    state.row("relation.france")[:] = 0.0
    change = Part(withdrawal_rate=0.1).changes(state, geography, 1.0, quiet)["fighters.france"]
    np.testing.assert_allclose(change.sum(axis=1), -390.0)


def test_by_hand_sweepers_go_north_with_an_offensive(geography, state, quiet):
    """Six in ten of those who sweep stand in the north at full effort, as the CMA does there."""
    state.row("contract.wagner")[:], state.row("contract_men.wagner")[:], state.offensive[:] = (
        1.0,
        1000.0,
        1.0,
    )
    (
        state.row("guard_share.wagner")[:],
        state.row("sweep_share.wagner")[:],
        state.row("mines_share.wagner")[:],
    ) = 0.0, 1.0, 0.0
    for group in ("jnim", "isgs"):
        state.row(f"fighters.{group}")[:] = 100.0
    change = Part(build_up_rate=1.0).changes(state, geography, 1.0, quiet)["fighters.wagner"]
    centre, north = geography.centre.sum(), geography.north.sum()
    hunts = 400.0 * 0.15 * 200 * north / ((1 + 200) * centre + 0.15 * 200 * north)
    np.testing.assert_allclose(change @ geography.north, 600.0 + hunts, rtol=1e-6)


def test_law_france_leaves_at_a_broken_relation_only(geography, state, quiet):
    """Suspended operations keep the troops; a relation of a quarter no longer does."""
    for relation, stay in ((0.5, True), (0.25, False)):
        state.row("relation.france")[:] = relation
        change = Part().changes(state, geography, 1.0, quiet)["fighters.france"]
        assert np.all((change.sum(axis=1) > -389.0) == stay)
