"""Tests of guarantees: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.guarantees import Guarantees as Part


def test_law_french_exit_weakens(geography, state, quiet):
    """Without French troops the guarantee is worth less."""
    before = Part().changes(state, geography, 1.0, quiet)["guarantee"]
    state.row("fighters.france")[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, quiet)["guarantee"] < before)


def test_limit_no_contract_no_squeeze(geography, state, quiet):
    """The UN mission is not squeezed without a contract."""
    assert np.all(Part().changes(state, geography, 1.0, quiet)["presence.minusma"] == 0.0)


def test_by_hand_target(geography, state, quiet):
    """Full mission, mediation .4 and French troops: .35 + .12 + .25 = .72."""
    state.guarantee[:] = 0.0
    part = Part(of_minusma=0.35, of_mediation=0.3, of_france=0.25, speed=1.0)
    np.testing.assert_allclose(part.changes(state, geography, 1.0, quiet)["guarantee"], 0.72)
