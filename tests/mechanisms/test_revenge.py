"""Tests of revenge and fear: laws, limits, hand calculations."""

import numpy as np
import pytest

from sahelsim.core.parameter import ASSUMED
from sahelsim.mechanisms.revenge import Revenge as Part
from sahelsim.model.harm import HALF_ANGER, aroused, suspected

INFLAME, DETER = 0.0, 1.0


def after(state, geography, quiet, weeks=1, **numbers):
    """Return the state's revenge and fear some weeks later."""
    for _ in range(weeks):
        for name, change in Part(**numbers).changes(state, geography, 1.0, quiet).items():
            state.arrays[name][:] += change
    return state


def test_law_harm_is_held_against_who_did_it(geography, state, quiet):
    """What the army does is no grievance against jihadists."""
    before = {n: state.arrays[n].copy() for n in ("revenge_state", "revenge_jihadist")}
    state.row("civilians_killed.fama")[:, 30] = 40.0
    change = Part().changes(state, geography, 1.0, quiet)
    here = geography.place_of == 30
    assert np.all(change["revenge_state"][:, here] > 0.0)
    assert np.all(change["revenge_jihadist"] <= 0.0)
    assert np.all(before["revenge_jihadist"] >= 0.0)


def test_law_kin_far_away_hear_of_it(geography, state, quiet):
    """Fulani elsewhere remember what was done to Fulani, more than others elsewhere do."""
    calm = Part().changes(state, geography, 1.0, quiet)["revenge_state"]
    state.row("civilians_killed.fama")[:, 30] = 40.0
    rose = Part().changes(state, geography, 1.0, quiet)["revenge_state"] - calm
    near = {30, *geography.neighbours[30]}
    far = ~np.isin(geography.place_of, list(near))
    fulani = geography.identity_of == geography.identities.index("fulani")
    assert rose[:, far & fulani].min() > rose[:, far & ~fulani].max() > 0.0


def test_law_whoever_suspects_more_hurts_more(geography, state):
    """The army suspects Fulani first and others least; jihadists nobody in particular."""
    found = suspected("state", state.roster, geography)
    by_name = {n: found[geography.identity_of == k] for k, n in enumerate(geography.identities)}
    assert by_name["fulani"].min() == 1.0 > by_name["arab"].max() > by_name["songhai"].max()
    assert np.all(suspected("jihadist", state.roster, geography) == 1.0)


def test_limit_nobody_is_afraid_where_harm_inflames(geography, state, quiet):
    """The switch turns deterrence off."""
    state.row("civilians_killed.fama")[:] = 20.0
    after(state, geography, quiet, collateral_effect=INFLAME)
    assert np.all(state.fear == 0.0)
    after(state, geography, quiet, collateral_effect=DETER)
    assert state.fear.min() > 0.0
    assert state.fear.max() <= 1.0


def test_by_hand_half_is_forgotten_in_half_a_memory(geography, state, quiet):
    """With a memory of eight weeks a shock loses 1/8 a week: half in a little over five."""
    state.revenge_state[:] = 3.0
    after(state, geography, quiet, weeks=5, memory=8.0)
    np.testing.assert_allclose(state.revenge_state, 3.0 * (7 / 8) ** 5)


def test_by_hand_one_cercle_one_people(geography, state, quiet):
    """Ten dead jihadist victims among N people are 6·10⁵/N at home, before neighbours and kin."""
    state.revenge_jihadist[:] = 0.0
    state.row("civilians_killed.jnim")[:, 12] = 10.0
    here = geography.place_of == 12
    people = state.population[0, here].sum()
    rose = Part(memory=4.0).changes(state, geography, 1.0, quiet)["revenge_jihadist"][0, here]
    assert rose.min() > 0.6 * 10.0 * 1e5 / (people + 1.0) / 4.0


def test_anger_saturates():
    """Half at the half-value; twice the dead never anger twice as many."""
    assert float(aroused(np.array(HALF_ANGER.value))) == pytest.approx(0.5)
    low, high = aroused(np.array([0.2, 0.4]))
    assert 1.0 < high / low < 2.0
    assert HALF_ANGER.source == ASSUMED
