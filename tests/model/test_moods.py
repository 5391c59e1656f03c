"""Moments come at a rate; the law of the first act does not know how often anybody looks."""

import numpy as np
import pytest

from sahelsim.core.streams import Draws, Streams
from sahelsim.model.moments import arrivals, conditional, gumbel
from sahelsim.model.moods import Mood

MANY = 20_000


def mood(pace, acts=(False, True, True), usual=0, seed=1):
    names = ("stay", "one", "two")
    return Mood("somebody.war", names, acts, usual, pace, Streams(seed, range(MANY)), MANY)


def lived(pace, value, weeks, review, change=None):
    """Return in which share each action was the first that was taken."""
    m, first = mood(pace), np.zeros(MANY, dtype=np.intp)
    for week in range(weeks + 1):
        if week % review == 0:
            worth = np.log(np.asarray(value if change is None or week < weeks else change))
            chosen, taken = m.choose(np.tile(worth, (MANY, 1)), 0.0, week)
            first = np.where((first == 0) & taken, chosen, first)
            m.settle(chosen, taken)
        m.pass_week(week)
    return np.bincount(first, minlength=3) / MANY


def test_golden_exact_step():
    """λ = .25 a week, P = (.5, .3, .2): within twelve weeks .223, .466, .311."""
    found = lived(0.25, (0.5, 0.3, 0.2), weeks=12, review=1)
    np.testing.assert_allclose(found, (0.2231, 0.4661, 0.3107), atol=0.012)


@pytest.mark.parametrize("review", (1, 2, 4, 8, 12))
def test_the_first_act_does_not_hang_on_how_often_anybody_looks(review):
    """λ = 1/6.5, P = .15: within 48 weeks .670, however often the actor looks about."""
    found = lived(1 / 6.5, (0.85, 0.15, 1e-12), weeks=48, review=review)
    assert 1.0 - found[0] == pytest.approx(0.670, abs=0.012)


def test_who_holds_a_shock_acts_when_facts_change():
    """From .1 to .3 without a new moment: (.3 − .1)/(1 − .1) = .222 act."""
    found = lived(0.0, (0.9, 0.1, 1e-12), weeks=4, review=4, change=(0.7, 0.3, 1e-12))
    assert found[1] == pytest.approx(0.222, abs=0.01)


def test_nothing_is_pent_up_on_the_first_day():
    """However good an act is, the first look finds everybody where they were."""
    found = lived(0.0, (0.01, 0.98, 0.01), weeks=0, review=1)
    assert found[0] == 1.0


def test_switching_costs_keep_a_posture():
    """A cost of ln 3 in units of the shocks makes an equal posture three times as rare."""
    m = mood(0.0, acts=(False, False, False))
    even = np.zeros((MANY, 3))
    m.choose(even, 0.0, 0)
    m.moment_now(0)
    chosen, taken = m.choose(even, np.log(3.0), 1)
    assert (chosen == 0).mean() == pytest.approx(0.6, abs=0.012)
    assert np.array_equal(taken, chosen != 0)


def test_an_act_is_done_once_a_moment():
    """What was done is not done again until a new moment comes."""
    m = mood(0.0)
    better = np.tile([0.0, 50.0, -50.0], (MANY, 1))
    m.choose(np.zeros((MANY, 3)), 0.0, 0)
    m.moment_now(0)
    for again in (True, False):
        chosen, taken = m.choose(better, 0.0, 1)
        assert bool((taken & (chosen == 1)).all()) is again
        m.settle(chosen, taken)


def test_conditional_shocks_are_gumbel_given_the_best():
    """Mixed over who is best with logit odds, conditional shocks are plain Gumbel again."""
    rng = np.random.default_rng(3)
    value = np.tile([0.0, 1.0, -0.5], (MANY, 1))
    odds = np.exp(value[0]) / np.exp(value[0]).sum()
    best = rng.choice(3, MANY, p=odds)
    shock = conditional(value, best, rng.random((MANY, 3)))
    plain = gumbel(rng.random((MANY, 3)))
    assert np.array_equal((value + shock).argmax(axis=1), best)
    for q in (0.1, 0.5, 0.9):
        np.testing.assert_allclose(
            np.quantile(shock, q, axis=0), np.quantile(plain, q, axis=0), atol=0.1
        )


def test_arrivals_are_poisson():
    """Mean and variance of the number of moments are the rate times the weeks."""
    found = arrivals(0.25, 8, np.random.default_rng(1).random(MANY))
    assert found.mean() == pytest.approx(2.0, abs=0.04)
    assert found.var() == pytest.approx(2.0, abs=0.08)


def test_a_named_draw_is_not_disturbed_by_other_names():
    """One action more or less leaves the draws of the others as they were."""
    draws = Draws(Streams(4, range(50)), "x", 3)
    few, many = draws.each("shock", ("a", "c")), draws.each("shock", ("a", "b", "c"))
    assert np.array_equal(few, many[:, [0, 2]])
    spread = Draws(Streams(4, range(5000)), "x", 3).each("shock", ("a", "b"))
    assert abs(np.corrcoef(spread.T)[0, 1]) < 0.04
    assert spread.mean() == pytest.approx(0.5, abs=0.01)
