"""The emulator against functions that are known."""

import numpy as np
import pytest
from scipy.stats import qmc

from sahelsim.analysis.emulator import fit


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
    """No luck in the fit."""
    known = _points(32)
    one, other = fit(known, _truth(known)), fit(known, _truth(known))
    assert np.array_equal(one.weights, other.weights)
