"""The contract of every order: precondition, expectation, effect."""

from dataclasses import replace

import numpy as np
import pytest

from sahelsim.core.cards import INCENTIVES
from sahelsim.core.errors import CardError
from sahelsim.model import parts
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.cast import check_judging
from sahelsim.scenario.files import package_cards

PAIRS = [(actor, order) for actor, card in package_cards().items() for order in card.can]
STILL = {"carry_on", "watch"}


@pytest.mark.parametrize("actor, order", PAIRS)
def test_expectations_name_known_incentives_and_fit_the_replicates(view, actor, order):
    """Each term speaks of one incentive, says because of what, and is a finite number a replicate."""
    action = parts.load_class("actions", order)()
    terms = action.expects(view(actor, order))

    assert terms
    for (incentive, because), amount in terms.items():
        assert incentive in (*INCENTIVES, "cost")
        assert len(because) > 3
        assert np.isfinite(np.broadcast_to(np.asarray(amount), (2, 1))).all()


@pytest.mark.parametrize("actor, order", PAIRS)
def test_who_judges_strength_says_so(state, view, actor, order):
    """An order whose worth hangs on believed strengths declares it, and no other does."""
    action = parts.load_class("actions", order)()
    before = action.expects(view(actor, order))
    state.seen[:] *= 1.7
    state.seen[:] += np.arange(1.0, 9.0) * 100.0
    after = action.expects(view(actor, order))
    moved = any(np.any(np.asarray(before[term]) != np.asarray(after[term])) for term in before)
    assert action.judges == moved


@pytest.mark.parametrize("actor", package_cards())
def test_beliefs_about_strength_stand_on_cards_that_use_them(actor):
    """A number that no order reads is not on a card; one that is read is not missing."""
    check_judging(package_cards()[actor])


def test_a_card_with_idle_or_missing_beliefs_is_refused():
    """One clear line, naming what to add or remove."""
    cards = package_cards()
    idle = replace(cards["ecowas"], numbers=cards["cma"].numbers)
    with pytest.raises(CardError, match=r"'ecowas'.*would do nothing; remove them"):
        check_judging(idle)
    lacking = replace(cards["cma"], numbers=cards["ecowas"].numbers)
    with pytest.raises(CardError, match=r"'cma' judges .* 'rebel'.*learning_rate, noise"):
        check_judging(lacking)
    with pytest.raises(CardError, match="unknown key 'noise'"):
        apply_overrides(load_scenario("baseline"), ["actors.ecowas.believes.noise=0.5"])


@pytest.mark.parametrize("actor, order", PAIRS)
def test_preconditions_are_a_yes_or_no_in_every_replicate(view, actor, order):
    """An order is either on the menu or not."""
    allowed = np.asarray(parts.load_class("actions", order)().allowed(view(actor, order)))
    assert allowed.dtype == bool
    assert np.broadcast_to(allowed, (2, 1)).shape == (2, 1)


@pytest.mark.parametrize("order", sorted({o for _, o in PAIRS}))
def test_effects_move_known_variables_within_reason(state, do, order):
    """What an order does is finite, known to the state table, and nothing unless it acts."""
    before = {n: a.copy() for n, a in state.arrays.items()}
    state.contract[:], state.contract_men[:], state.mine_pay_share[:] = 1.0, 800.0, 0.5
    changed = {n: a.copy() for n, a in state.arrays.items()}
    changes = do(order)

    assert all(key.split(".")[0] in VARIABLES for key in changes)
    assert all(np.isfinite(c).all() for c in changes.values())
    assert all(np.array_equal(changed[n], a) for n, a in state.arrays.items())
    moved = any(np.abs(c).max() > 0 for c in changes.values())
    assert before
    if order in STILL:
        assert not moved


@pytest.mark.parametrize("order", sorted({o for _, o in PAIRS} - STILL))
def test_every_order_does_something_somewhere(state, do, order):
    """There is a state in which the action changes the state: no option is idle."""
    state.contract[:], state.contract_men[:], state.mine_pay_share[:] = 1.0, 800.0, 0.5
    state.sanctions[:], state.accord_in_force[:], state.relation[:] = 0.5, 0.5, 0.6
    moved = 0.0
    for signed in (0.0, 1.0):
        state.row("contract.wagner")[:] = signed
        changes = do(order)
        moved += sum(np.abs(c).max() for c in changes.values())
    assert moved > 0
