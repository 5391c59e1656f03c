"""Every mechanism keeps its word: writes what it declares, reads what it declares, alters nothing."""

import numpy as np
import pytest

from sahelsim.core.streams import Draws, Streams
from sahelsim.model import parts
from sahelsim.model.mechanism import settled
from sahelsim.model.state import State
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario import load_scenario
from sahelsim.scenario.assemble import assemble

NAMES = parts.names("mechanisms")


class Spy(State):
    """A state that notes what is read."""

    def __init__(self, state):
        super().__init__(state.arrays, state.roster)
        self.noted = set()

    def __getattribute__(self, name):
        if name in VARIABLES:
            self.noted.add(name)
        return super().__getattribute__(name)

    def row(self, key):
        self.noted.add(key.split(".")[0])
        return super().row(key)


@pytest.fixture(scope="module")
def lived():
    """A country at war with a contract signed, so that every branch has something to do."""
    model = assemble(load_scenario("at-worst"), seed=1, runs=range(2))
    for _ in range(40):
        model.step()
    return model


@pytest.mark.parametrize("name", NAMES)
def test_mechanism_writes_only_what_it_declares(lived, name):
    """Undeclared changes would hide from the reader."""
    mechanism = lived.setup.mechanisms[name]
    changes = mechanism.changes(
        lived.state, lived.setup.geography, 1.0, Draws(Streams(1, range(2)), name, 9)
    )

    assert {key.split(".")[0] for key in changes} <= set(mechanism.writes)
    for key, change in changes.items():
        assert np.isfinite(change).all(), key
        assert (
            np.broadcast_shapes(change.shape, lived.state.targets[key].shape)
            == lived.state.targets[key].shape
        )


@pytest.mark.parametrize("name", NAMES)
def test_mechanism_leaves_the_state_alone(lived, name):
    """Arrays are made read-only while it computes."""
    frozen = lived.state.take(np.arange(2))
    for array in frozen.arrays.values():
        array.setflags(write=False)
    frozen = State(frozen.arrays, lived.state.roster)
    draws = Draws(Streams(1, range(2)), name, 9)
    first = lived.setup.mechanisms[name].changes(frozen, lived.setup.geography, 1.0, draws)
    again = lived.setup.mechanisms[name].changes(frozen, lived.setup.geography, 1.0, draws)
    assert all(np.array_equal(first[key], again[key]) for key in first)


@pytest.mark.parametrize("name", NAMES)
def test_mechanism_reads_only_what_it_declares(lived, name):
    """What is not declared is not read."""
    spy = Spy(lived.state)
    mechanism = lived.setup.mechanisms[name]
    mechanism.changes(spy, lived.setup.geography, 1.0, Draws(Streams(1, range(2)), name, 9))
    assert spy.noted <= set(mechanism.reads)


def test_what_numbers_and_world_settle_is_computed_once():
    """It is read only, since everybody who asks is given the same array; each replicate has its own."""
    asked = []

    class Part:
        @settled
        def double(self, geography):
            asked.append(geography)
            return np.array([2.0 * geography])

    part = Part()
    assert part.double(1.0) is part.double(1.0)
    assert part.double(3.0) == [6.0]
    assert asked == [1.0, 3.0]
    with pytest.raises(ValueError, match="read-only"):
        part.double(1.0)[0] = 0.0
