"""Actors are data: new cards join, absent ones leave, and nobody is addressed by name."""

from dataclasses import replace

import numpy as np
import pytest

from sahelsim.core.cards import Forces
from sahelsim.core.errors import CardError
from sahelsim.core.parameter import Number
from sahelsim.model.roster import Roster
from sahelsim.scenario import load_scenario
from sahelsim.scenario.assemble import assemble

WEEKS = 30


def _with(story, *cards):
    return replace(story, cards={**story.cards, **{c.name: c for c in cards}})


def _lived(story, weeks=WEEKS):
    model = assemble(story, seed=3, runs=range(3))
    for _ in range(weeks):
        model.step()
    return model


def _bystanders(men):
    """Return a card of armed people who can do nothing and are nobody's enemies."""
    card = load_scenario("baseline").cards["selfdef"]
    total = Number(float(men), "people", 0.0, 9000.0, "assumed", "for this test")
    return replace(
        card,
        name="bystanders",
        roles=("neighbour",),
        toward={},
        suspects=(),
        forces=Forces("bystanders", "selfdef", total),
    )


@pytest.mark.parametrize("men", [0, 700])
def test_an_inert_armed_card_moves_no_number(men):
    """Whoever is armed, does nothing and is nobody's enemy changes not a bit of anything else."""
    story = load_scenario("at-worst")
    alone, joined = _lived(story), _lived(_with(story, _bystanders(men)))
    rows = joined.state.rows

    assert joined.state.row("fighters.bystanders").sum() == pytest.approx(3.0 * men)
    for key, row in alone.state.rows.items():
        if not key.startswith("seen."):
            assert np.array_equal(row, rows[key]), key
    for key, row in alone.state.arrays.items():
        if row.ndim == 2:
            assert np.array_equal(row, joined.state.arrays[key]), key
    for name, series in alone.recorder.national.items():
        assert np.array_equal(series, joined.recorder.national[name]), name
    assert joined.recorder.national.keys() - alone.recorder.national.keys() == {
        "bystanders_fighters"
    }


def test_a_second_sponsor_raises_its_own_influence_alone():
    """Arms count for who sends them: the other sponsors' rows stay what they were."""
    story = load_scenario("baseline")
    russia = story.cards["russia"]
    second = replace(russia, name="turkey", label="Turkey", opening={}, recorded={})
    idle, active = (
        _lived(_with(story, replace(second, can=can)), 4) for can in (("watch",), ("send_arms",))
    )

    def influence(model, who):
        return model.state.row(f"influence.{who}")

    assert np.all(influence(active, "turkey") > influence(idle, "turkey"))
    for who in ("russia", "france"):
        assert np.array_equal(influence(active, who), influence(idle, who))
    assert "turkey_influence" in active.recorder.national


def test_one_contractor_is_signed_by_the_actions_name_several_by_their_own():
    """The menu names a target where there is a choice."""
    story = load_scenario("baseline")
    second = replace(
        story.cards["wagner"],
        name="corps",
        called="the Corps",
        recorded={},
        forces=replace(story.cards["wagner"].forces, actor="corps"),
    )
    one = assemble(story, seed=1, runs=[0]).setup.actions["junta"]
    two = assemble(_with(story, second), seed=1, runs=[0]).setup.actions["junta"]

    assert "sign_contract" in one
    assert {"sign_contract.wagner", "sign_contract.corps"} <= two.keys()
    assert "sign_contract" not in two
    assert two["sign_contract.corps"].label.endswith(": the Corps")


@pytest.mark.parametrize("name", sorted(load_scenario("baseline").cards))
def test_leaving_an_actor_out_still_runs(name):
    """Its rows stay, empty, and whoever acts on it alone has nobody to act on."""
    story = load_scenario("baseline")
    cards = {k: c for k, c in story.cards.items() if k != name}
    model = _lived(replace(story, cards=cards, absent={name: story.cards[name]}), 8)
    force = model.setup.roster.force(name)

    assert name not in {actor.name for actor in model.actors}
    aims = {one.target for menu in model.setup.actions.values() for one in menu.values()}
    assert force not in aims
    if force in model.setup.roster.armed and force not in ("fama", "france", "wagner"):
        assert model.state.row(f"fighters.{force}")[:, :].max() < 400.0


def test_the_roster_refuses_what_cannot_be_one_country():
    """Two regimes, one force twice, and a name that nobody has are one clear line each."""
    cards = load_scenario("baseline").cards
    junta, cma = cards["junta"], cards["cma"]
    other = replace(junta, name="other", forces=replace(junta.forces, actor="other_army"))
    with pytest.raises(CardError, match="two regimes: junta and other"):
        Roster({**cards, "other": other}, {})
    with pytest.raises(CardError, match="two cards field the force 'cma'"):
        Roster({**cards, "other": replace(cma, name="other")}, {})
    with pytest.raises(CardError, match=r"names nobody known, 'isgss'.*isgs"):
        Roster({**cards, "cma": replace(cma, toward={"isgss": -1.0})}, {})
    with pytest.raises(CardError, match=r"no \[opening\] 'tempo'"):
        Roster({**cards, "cma": replace(cma, opening={"tempo": None})}, {})
