"""The first day is at rest: what happens later is due to what happens, not to how it was filled in."""

import numpy as np
import pytest

from sahelsim.model.harm import anger_at_state
from sahelsim.model.parts import load_class, names
from sahelsim.model.start import first_state
from sahelsim.scenario import load_scenario
from sahelsim.scenario.assemble import assemble

MINDS = {
    "legitimacy": lambda s, geography: s.legitimacy,
    "cooperation": lambda s, geography: s.cooperation,
    "anger at the state": anger_at_state,
    "fear": lambda s, geography: s.fear,
}


@pytest.mark.parametrize("name", ["legitimacy", "information"])
def test_nothing_moves_by_itself(geography, state, quiet, name):
    """Nobody is killed: minds stay, and hardly anything changes hands."""
    part = load_class("mechanisms", name)()
    at_rest = part.at_rest(state, geography)
    moved = part.changes(state, geography, 1.0, quiet)
    assert at_rest
    for variable in {*at_rest, "control", "legitimacy"} & set(moved):
        assert np.abs(moved[variable]).max() < 0.003, variable


def test_other_mechanisms_have_no_say(geography, state):
    """Those that fill in the first day are few, and known."""
    asked = {
        name: load_class("mechanisms", name)().at_rest(state, geography)
        for name in names("mechanisms")
    }
    told = {name for name, values in asked.items() if values}
    expected = {
        "army_morale",
        "dormancy",
        "garrisons",
        "information",
        "legitimacy",
        "mining",
        "rebel_purse",
        "recruitment",
        "revenge",
        "violence_contagion",
    }
    assert told == expected


def test_a_quarter_without_news_leaves_minds_where_they_were():
    """Without a deal the country's mean of each mind moves by less than two points in 13 weeks."""
    model = assemble(load_scenario("no-deal"), seed=1, runs=range(32))

    def means():
        people, geography = model.state.population, model.setup.geography
        felt = {n: mind(model.state, geography) for n, mind in MINDS.items()}
        return {n: (values * people).sum() / people.sum() for n, values in felt.items()}

    before = means()
    for _ in range(13):
        model.step()
    after = means()
    assert {n: after[n] - before[n] for n in MINDS if abs(after[n] - before[n]) >= 0.02} == {}


@pytest.mark.parametrize("together", [{"jnim": 1.5}, {"jnim": 1.5, "state": 0.9}, {"state": 0.9}])
def test_factors_of_control_do_not_meddle_with_each_other(geography, together):
    """Each party has what it was given; those without a factor share the rest as before."""
    roster = load_scenario("baseline").roster
    asked = {f"control.{who}": np.array([[1.0], [times]]) for who, times in together.items()}
    state = first_state(geography, roster, 2, asked)
    before, after = state.control
    rows = [roster.controllers.index(who) for who in together]
    times = np.array(list(together.values()))[:, None]
    fits = (times * before[rows]).sum(axis=0) <= before.sum(axis=0)
    assert fits.sum() > 40
    np.testing.assert_allclose(after[rows][:, fits], (times * before[rows])[:, fits], rtol=1e-9)

    others = np.delete(np.arange(len(roster.controllers)), rows)
    somebody = before[others].sum(axis=0) > 0  # they take what a party loses
    np.testing.assert_allclose(after.sum(axis=0)[somebody], before.sum(axis=0)[somebody])
    shares = [held[others][:, somebody & fits] for held in (before, after)]
    shares = [held / np.maximum(held.sum(axis=0), 1e-12) for held in shares]
    squeezed = after[others].sum(axis=0)[somebody & fits] < 1e-9
    np.testing.assert_allclose(shares[0][:, ~squeezed], shares[1][:, ~squeezed], atol=1e-9)


def test_nobody_has_more_than_there_is(geography):
    """Where a party is given more than there is room it has all the room, and no share is lost."""
    state = first_state(geography, load_scenario("baseline").roster, 1, {"control.state": 9.0})
    room = geography.control_start.sum(axis=0)
    assert state.control.min() >= 0.0
    np.testing.assert_allclose(state.control.sum(axis=1)[0], room)
