"""Tests of recruitment: laws, limits, hand calculations."""

import numpy as np

from sahelsim.mechanisms.recruitment import MOTIVES
from sahelsim.mechanisms.recruitment import Recruitment as Part

NONE = dict.fromkeys(
    ("trigger_rate", "livelihood_rate", "kin_rate", "rule_rate", "militia_rate"), 0.0
)


def changes(state, geography, quiet, **numbers):
    return Part(**numbers).changes(state, geography, 1.0, quiet)


def test_law_anger_recruits_and_fear_holds_back(geography, state, quiet):
    """More harm remembered, more recruits; more fear, fewer."""
    base = changes(state, geography, quiet)["recruits_trigger"]
    state.revenge_state[:] *= 10.0
    angry = changes(state, geography, quiet)["recruits_trigger"]
    state.fear[:] = 0.9
    afraid = changes(state, geography, quiet)["recruits_trigger"]
    assert np.all(angry > base)
    assert np.all(afraid < angry)


def test_law_ten_times_the_harm_is_less_than_ten_times_the_recruits(geography, state, quiet):
    """Saturation: × 10 gives more, but far less than × 10."""
    base = changes(state, geography, quiet)["recruits_trigger"]
    state.revenge_state[:] *= 10.0
    state.revenge_militia[:] *= 10.0
    more = changes(state, geography, quiet)["recruits_trigger"] / base
    assert np.all((more > 1.5) & (more < 6.0))


def test_law_poverty_recruits(geography, state, quiet):
    """A fifth less income in the countryside, a ninth more who join for a living."""
    state.means[:], state.blockade[:] = 1.0, 0.0
    before = changes(state, geography, quiet)["recruits_livelihood"]
    state.rural_income[:] = 0.8
    more = changes(state, geography, quiet)["recruits_livelihood"] / before
    np.testing.assert_allclose(more, 2.0 / 1.8, rtol=0.02)


def test_law_an_empty_purse_recruits_fewer(geography, state, quiet):
    """Half of what was spent on a fighter, a third fewer who join for a living."""
    state.means[:], state.blockade[:] = 1.0, 0.0
    before = changes(state, geography, quiet)["recruits_livelihood"]
    state.means[:] = 0.5
    fewer = changes(state, geography, quiet)["recruits_livelihood"] / before
    np.testing.assert_allclose(fewer, 2.0 / 3.0, rtol=0.02)


def test_law_the_pool_empties(geography, state, quiet):
    """Who has joined cannot join again: fewer are left, and never less than none."""
    joined = changes(state, geography, quiet, pool_renewal=0.0)
    assert np.all(joined["pool"] <= 0.0)
    assert np.all(state.pool + joined["pool"] >= 0.0)
    state.pool[:] = 0.0
    assert np.all(changes(state, geography, quiet)["recruits_trigger"] == 0.0)


def test_limit_no_rates_no_recruits(geography, state, quiet):
    """With every rate at zero nobody joins."""
    found = changes(state, geography, quiet, **NONE)
    assert all(np.all(c == 0.0) for k, c in found.items() if k != "pool")


def test_by_hand_everybody_joins_somebody(geography, state, quiet):
    """Jihadist recruits by motive add up to new fighters of both groups."""
    change = changes(state, geography, quiet)
    motives = sum(change[f"recruits_{why}"] for why in MOTIVES)
    joined = change["fighters.jnim"] + change["fighters.isgs"]
    np.testing.assert_allclose(joined.sum(axis=1, keepdims=True), motives)


def test_triggers_lead_and_no_motive_is_idle(geography, state, quiet):
    """On the first day triggers come first, as the survey of 2017 has it; each motive counts."""
    change = changes(state, geography, quiet)
    found = {why: float(change[f"recruits_{why}"][0, 0]) for why in MOTIVES}
    assert max(found, key=found.get) == "trigger"
    assert min(found.values()) > 0.03 * sum(found.values())


def test_by_hand_work_alone(geography, state, quiet):
    """Where nobody rules, a tenth of men can be reached: pool · (1 − exp(−0.1 · rate))."""
    state.control[:], state.blockade[:], state.means[:] = 0.0, 0.0, 1.0
    found = changes(state, geography, quiet, **NONE | {"livelihood_rate": 1e-3, "reach_alone": 0.1})
    state.readiness[:], state.accord_in_force[:] = 0.0, 1.0
    alone = changes(state, geography, quiet, **NONE | {"livelihood_rate": 1e-3, "reach_alone": 0.1})
    wanted = (state.pool * -np.expm1(-1e-4)).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(alone["recruits_livelihood"], wanted)
    assert np.all(found["recruits_livelihood"] <= wanted)


def test_rebels_draw_their_own_people_alone(geography, state, quiet):
    """Nobody but Tuareg and Arabs joins the CMA, and nobody at all unless it is armed."""
    state.readiness[:], state.accord_in_force[:] = 0.0, 1.0
    assert np.all(changes(state, geography, quiet)["fighters.cma"] == 0.0)
    state.readiness[:] = 1.0
    own = [geography.identities.index(i) for i in ("tuareg", "arab")]
    with_own = np.bincount(
        geography.place_of, weights=np.isin(geography.identity_of, own), minlength=50
    )
    drawn = changes(state, geography, quiet)["fighters.cma"]
    assert np.all(drawn[:, with_own == 0] == 0.0)
    assert np.all(drawn[:, with_own > 0] > 0.0)
