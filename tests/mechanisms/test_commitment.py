"""Tests of commitment: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.mechanisms.commitment import Commitment as Part
from sahelsim.mechanisms.commitment import felt_shift, powell_gap, power_now_and_later, red_line


def test_golden_powell():
    """D = .2, δ = .9, p0 = .5: the threshold is .833; a shift to .6 keeps the deal."""
    assert powell_gap(0.5, 0.6, 0.2, 0.9) * 10 == pytest.approx(0.32 - 2.0)
    assert abs(powell_gap(0.5, 5 / 6, 0.2, 0.9)) < 1e-12
    assert powell_gap(0.5, 0.9, 0.2, 0.9) > 0


def test_law_a_large_fast_shift_costs_trust(geography, state, quiet):
    """A contract for many men lowers trust; a small one hardly does."""
    state.row("contract.wagner")[:] = 1.0
    trust = []
    for men in (0.0, 200.0, 5000.0):
        state.row("contract_men.wagner")[:] = men
        trust.append(Part().changes(state, geography, 1.0, quiet)["accord_trust"][0, 0])
    assert trust[0] - trust[1] < 0.1 * (trust[0] - trust[2])


def test_limit_no_speed(geography, state, quiet):
    """At speed zero nobody changes his mind."""
    assert np.all(Part(speed=0.0).changes(state, geography, 1.0, quiet)["accord_trust"] == 0.0)


def test_by_hand_odds(geography, state):
    """Without contract the odds later are the odds now."""
    now, later = power_now_and_later(state, geography, Part())
    np.testing.assert_allclose(now, later)


def test_by_hand_effective_men(geography, state):
    """400 soldiers and 100 contractors near, 1,000 to come, 500 half-ready rebels, in odds."""
    for side, men in (("fama", 400.0), ("wagner", 100.0), ("cma", 500.0)):
        state.row(f"fighters.{side}")[:] = men * geography.north / geography.north.sum()
    state.row("contract.wagner")[:], state.row("contract_men.wagner")[:], state.readiness[:] = (
        1.0,
        1000.0,
        0.5,
    )
    part = Part(
        soldier_effectiveness=0.5,
        mercenary_effectiveness=2.0,
        build_up_effectiveness=4.0,
        rebel_effectiveness=0.75,
        readiness_effect=0.5,
    )
    now, later = power_now_and_later(state, geography, part)
    np.testing.assert_allclose(now, 400.0 / 901.0)
    np.testing.assert_allclose(later, 4200.0 / 4701.0)


def test_guarantees_and_deeds_raise_trust(geography, state, quiet):
    """Third parties and implementation both help."""
    base = Part().changes(state, geography, 1.0, quiet)["accord_trust"]
    state.guarantee[:] = 1.0
    more = Part().changes(state, geography, 1.0, quiet)["accord_trust"]
    state.implementation[:] = 1.0
    assert np.all(more > base)
    assert np.all(Part().changes(state, geography, 1.0, quiet)["accord_trust"] > more)


def test_law_every_man_more_costs_trust(geography, state, quiet):
    """The red line has a dose: from none to 5,000 men trust falls all the way."""
    state.row("contract.wagner")[:] = 1.0
    trust = []
    for men in (0.0, 100.0, 250.0, 500.0, 1000.0, 2000.0, 3500.0, 5000.0):
        state.row("contract_men.wagner")[:] = men
        trust.append(Part().changes(state, geography, 1.0, quiet)["accord_trust"][0, 0])
    assert np.all(np.diff(trust) < -1e-4)


def test_law_powells_threshold_shows(geography, state):
    """A man moves the felt shift most around the threshold, five times as much as the first hundreds."""
    state.row("contract.wagner")[:] = 1.0
    felt = []
    for men in range(0, 5001, 250):
        state.row("contract_men.wagner")[:] = float(men)
        now, later = power_now_and_later(state, geography, Part())
        felt.append(felt_shift(powell_gap(now, later, 0.2, 0.9), 0.05)[0, 0])
    step = np.diff(felt)
    assert 1000 <= 250 * int(step.argmax()) <= 3000
    assert step.max() > 5 * step[0]


def test_limit_a_clear_shift_is_felt_in_full():
    """Far below the threshold nothing, far above all of it, at it the width times ln 2."""
    assert felt_shift(np.asarray(-1.0), 0.05) < 1e-9
    assert felt_shift(np.asarray(1.0), 0.05) == pytest.approx(1.0)
    assert felt_shift(np.asarray(0.0), 0.05) == pytest.approx(0.05 * np.log(2.0))


def test_by_hand_the_red_line(geography, state):
    """100 in the north and 400 elsewhere at four tenths are 260 of 260 + 500; announced ones count."""
    assert np.all(red_line(state, geography, 0.4, 500.0) == 0.0)
    south = 1.0 - geography.north
    men = 100.0 * geography.north / geography.north.sum() + 400.0 * south / south.sum()
    state.row("fighters.wagner")[:] = men
    np.testing.assert_allclose(red_line(state, geography, 0.4, 500.0), 260.0 / 760.0)
    state.row("contract.wagner")[:], state.row("contract_men.wagner")[:] = 1.0, 1100.0
    np.testing.assert_allclose(red_line(state, geography, 0.4, 500.0), 500.0 / 1000.0)
