"""The first day is at rest: what happens later is due to what happens, not to how it was filled in."""

import numpy as np
import pytest

from sahelsim.model.parts import load_class, names
from sahelsim.scenario import load_scenario
from sahelsim.scenario.assemble import assemble

MINDS = ("legitimacy", "cooperation", "anger_state", "fear")


@pytest.mark.parametrize("name", ["anger_and_fear", "attitudes", "control_shift", "informing"])
def test_nothing_moves_by_itself(world, state, quiet, name):
    """Nobody is killed: minds stay, and hardly anything changes hands."""
    part = load_class("mechanisms", name)()
    at_rest = part.at_rest(state, world)
    moved = part.changes(state, world, 1.0, quiet)
    assert at_rest
    for variable in {*at_rest, "control", "legitimacy"} & set(moved):
        assert np.abs(moved[variable]).max() < 0.003, variable


def test_other_mechanisms_have_no_say(world, state):
    """Those that fill in the first day are few, and known."""
    asked = {
        name: load_class("mechanisms", name)().at_rest(state, world) for name in names("mechanisms")
    }
    told = {name for name, values in asked.items() if values}
    expected = {"anger_and_fear", "attitudes", "control_shift", "informing", "violence_contagion"}
    assert told == expected


def test_a_quarter_without_news_leaves_minds_where_they_were():
    """Without a deal the country's mean of each mind moves by less than two points in 13 weeks."""
    model = assemble(load_scenario("no-deal"), seed=1, runs=range(32))

    def means():
        people = model.state.population
        return {n: (model.state.arrays[n] * people).sum() / people.sum() for n in MINDS}

    before = means()
    for _ in range(13):
        model.step()
    after = means()
    assert all(abs(after[n] - before[n]) < 0.02 for n in MINDS)
