"""Orders one by one: what drives each expectation, and what each really does, by hand."""

import numpy as np
import pytest

from sahelsim.model import parts
from sahelsim.model.beliefs import Picture, View
from sahelsim.scenario.files import package_cards


@pytest.fixture
def value(state, geography):
    """Return an actor's expected utility of an order, as its card weighs it."""

    def worth(actor, order, mixes=None, **numbers):
        card = package_cards()[actor]
        view = View(Picture(state, geography), card, mixes or {})
        terms = parts.load_class("actions", order)(**numbers).expects(view)
        total = sum(
            card.weights.get(i, 1.0 if i == "cost" else 0.0) * a for (i, _), a in terms.items()
        )
        return float(np.broadcast_to(np.asarray(total), (2, 1))[0, 0])

    return worth


def _do(state, geography, draws, order, **numbers):
    return parts.load_class("actions", order)(**numbers).changes(state, geography, draws)


RISES = [
    ("junta", "sign_contract", "coup_hazard", 0.02, 0.3),
    ("junta", "sign_contract", "treasury", 1.0, 500.0),
    ("junta", "hint_at_deal", "deal_belief", 0.0, 0.9),
    ("junta", "pay_officers", "coup_hazard", 0.02, 0.3),
    ("junta", "purge_officers", "coup_hazard", 0.02, 0.3),
    ("junta", "expel_french", "contract", 0.0, 1.0),
    ("junta", "talk_to_jnim", "army_losses", 0.0, 20.0),
    ("junta", "hold_elections", "sanctions", 0.0, 1.0),
    ("france", "leave", "contract", 0.0, 1.0),
    ("wagner", "quit_mali", "arrears", 5.0, 80.0),
    ("wagner", "take_mines", "mine_pay_share", 0.0, 1.0),
    ("wagner", "guard_regime", "coup_hazard", 0.01, 0.2),
    ("cma", "rebel", "pact", 0.0, 1.0),
    ("cma", "rebel", "readiness", 0.3, 1.0),
    ("cma", "honour_accord", "implementation", 0.0, 1.0),
    ("ecowas", "impose_sanctions", "election_delay", 0.4, 1.0),
    ("ecowas", "lift_sanctions", "sanctions", 0.1, 1.0),
    ("russia", "send_arms", "contract", 0.0, 1.0),
    ("isgs", "lie_low", "strike_tempo", 0.5, 2.0),
]
FALLS = [
    ("junta", "unleash_forces", "french_relation", 0.0, 1.0),
    ("junta", "meet_french_conditions", "french_conditions", 0.0, 1.0),
    ("france", "suspend_operations", "deal_belief", 0.0, 1.0),
    ("france", "condition_aid", "deal_belief", 0.0, 1.0),
    ("cma", "rebel", "accord_trust", 0.0, 0.5),
    ("cma", "rebel", "guarantee", 0.0, 1.0),
    ("cma", "arm_and_unite", "accord_trust", 0.0, 1.0),
    ("jnim", "talk_to_junta", "rivalry", 0.0, 1.0),
    ("isgs", "expand_isgs", "french_relation", 0.0, 1.0),
]


@pytest.mark.parametrize("actor, order, variable, low, high", RISES)
def test_worth_more_when(value, state, actor, order, variable, low, high):
    """An order is worth more to its giver when the thing it answers to is larger."""
    state.arrays[variable][:] = low
    before = value(actor, order)
    state.arrays[variable][:] = high
    assert value(actor, order) > before


@pytest.mark.parametrize("actor, order, variable, low, high", FALLS)
def test_worth_less_when(value, state, actor, order, variable, low, high):
    """An order is worth less to its giver when what speaks against it is larger."""
    state.arrays[variable][:] = low
    before = value(actor, order)
    state.arrays[variable][:] = high
    assert value(actor, order) < before


def test_the_red_line_enters_the_juntas_sum(value):
    """A CMA that seems ready to rebel makes a contract worth less."""
    calm = value("junta", "sign_contract")
    angry = value("junta", "sign_contract", {("cma", "rebel"): np.full((2, 1), 0.5)})
    assert angry < calm


@pytest.mark.parametrize("code, share", [(0.0, 0.0), (1.0, 1.0), (2.0, 0.5)])
def test_payment_mode_sets_what_is_paid_in_mines(state, geography, rigged, code, share):
    """Cash, concession, or half of each."""
    change = _do(state, geography, rigged, "sign_contract", payment_mode=code, men=700.0)
    np.testing.assert_allclose(state.mine_pay_share + change["mine_pay_share"], share)
    np.testing.assert_allclose(state.contract_men + change["contract_men"], 700.0)
    np.testing.assert_allclose(state.contract + change["contract"], 1.0)


def test_breaking_and_mending_the_accord(state, geography, rigged):
    """Rebellion breaks it, return restores it."""
    state.arrays["accord_in_force"] += _do(state, geography, rigged, "rebel")["accord_in_force"]
    assert np.all(state.accord_in_force == 0.0)
    state.arrays["accord_in_force"] += _do(state, geography, rigged, "return_to_accord")[
        "accord_in_force"
    ]
    assert np.all(state.accord_in_force == 1.0)


def test_suspension_lasts_until_france_resumes(state, geography, rigged):
    """Suspended for a month, then resumed: sustaining resumes what was suspended."""
    state.arrays["french_relation"] += _do(state, geography, rigged, "suspend_operations")[
        "french_relation"
    ]
    assert np.all(state.french_relation == 0.5)
    state.arrays["french_relation"] += _do(state, geography, rigged, "sustain")["french_relation"]
    assert np.all(state.french_relation == 1.0)


def test_france_leaves_for_good(state, geography, rigged):
    """Nothing is planned for after leaving."""
    changes = _do(state, geography, rigged, "leave")
    for name in ("french_relation", "french_target", "takuba_target"):
        np.testing.assert_allclose(state.arrays[name] + changes[name], 0.0)


def test_a_blockade_strikes_one_contested_cercle(state, geography, rigged):
    """One place a replicate, where JNIM and the state both have hold."""
    change = _do(state, geography, rigged, "blockade_town", step=0.7)["blockade"]
    assert (change > 0).sum(axis=1).tolist() == [1, 1]
    assert change.max() == pytest.approx(0.7)


def test_wagners_men_are_shared_out(state, geography, rigged):
    """Guarding takes from sweeps and mines in proportion."""
    change = _do(state, geography, rigged, "guard_regime", step=0.2)
    np.testing.assert_allclose(state.sweep_share + change["sweep_share"], 0.5 * 0.8)


@pytest.mark.parametrize(
    "order, variable, step",
    [
        ("hint_at_deal", "ambiguity", 0.4),
        ("offensive_azawad", "offensive_azawad", 0.5),
        ("unleash_forces", "ruthlessness", 0.3),
        ("implement_accord", "implementation", 0.2),
        ("arm_and_unite", "readiness", 0.2),
        ("mediate", "mediation", 0.3),
        ("expand_south", "south_push", 0.3),
        ("massacre", "isgs_brutality", 0.4),
        ("attack_wagner", "hunt_wagner", 0.4),
        ("fight_jnim", "rivalry", 0.3),
    ],
)
def test_steps_close_a_share_of_the_gap(state, geography, rigged, order, variable, step):
    """A step of .3 closes three tenths of what is left to one."""
    before = state.arrays[variable].copy()
    change = _do(state, geography, rigged, order, step=step)[variable]
    np.testing.assert_allclose(change, step * (1.0 - before))


def test_elections_end_the_delay_and_the_sanctions(state, geography, rigged):
    """What ECOWAS asked for is done."""
    state.sanctions[:] = 0.6
    changes = _do(state, geography, rigged, "hold_elections")
    np.testing.assert_allclose(state.sanctions + changes["sanctions"], 0.0)
    np.testing.assert_allclose(state.election_delay + changes["election_delay"], 0.0)
