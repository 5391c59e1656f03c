"""Mali as facts: 50 cercles that hang together."""

import numpy as np
import pytest

from sahelsim.geography.history import deaths_by_month, facts
from sahelsim.geography.mali import load_geography
from sahelsim.geography.outlines import centres, middle, outlines


def test_fifty_cercles_in_ten_regions(geography):
    """Every cercle has an id, a region, people and an outline."""
    assert len(geography.place_ids) == len(set(geography.place_ids)) == 50
    assert set(geography.region_of) == set(range(10))
    assert set(outlines()) == set(geography.place_ids)
    assert 20e6 < geography.population.sum() < 23e6


def test_a_cercles_letter_stands_in_its_largest_part(geography):
    """Known middles by hand; every one lies within its outline's box, in the outlines' order."""
    assert list(centres()) == list(outlines())
    for place, (east, north) in centres().items():
        line = outlines()[place]
        for axis, at in (("x", east), ("y", north)):
            inside = [v for v in line[axis] if v is not None]
            assert min(inside) < at < max(inside), place
    square, speck = [0.0, 2.0, 2.0, 0.0, 0.0], [9.0, 9.1, 9.1, 9.0, 9.0]
    x, y = [*speck, None, *square], [5.0, 5.0, 5.1, 5.1, 5.0, None, 1.0, 1.0, 3.0, 3.0, 1.0]
    assert middle(x, y) == middle(x[::-1], y[::-1]) == (1.0, 2.0)


def test_neighbours_are_mutual(geography):
    """If a borders b, b borders a; weights sum to one; distances are kilometres."""
    for a in range(50):
        near = geography.neighbours[a][geography.neighbour_mask[a] > 0]
        assert a not in near
        assert all(a in geography.neighbours[b][geography.neighbour_mask[b] > 0] for b in near)
    np.testing.assert_allclose(geography.neighbour_weight.sum(axis=1), 1.0)
    assert geography.neighbour_distance[geography.neighbour_mask > 0].max() < 1200


def test_control_of_november_2021(geography):
    """Shares are shares; Kidal is the CMA's, Bamako the state's, the delta largely JNIM's."""
    control = geography.control_start
    assert control.min() >= 0.0
    assert control.sum(axis=0).max() <= 1.0

    def strongest(place):
        return geography.controllers[int(control[:, geography.place_ids.index(place)].argmax())]

    assert [strongest(p) for p in ("kidal", "bamako", "tenenkou")] == ["cma", "state", "jnim"]


def test_fighters_stand_somewhere(geography):
    """Weights of every force sum to one; the army is not in Kidal, the French are in Gao."""
    assert all(w.sum() == pytest.approx(1.0) and w.min() >= 0 for w in geography.weights.values())
    assert geography.weights["garrison"][geography.place_ids.index("kidal")] == 0.0
    assert geography.weights["french_bases"].argmax() == geography.place_ids.index("gao")


@pytest.mark.parametrize("communities", [50, 300, 3000])
def test_communities_add_up_to_the_people(communities):
    """Rows at any resolution hold the same people, sorted by place, thresholds inside (0, 1)."""
    geography = load_geography(communities)
    people = np.add.reduceat(geography.community_population, geography.first_row)
    np.testing.assert_allclose(people, geography.population)
    assert np.all(np.diff(geography.place_of) >= 0)
    assert set(geography.identity_of) == set(range(len(geography.identities)))
    assert 0 < geography.threshold_quantile.min() <= geography.threshold_quantile.max() < 1
    assert len(geography.place_of) == pytest.approx(max(communities, 197), rel=0.05)


def test_arrays_cannot_be_written(geography):
    """Facts stay facts."""
    with pytest.raises(ValueError, match="read-only"):
        geography.population[0] = 0.0


def test_history_tells_what_it_has_read():
    """``until`` cuts the record; nothing after 2022 is shipped."""
    assert deaths_by_month("2021-10")[-1][0] == "2021-10"
    assert max(month for month, _ in deaths_by_month()) == "2022-12"
    assert all(row["date"][:7] <= "2020-12" for row in facts("2020-12"))
    assert max(row["date"][:4] for row in facts()) == "2022"
