"""The emulator against functions that are known."""

import numpy as np
import pytest
from scipy.stats import qmc

from sahelsim.analysis.emulator import _unlikely, fit, kernel


def _points(n, levers=3, seed=0):
    return 2.0 * qmc.Sobol(levers, rng=np.random.default_rng(seed)).random(n) - 1.0


def _truth(x):
    """Two outputs and a mirror of the first; the third lever does nothing."""
    wave = np.sin(2.0 * x[:, 0]) + x[:, 1] ** 2
    return np.stack([40.0 + 10.0 * wave, 5.0 * x[:, 0] * x[:, 1], -10.0 * wave], axis=1)


def test_a_smooth_function_is_found_again():
    """Without noise the surface goes through what it knows and errs by little between."""
    known, other = _points(64), _points(256, seed=1)
    surface = fit(known, _truth(known))
    assert np.abs(surface(known) - _truth(known)).max() < 0.5
    wrong = np.abs(surface(other) - _truth(other))
    assert wrong.mean() < 0.02 * np.abs(_truth(other) - _truth(other).mean(0)).mean()


def test_noise_is_smoothed_not_followed():
    """With noise the error is well under the noise, and under what the mean alone would err."""
    known, other = _points(128), _points(256, seed=1)
    noise = np.random.default_rng(2).normal(0.0, 3.0, (128, 3))
    surface = fit(known, _truth(known) + noise)
    wrong = np.abs(surface(other) - _truth(other)).mean(axis=0)
    lazy = np.abs(_truth(other) - _truth(other).mean(axis=0)).mean(axis=0)
    assert (wrong < 1.5).all()
    assert (wrong[[0, 2]] < 0.3 * lazy[[0, 2]]).all()


def test_a_lever_that_does_nothing_is_seen_to_do_nothing():
    """Its length is the longest, and moving it moves nothing."""
    known = _points(128)
    surface = fit(known, _truth(known) + np.random.default_rng(2).normal(0.0, 1.0, (128, 3)))
    assert surface.lengths.argmax() == 2
    ends = np.zeros((2, 3))
    ends[:, 2] = [-1.0, 1.0]
    assert np.ptp(surface(ends), axis=0).max() < 1.5


def test_doubt_grows_away_from_what_is_known():
    """More at a corner than in the middle, and next to nothing where noise-free answers stand."""
    known = 0.5 * _points(64)
    surface = fit(known, _truth(known))
    middle, corner = surface.doubt(np.zeros((1, 3))), surface.doubt(np.ones((1, 3)))
    assert surface.doubt(known).max() < 0.2 * corner[0]
    assert 3.0 * middle[0] < corner[0]


@pytest.mark.parametrize("outputs", [1, 5])
def test_what_never_changes_stays_as_it_is(outputs):
    """A field that no lever moves is returned as its mean."""
    known = _points(16)
    surface = fit(known, np.full((16, outputs), 7.0))
    assert surface(_points(8, seed=3)) == pytest.approx(7.0)


def test_the_same_answers_give_the_same_surface():
    """No chance in the fit."""
    known = _points(32)
    one, other = fit(known, _truth(known)), fit(known, _truth(known))
    assert np.array_equal(one.weights, other.weights)


def test_the_slopes_of_the_likelihood_are_its_slopes():
    """What the optimiser is told agrees with small steps."""
    rng = np.random.default_rng(0)
    known, amounts, share = _points(32), rng.normal(size=(32, 2)), rng.uniform(0.5, 4.0, 32)
    theta, told = np.array([0.2, -0.5, 0.9, -1.0, -0.7]), []
    for k in range(len(theta)):
        step = 1e-5 * np.eye(len(theta))[k]
        up, down = (_unlikely(theta + s, known, amounts, share)[0] for s in (step, -step))
        told.append((up - down) / 2e-5)
    assert _unlikely(theta, known, amounts, share)[1] == pytest.approx(told, rel=1e-4)


def test_what_a_page_carries_is_enough_for_the_doubt():
    """The inverse follows from points, lengths, slope and noise, which are small."""
    known = _points(64)
    surface = fit(known, _truth(known) + np.random.default_rng(2).normal(0.0, 1.0, (64, 3)))
    held = kernel(known, known, surface.lengths, surface.slope) + np.diag(surface.noise)
    assert np.linalg.inv(held) == pytest.approx(surface.inverse, rel=1e-6, abs=1e-9)


def _steep(x):
    """Two shares that change places where the first of three levers is low."""
    share = 1.0 / (1.0 + np.exp(-10.0 * (x[:, 0] + 0.6))) * (0.8 + 0.1 * x[:, 1])
    return np.stack([share, 1.0 - share], axis=1)


def test_a_steep_change_along_one_lever_is_found():
    """From shares of a few runs, with the slide's ends and middles known better than the rest."""
    own, ends = np.array([[0.1, 0.1, 0.1]]), np.repeat([[0.1, 0.1, 0.1]], 12, axis=0)
    ends[np.arange(12), np.repeat([0, 1, 2], 4)] = np.tile([-1.0, -0.45, 0.55, 1.0], 3)
    known = np.concatenate([own, ends, _points(128)])
    runs = np.r_[384, np.tile([32, 16, 16, 32], 3), np.full(128, 16)]
    rng = np.random.default_rng(4)
    one = rng.binomial(runs, _steep(known)[:, 0]) / runs
    surface = fit(known, np.stack([one, 1.0 - one], axis=1), runs, 0)
    slide = np.repeat(own, 9, axis=0)
    slide[:, 0] = np.linspace(-1.0, 1.0, 9)
    wrong = np.abs(surface(slide) - _steep(slide)).max(axis=1)
    assert np.ptp(_steep(slide)[:, 0]) > 0.7
    assert wrong.max() < 0.12
    assert surface(own)[0, 0] == pytest.approx(one[0])


def test_the_anchor_is_kept_and_its_pull_fades():
    """The surface goes through it; where many points say otherwise, little is changed."""
    known = np.concatenate([np.zeros((1, 3)), _points(64)])
    outputs = _truth(known) + np.random.default_rng(2).normal(0.0, 2.0, (65, 3))
    outputs[0] += 6.0
    loose, kept = fit(known, outputs), fit(known, outputs, anchor=0)
    assert kept(known[:1])[0] == pytest.approx(outputs[0])
    far = known[np.abs(known).max(axis=1) > 0.9]
    moved = np.abs(kept(far) - loose(far)).mean()
    assert moved < 0.3 * np.abs(outputs[0] - loose(known[:1])[0]).mean()


def test_more_runs_weigh_more():
    """Of two answers at one place the surface is nearer to that of the more runs."""
    known = np.repeat(_points(32), 2, axis=0)
    outputs = _truth(known) + np.tile([-2.0, 2.0], 32)[:, None]
    surface = fit(known, outputs, np.tile([4.0, 64.0], 32))
    assert (surface(known)[:, 0] - _truth(known)[:, 0]).mean() > 1.0
