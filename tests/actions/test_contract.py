"""The contract of every order: precondition, expectation, effect."""

import numpy as np
import pytest

from sahelsim.base.cards import INCENTIVES
from sahelsim.model import parts
from sahelsim.model.beliefs import Picture, View
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario.files import package_cards

PAIRS = [(actor, order) for actor, card in package_cards().items() for order in card.can]
STILL = {"carry_on", "watch"}


@pytest.fixture
def view(state, world):
    """Make an actor's view of the state."""
    return lambda actor: View(Picture(state, world), package_cards()[actor], {})


@pytest.mark.parametrize("actor, order", PAIRS)
def test_expectations_name_known_incentives_and_fit_the_worlds(view, actor, order):
    """Each term speaks of one incentive, says because of what, and is a finite number a world."""
    action = parts.load_class("actions", order)()
    terms = action.expects(view(actor))

    assert terms
    for (incentive, because), amount in terms.items():
        assert incentive in (*INCENTIVES, "cost")
        assert len(because) > 3
        assert np.isfinite(np.broadcast_to(np.asarray(amount), (2, 1))).all()


@pytest.mark.parametrize("actor, order", PAIRS)
def test_preconditions_are_a_yes_or_no_in_every_world(view, actor, order):
    """An order is either on the menu or not."""
    allowed = np.asarray(parts.load_class("actions", order)().allowed(view(actor)))
    assert allowed.dtype == bool
    assert np.broadcast_to(allowed, (2, 1)).shape == (2, 1)


@pytest.mark.parametrize("order", sorted({o for _, o in PAIRS}))
def test_effects_move_known_variables_within_reason(state, world, lucky, order):
    """What an order does is finite, known to the state table, and nothing unless it acts."""
    before = {n: a.copy() for n, a in state.arrays.items()}
    state.contract[:], state.contract_men[:], state.mine_pay_share[:] = 1.0, 800.0, 0.5
    changed = {n: a.copy() for n, a in state.arrays.items()}
    changes = parts.load_class("actions", order)().changes(state, world, lucky)

    assert all(key.split(".")[0] in VARIABLES for key in changes)
    assert all(np.isfinite(c).all() for c in changes.values())
    assert all(np.array_equal(changed[n], a) for n, a in state.arrays.items())
    moved = any(np.abs(c).max() > 0 for c in changes.values())
    assert before
    if order in STILL:
        assert not moved


@pytest.mark.parametrize("order", sorted({o for _, o in PAIRS} - STILL))
def test_every_order_does_something_somewhere(state, world, lucky, order):
    """There is a state in which the order changes the world: no option is idle."""
    state.contract[:], state.contract_men[:], state.mine_pay_share[:] = 1.0, 800.0, 0.5
    state.sanctions[:], state.accord_in_force[:], state.french_relation[:] = 0.5, 0.5, 0.6
    action, moved = parts.load_class("actions", order)(), 0.0
    for signed in (0.0, 1.0):
        state.contract[:] = signed
        changes = action.changes(state, world, lucky)
        moved += sum(np.abs(c).max() for c in changes.values())
    assert moved > 0
