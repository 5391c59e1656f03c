"""Tests of ambushes: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.ambushes import Ambushes as Part
from sahelsim.mechanisms.ambushes import deitchman_invariant


def test_golden_invariant_is_conserved():
    """Deitchman's b·G²/2 − a·I stays 25.0 along a trajectory to 1e-8."""
    g, i, a, b, h = 1000.0, 500.0, 0.05, 1e-4, 1e-3

    def slope(g, i):
        return -a * i, -b * g * i

    for _ in range(2000):
        k1 = slope(g, i)
        k2 = slope(g + h / 2 * k1[0], i + h / 2 * k1[1])
        k3 = slope(g + h / 2 * k2[0], i + h / 2 * k2[1])
        k4 = slope(g + h * k3[0], i + h * k3[1])
        g += h / 6 * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0])
        i += h / 6 * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1])
    assert abs(deitchman_invariant(g, i, a, b) - 25.0) < 1e-8


def test_golden_parity():
    """At a = .05, b = 1e-4, I0 = 500 parity needs G0 = 707."""
    assert round((2 * 0.05 * 500 / 1e-4) ** 0.5) == 707
    assert abs(deitchman_invariant((2 * 0.05 * 500 / 1e-4) ** 0.5, 500.0, 0.05, 1e-4)) < 1e-9


def test_law_deaths_are_deaths_of_somebody(geography, state, rigged):
    """What the dyads count equals what the forces lose."""
    change = Part().changes(state, geography, 1.0, rigged)
    dyads = change["battle_deaths.state_jnim"] + change["battle_deaths.state_isgs"]
    lost = sum(change[f"fighters_killed.{side}"] for side in ("fama", "wagner", "france"))
    np.testing.assert_allclose(dyads, lost)


def test_limit_no_tempo_no_ambush(geography, state, rigged):
    """A group that rests kills nobody."""
    state.row("tempo.jnim")[:] = 0.0
    assert np.all(Part().changes(state, geography, 1.0, rigged)["battle_deaths.state_jnim"] == 0.0)
