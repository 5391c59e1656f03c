"""Tests of suspicion: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.suspicion import Suspicion as Part


def test_law_hints_raise_belief_and_silence_lowers_it(geography, state, quiet):
    """Contacts raise q, quiet weeks lower it."""
    state.ambiguity[:] = 1.0
    loud = Part().changes(state, geography, 1.0, quiet)["deal_belief"]
    state.ambiguity[:] = 0.0
    assert np.all(loud > 0)
    assert np.all(Part().changes(state, geography, 1.0, quiet)["deal_belief"] < 0)


def test_limit_uninformative_contacts(geography, state, quiet):
    """If bluff and earnest leak alike nobody learns."""
    part = Part(contacts_if_serious=0.5, contacts_if_bluff=0.5)
    np.testing.assert_allclose(
        part.changes(state, geography, 1.0, quiet)["deal_belief"], 0.0, atol=1e-12
    )


def test_by_hand_signed(geography, state, quiet):
    """Half of the doubt goes in the week after the signature."""
    state.row("contract.wagner")[:], state.deal_belief[:] = 1.0, 0.5
    np.testing.assert_allclose(Part().changes(state, geography, 1.0, quiet)["deal_belief"], 0.245)
