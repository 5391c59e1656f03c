"""Shared forms: events keep their mean and their law, sums over places know every neighbour."""

import numpy as np
import pytest

from sahelsim.core.streams import Draws, Streams
from sahelsim.model.forms import (
    by_place,
    by_region,
    eventful,
    neighbours_mean,
    neighbours_reach,
    neighbours_sum,
    spread,
)


@pytest.mark.parametrize("expected", [0.02, 0.5, 4.0])
def test_one_random_number_gives_event_size_and_rounding(expected):
    """P(event) = 1 − exp(−E/size), Lomax sizes, and the mean stays E (tail 3: variance exists)."""
    size, tail = 5.0, 3.0
    draws = Draws(Streams(3, range(4000)), "x", 0)
    deaths = eventful(np.full((4000, 50), expected), size, tail, draws, "y")

    assert np.all(deaths == np.floor(deaths))
    assert deaths.mean() == pytest.approx(expected, rel=0.05)
    mean = expected / -np.expm1(-expected / size)  # of one event
    above = (deaths >= 3.0 * mean + 0.5).mean()
    lomax = (1.0 + 3.0 / (tail - 1.0)) ** -tail * -np.expm1(-expected / size)
    assert above == pytest.approx(lomax, rel=0.12)


def test_a_random_number_of_zero_is_the_largest_event():
    """The least number of all gives the cap, not an error."""

    class Zero:
        def uniform(self, part, n):
            return np.zeros((1, n))

    deaths = eventful(np.array([[1.0, 0.0]]), 1.0, 2.0, Zero(), "y")
    assert deaths.tolist() == [[np.floor(60.0 / -np.expm1(-1.0)), 0.0]]


def test_sums_over_neighbours_and_regions(geography):
    """Sparse products add up what the tables say, alike alone and in a batch."""
    values = np.random.default_rng(1).random((7, 50))
    near = values[:, geography.neighbours]
    reach = geography.neighbour_mask / (10.0 + geography.neighbour_distance)
    inside = geography.region_of == np.arange(len(geography.regions))[:, None]

    for function, slow in (
        (neighbours_mean, (near * geography.neighbour_weight).sum(axis=2)),
        (neighbours_sum, (near * geography.neighbour_mask).sum(axis=2)),
        (neighbours_reach, (near * reach).sum(axis=2)),
        (by_region, values @ inside.T),
    ):
        found = function(values, geography)
        np.testing.assert_allclose(found, slow, rtol=1e-12)
        assert np.array_equal(found[3:4], function(values[3:4], geography))


def test_spread_undoes_nothing(geography):
    """Each community gets its place's number; adding up counts each place's rows."""
    values = np.arange(50.0)[None, :]
    assert np.array_equal(spread(values, geography)[0], geography.place_of.astype(float))
    assert np.array_equal(
        by_place(spread(values, geography) * 0.0 + 1.0, geography)[0], geography.rows_here
    )
