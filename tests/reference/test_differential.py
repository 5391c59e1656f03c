"""Arrays against plain objects: the same trajectories under the same random numbers."""

import numpy as np
import pytest
from both import MINDS, array_week, lived, plain_country, plain_week

from sahelsim.base.streams import Draws
from sahelsim.model.axes import ARMED

WEEKS = 26


@pytest.mark.parametrize("communities", [300, 1000])
def test_the_same_trajectory(communities):
    """Half a year of minds, revenge and recruitment: equal to rounding, community by community."""
    model = lived(communities=communities)
    country, rng = plain_country(model), np.random.default_rng(5)
    dead = 0.0
    for week in range(100, 100 + WEEKS):
        killed = {w: rng.poisson(0.6, 50).astype(float) for w in ("fama", "jnim", "isgs", "wagner")}
        luck = Draws(model.streams, "communal_retaliation", week).uniform("revenge", 50)[0]
        array_week(model, week, killed)
        plain_week(country, killed, luck)
        dead += sum(c.killed["selfdef"] for c in country.cercles)

    people = list(country.agents)
    for name in MINDS:
        plain = np.array([getattr(c, name) for c in people])
        assert np.allclose(model.state.arrays[name][0], plain, rtol=1e-9, atol=1e-12), name
    for who in ARMED:
        plain = np.array([c.men[who] for c in country.cercles])
        assert np.allclose(model.state.row(f"fighters.{who}")[0], plain, rtol=1e-9), who
    assert dead > 0
