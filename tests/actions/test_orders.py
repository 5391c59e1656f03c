"""Orders one by one: what drives each expectation, and what each really does, by hand."""

import numpy as np
import pytest

from sahelsim.model import parts


@pytest.fixture
def value(view):
    """Return an actor's expected utility of an order, as its card weighs it."""

    def worth(actor, order, mixes=None, **numbers):
        seen = view(actor, order, mixes)
        terms = parts.load_class("actions", order)(**numbers).expects(seen)
        weights = seen.card.weights
        total = sum(weights.get(i, 1.0 if i == "cost" else 0.0) * a for (i, _), a in terms.items())
        return float(np.broadcast_to(np.asarray(total), (2, 1))[0, 0])

    return worth


RISES = [
    ("junta", "sign_contract", "coup_hazard", 0.02, 0.3),
    ("junta", "sign_contract", "treasury", 1.0, 500.0),
    ("junta", "hint_at_deal", "deal_belief", 0.0, 0.9),
    ("junta", "pay_officers", "coup_hazard", 0.02, 0.3),
    ("junta", "purge_officers", "coup_hazard", 0.02, 0.3),
    ("junta", "expel_french", "contract.wagner", 0.0, 1.0),
    ("junta", "talk_to_jnim", "army_losses", 0.0, 20.0),
    ("junta", "hold_elections", "sanctions", 0.0, 1.0),
    ("france", "leave", "contract.wagner", 0.0, 1.0),
    ("wagner", "quit_mali", "unpaid_weeks.wagner", 8.0, 20.0),
    ("wagner", "take_mines", "mine_pay_share.wagner", 0.0, 1.0),
    ("wagner", "guard_regime", "coup_hazard", 0.01, 0.2),
    ("junta", "offer_talks", "fought.cma", 20.0, 2000.0),
    ("junta", "offer_talks", "recent_losses", 10.0, 500.0),
    ("junta", "offer_talks", "mediation", 0.0, 1.0),
    ("junta", "offer_talks", "asked.cma", 0.0, 1.0),
    ("cma", "ask_for_talks", "fought.cma", 20.0, 2000.0),
    ("cma", "ask_for_talks", "guarantee", 0.0, 1.0),
    ("cma", "ask_for_talks", "mediation", 0.0, 1.0),
    ("cma", "ask_for_talks", "offered.cma", 0.0, 1.0),
    ("cma", "arm_and_unite", "fighters.wagner", 0.0, 20.0),
    ("algeria", "mediate", "accord_in_force", 1.0, 0.0),
    ("cma", "rebel", "pact", 0.0, 1.0),
    ("cma", "rebel", "readiness", 0.3, 1.0),
    ("cma", "honour_accord", "implementation", 0.0, 1.0),
    ("ecowas", "impose_sanctions", "election_delay", 0.4, 1.0),
    ("ecowas", "lift_sanctions", "sanctions", 0.1, 1.0),
    ("russia", "send_arms", "contract.wagner", 0.0, 1.0),
    ("isgs", "lie_low", "strike_tempo.france", 0.5, 2.0),
]
FALLS = [
    ("junta", "unleash_forces", "relation.france", 0.0, 1.0),
    ("junta", "meet_french_conditions", "conditions.france", 0.0, 1.0),
    ("france", "suspend_operations", "deal_belief", 0.0, 1.0),
    ("france", "condition_aid", "deal_belief", 0.0, 1.0),
    ("cma", "ask_for_talks", "pact", 0.0, 1.0),
    ("junta", "offer_talks", "contract.wagner", 0.0, 1.0),
    ("cma", "rebel", "accord_trust", 0.0, 0.5),
    ("cma", "rebel", "guarantee", 0.0, 1.0),
    ("cma", "arm_and_unite", "accord_trust", 0.0, 1.0),
    ("jnim", "talk_to_junta", "rivalry", 0.0, 1.0),
    ("isgs", "expand_isgs", "relation.france", 0.0, 1.0),
]


@pytest.mark.parametrize("actor, order, variable, low, high", RISES)
def test_worth_more_when(value, state, actor, order, variable, low, high):
    """An order is worth more to its giver when the thing it answers to is larger."""
    state.targets[variable][:] = low
    state.row("fought.cma")[:] = np.maximum(state.row("fought.cma"), 20.0)
    before = value(actor, order)
    state.targets[variable][:] = high
    assert value(actor, order) > before


@pytest.mark.parametrize("actor, order, variable, low, high", FALLS)
def test_worth_less_when(value, state, actor, order, variable, low, high):
    """An order is worth less to its giver when what speaks against it is larger."""
    state.targets[variable][:] = low
    before = value(actor, order)
    state.targets[variable][:] = high
    assert value(actor, order) < before


def test_the_red_line_enters_the_juntas_sum(value):
    """A CMA that seems ready to rebel makes a contract worth less."""
    calm = value("junta", "sign_contract")
    angry = value("junta", "sign_contract", {("cma", "rebel"): np.full((2, 1), 0.5)})
    assert angry < calm


@pytest.mark.parametrize("code, share", [(0.0, 0.0), (1.0, 1.0), (2.0, 0.5)])
def test_payment_mode_sets_what_is_paid_in_mines(state, do, code, share):
    """Cash, concession, or half of each."""
    change = do("sign_contract", payment_mode=code, men=700.0)
    np.testing.assert_allclose(
        state.row("mine_pay_share.wagner") + change["mine_pay_share.wagner"], share
    )
    np.testing.assert_allclose(
        state.row("contract_men.wagner") + change["contract_men.wagner"], 700.0
    )
    np.testing.assert_allclose(state.row("contract.wagner") + change["contract.wagner"], 1.0)


def test_breaking_and_mending_the_accord(state, do):
    """Rebellion breaks it, return restores it."""
    state.targets["accord_in_force"] += do("rebel")["accord_in_force"]
    assert np.all(state.accord_in_force == 0.0)
    state.targets["accord_in_force"] += do("return_to_accord")["accord_in_force"]
    assert np.all(state.accord_in_force == 1.0)


def test_a_rebellion_ends_whatever_rests(state, do):
    """Ceasefire, sleep and talks are over; what is fought is a war from the first day."""
    state.accord_in_force[:], state.ceasefire[:], state.dormant[:] = 0.0, 1.0, 1.0
    changes = do("rebel")
    for name in ("ceasefire.cma", "dormant.cma", "talks.cma"):
        assert np.all(state.targets[name] + changes[name] == 0.0)
    assert np.all(state.row("fought.cma") + changes["fought.cma"] >= 25.0)


@pytest.mark.parametrize("order", ["offer_talks", "ask_for_talks"])
def test_talks_take_two(state, do, order):
    """An offer stands alone; where the other side's stands already, talks begin."""
    state.row("talks.cma")[:] = 0.2
    own, other = ("offered", "asked") if order == "offer_talks" else ("asked", "offered")
    alone = do(order)
    assert np.all(alone["talks.cma"] == 0.0)
    assert np.all(alone[f"{own}.cma"] == 1.0)
    state.row(f"{other}.cma")[:] = 0.8
    together = do(order)
    np.testing.assert_allclose(together["talks.cma"], 0.9 * 0.8)
    assert np.all(together[f"{own}.cma"] == 0.0)
    assert np.all(together[f"{other}.cma"] == -0.8)


def test_a_new_accord_has_terms_of_power(state, geography, view, do):
    """Only in a ceasefire with open talks; the stronger the rebels the better the terms."""
    part = parts.load_class("actions", "return_to_accord")
    state.accord_in_force[:], state.row("talks.cma")[:] = 0.0, 0.9
    assert not np.any(part().allowed(view("cma", "return_to_accord")))
    state.row("ceasefire.cma")[:] = 1.0
    assert np.all(part().allowed(view("cma", "return_to_accord")))
    weak = state.terms + do("return_to_accord")["terms"]
    state.row("fighters.cma")[:] *= 3.0
    strong = state.terms + do("return_to_accord")["terms"]
    assert np.all(strong > weak)
    state.mediation[:] = 1.0
    mediated = state.terms + do("return_to_accord")["terms"]
    np.testing.assert_allclose(mediated, (strong_odds(do, state) + 0.5) / 2.0)


def strong_odds(do, state):
    """Return the terms that power alone gives."""
    return state.terms + do("return_to_accord", mediated=0.0)["terms"]


def test_suspension_lasts_until_france_resumes(state, do):
    """Suspended for a month, then resumed: sustaining resumes what was suspended."""
    state.targets["relation.france"] += do("suspend_operations")["relation.france"]
    assert np.all(state.row("relation.france") == 0.5)
    state.targets["relation.france"] += do("sustain")["relation.france"]
    assert np.all(state.row("relation.france") == 1.0)


def test_france_leaves_for_good(state, do):
    """Nothing is planned for after leaving."""
    changes = do("leave")
    for name in ("relation.france", "target.france", "coalition_target.france"):
        np.testing.assert_allclose(state.targets[name] + changes[name], 0.0)


def test_a_blockade_strikes_one_contested_cercle(state, do):
    """One place a replicate, where JNIM and the state both have hold."""
    change = do("blockade_town")["blockade"]
    assert (change > 0).sum(axis=1).tolist() == [1, 1]
    assert change.max() == 1.0
    state.blockade += change
    again = do("blockade_town")["blockade"]
    assert np.all((state.blockade + again) <= 1.0)  # another town, for this one is cut off


def test_wagners_men_are_shared_out(state, do):
    """Guarding takes from sweeps and mines in proportion."""
    change = do("guard_regime", step=0.2)
    np.testing.assert_allclose(
        state.row("sweep_share.wagner") + change["sweep_share.wagner"], 0.5 * 0.8
    )


@pytest.mark.parametrize(
    "order, variable, step",
    [
        ("hint_at_deal", "ambiguity", 0.4),
        ("offensive_azawad", "offensive", 0.5),
        ("unleash_forces", "ruthlessness.fama", 0.3),
        ("implement_accord", "implementation", 0.2),
        ("arm_and_unite", "readiness", 0.2),
        ("mediate", "mediation", 0.3),
        ("expand_south", "south_push.jnim", 0.3),
        ("massacre", "ruthlessness.isgs", 0.4),
        ("attack_wagner", "hunt.jnim", 0.4),
        ("fight_jnim", "rivalry", 0.3),
    ],
)
def test_steps_close_a_share_of_the_gap(state, do, order, variable, step):
    """A step of .3 closes three tenths of what is left to one."""
    before = state.targets[variable].copy()
    change = do(order, step=step)[variable]
    np.testing.assert_allclose(change, step * (1.0 - before))


def test_elections_end_the_delay_and_the_sanctions(state, do):
    """What ECOWAS asked for is done."""
    state.sanctions[:] = 0.6
    changes = do("hold_elections")
    np.testing.assert_allclose(state.sanctions + changes["sanctions"], 0.0)
    np.testing.assert_allclose(state.election_delay + changes["election_delay"], 0.0)
