"""Join counts and the fitted self-exciting process find known answers."""

import numpy as np
import pytest

from sahelsim.analysis.diffusion import join_ratios, joins, self_excited_share

SIDE = 12


def _grid():
    near = np.zeros((SIDE**2, SIDE**2), dtype=bool)
    for p in range(SIDE**2):
        for q in range(SIDE**2):
            near[p, q] = abs(p // SIDE - q // SIDE) + abs(p % SIDE - q % SIDE) == 1
    return near


def _war(moves):
    """Violence that spreads from an edge column by column, staying behind or moving on."""
    column = np.arange(SIDE**2) % SIDE
    return np.array([(column == t) if moves else (column <= t) for t in range(3)])


def test_an_expanding_war_escalates_and_a_wandering_one_relocates():
    """Each synthetic war is told by its own kind of join, and by that alone."""
    grow, move = (join_ratios(_war(m), _grid(), 100, 1) for m in (False, True))
    assert grow[0] > 1.5
    assert grow[1] == 0.0
    assert move[1] > 1.5
    assert move[0] == 0.0


def test_places_at_random_are_at_chance():
    """Violence without a map has ratios near one."""
    rng = np.random.default_rng(3)
    found = [join_ratios(rng.random((9, SIDE**2)) < 0.3, _grid(), 50, 1) for _ in range(10)]
    assert np.mean(found, axis=0) == pytest.approx([1.0, 1.0], abs=0.1)


def test_a_quiet_country_has_no_joins():
    """No violence, no joins."""
    assert joins(np.zeros((4, SIDE**2), dtype=bool), _grid()) == (0.0, 0.0)


@pytest.mark.parametrize("own, near", [(0.0, 0.0), (0.2, 0.0), (0.34, 0.08)])
def test_branching_ratio_of_a_known_process(own, near):
    """Counts made with a branching ratio give it back (a little low: short series)."""
    rng = np.random.default_rng(5)
    weights = _grid() / _grid().sum(axis=1, keepdims=True)
    background = rng.gamma(0.5, 0.3, SIDE**2)
    found = []
    for _ in range(4):
        y, echo = np.zeros((156, SIDE**2)), np.zeros(SIDE**2)
        for t in range(156):
            y[t] = rng.poisson(background + own * echo + near * weights @ echo)
            echo = 0.62 * echo + 0.38 * y[t]
        found.append(self_excited_share(y, weights))
    assert np.mean(found) == pytest.approx(own + near, abs=0.07)


def test_no_events_excite_nothing():
    """An empty country has a branching ratio of zero."""
    assert self_excited_share(np.zeros((20, SIDE**2)), _grid() / 4.0) == 0.0
