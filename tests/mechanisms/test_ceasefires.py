"""Tests of ceasefires: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.ceasefires import Ceasefires as Part


@pytest.fixture
def war(state):
    """Return a state at war with the CMA, at full talks, with nobody to mediate or guarantee."""
    state.accord_in_force[:] = 0.0
    state.row("talks.cma")[:], state.row("fought.cma")[:] = 1.0, 300.0
    state.mediation[:] = 0.0
    state.presence[:] = 0.0
    return state


@pytest.mark.parametrize(
    "name, low, high",
    [
        ("talks.cma", 0.6, 0.9),
        ("fought.cma", 50.0, 500.0),
        ("mediation", 0.0, 1.0),
        ("ceasefire.jnim", 0.0, 1.0),
    ],
)
def test_law_what_brings_a_ceasefire(war, name, low, high):
    """Talks, a war that hurts, a mediator and another ceasefire each raise the rate."""
    war.targets[name][:] = low
    before = Part().making_rate(war, "cma")
    war.targets[name][:] = high
    assert np.all(Part().making_rate(war, "cma") > before)


def test_law_new_rulers_end_wars(war):
    """A coup of late doubles the rate, if it brought other rulers; a year later by half as much."""
    war.weeks_since_coup[:] = 0.0
    before = Part().making_rate(war, "cma")
    war.regime[:] = 2.0
    np.testing.assert_allclose(Part().making_rate(war, "cma"), 2.0 * before)
    war.weeks_since_coup[:] = 52.0
    np.testing.assert_allclose(Part().making_rate(war, "cma"), 1.5 * before)


def test_limit_nothing_without_talks_or_war(war, geography, rigged):
    """Below the threshold of talks, and in peace, there is no ceasefire even by the greatest chance."""
    war.talks[:] = 0.5
    assert np.all(Part().changes(war, geography, 1.0, rigged)["ceasefire.cma"] == 0.0)
    war.talks[:], war.accord_in_force[:] = 1.0, 1.0
    found = Part().changes(war, geography, 1.0, rigged)
    assert np.all(found["ceasefire.cma"] == 0.0)
    assert np.all(found["ceasefire.jnim"] == 1.0)


def test_limit_under_an_accord_a_ceasefire_does_not_break(war, geography, rigged):
    """What breaks an accord is a choice."""
    war.ceasefire[:], war.accord_in_force[:] = 1.0, 1.0
    assert np.all(Part().changes(war, geography, 1.0, rigged)["ceasefire.cma"] == 0.0)


def test_by_hand_rates(war):
    """300 dead hurt by half: .05 × (.25 + .75/2) = .03125; jihadists a tenth of it."""
    np.testing.assert_allclose(Part().making_rate(war, "cma"), 0.03125)
    war.row("talks.jnim")[:], war.row("fought.jnim")[:] = 1.0, 300.0
    np.testing.assert_allclose(Part().making_rate(war, "jnim"), 0.003125)


def test_by_hand_peacekeepers_spare(war):
    """The whole mission spares three fifths of what breaks ceasefires, half of it three tenths."""
    np.testing.assert_allclose(Part(breaking=0.03).breaking_rate(war), 0.03)
    war.presence[:] = [[[1.0]], [[0.5]]]
    np.testing.assert_allclose(Part(breaking=0.03).breaking_rate(war), [[0.012], [0.021]])


def test_by_hand_what_breaks(war, geography, fixed):
    """P = 1 − exp(−.03 − .3 · 1/2) = .165 with an army half on the march; talks lose three fifths."""
    war.ceasefire[:], war.offensive[:] = 1.0, 0.5
    for draw, breaks in ((0.164, 1.0), (0.166, 0.0)):
        found = Part(breaking=0.03).changes(war, geography, 1.0, fixed(draw))
        np.testing.assert_allclose(found["ceasefire.cma"], -breaks)
        np.testing.assert_allclose(found["talks.cma"], -0.6 * breaks)


def test_by_hand_offers_grow_stale(war, geography, quiet):
    """A twentieth a week, of either side's."""
    war.row("offered.cma")[:], war.row("asked.cma")[:] = 1.0, 0.8
    found = Part().changes(war, geography, 1.0, quiet)
    np.testing.assert_allclose(found["offered.cma"], -0.05)
    np.testing.assert_allclose(found["asked.cma"], -0.04)
