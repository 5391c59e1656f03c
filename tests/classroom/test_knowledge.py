"""What a seat may know: the table is whole, and nothing outside it reaches a brief, a menu or a message."""

import dataclasses

import numpy as np
import pytest

from sahelsim.classroom.brief import brief, holders
from sahelsim.classroom.knowledge import KNOWN, known_to
from sahelsim.classroom.session import Session
from sahelsim.model.variables import BY_ACTOR, VARIABLES
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.texts.translator import LOCALES, translator

SEATS = ("junta", "cma", "france", "wagner", "jnim", "isgs", "platform", "algeria", "ecowas")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Two rounds with a contract, so that every seat has something to say."""
    path = tmp_path_factory.mktemp("class") / "one.sahelsim"
    scenario = apply_overrides(load_scenario("baseline"), ["uncertainty=none"])
    session = Session.new(path, scenario, seed=2, groups=2, seats=SEATS)
    session.submit("A", "junta", {"patrons": "sign_contract", "war": "unleash_forces"}, round=0)
    session.submit("B", "junta", {"patrons": "hold"}, round=0)
    session.advance()
    session.advance()
    yield session
    session.leave()


def test_every_variable_has_its_line():
    assert set(KNOWN) == set(VARIABLES)


def test_every_shown_fact_has_its_words():
    for lang in LOCALES:
        for name, fact in KNOWN.items():
            shown = fact.access in ("public", "own") and fact.shown != "map"
            assert translator(lang).knows(f"classroom.fact.{name}") == shown, name


def _shaken(session, seat):
    """Move every row of the state that a seat may not know anywhere within its bounds."""
    world, rng = session.world, np.random.default_rng(4)
    card = world.scenario.cards[seat]
    known = {row.key for row in known_to(card, world.scenario.roster)}
    state = world.model.state
    for key, target in state.targets.items():
        name = key.partition(".")[0]
        rows = VARIABLES[name].axis in BY_ACTOR or VARIABLES[name].axis == "armed_place"
        if key in known or name in known or (rows and "." not in key):
            continue
        if key == f"seen.{seat}" or name == "control":  # shown as a map of holders alone
            continue
        if name == "seen" and "." not in key:
            continue
        low, high = VARIABLES[name].low, min(VARIABLES[name].high, 1e6)
        target[...] = rng.uniform(low, high, target.shape)


@pytest.mark.parametrize("seat", SEATS)
def test_what_is_hidden_from_a_seat_changes_nothing_that_it_reads(played, seat):
    """Every hidden number, others' own ones and others' beliefs may be anything: the page is the same."""
    words = translator("en")
    session = played
    before = brief(session, "A", seat, words)
    state = session.world.model.state
    kept = {name: array.copy() for name, array in state.arrays.items()}
    try:
        _shaken(session, seat)
        after = brief(session, "A", seat, words)
    finally:
        for name, array in kept.items():
            state.arrays[name][...] = array
    assert dataclasses.asdict(before) == dataclasses.asdict(after)
    assert before.public
    assert before.menu
    assert before.own or seat in ("algeria", "ecowas")


def test_a_coup_is_explained_to_whoever_sits_there(played):
    """The seat stays, its card changes: it is told for whom it speaks now."""
    regime = played.world.model.state.regime
    words, before = translator("en"), float(regime[0, 0])
    regime[0, 0] = 1.0
    told = {seat: brief(played, "A", seat, words).succession for seat in ("junta", "cma")}
    regime[0, 0] = before
    assert "officers who turn to the West" in told["junta"]
    assert told["cma"] == ""


def test_beliefs_are_told_as_believed(played):
    """The junta reads its own count of JNIM, whatever JNIM's men are."""
    state = played.world.model.state
    told = {
        line.label: line.value for line in brief(played, "A", "junta", translator("en")).believed
    }
    k = played.world.scenario.roster.armed.index("jnim")
    seen = float(state.row("seen.junta")[0, k])
    assert float(told["JNIM"].replace(",", "")) == pytest.approx(seen, rel=0.05)
    jnim = brief(played, "A", "jnim", translator("en"))
    assert jnim.judges
    assert not brief(played, "A", "algeria", translator("en")).judges
    assert {line.label for line in jnim.believed} >= {"The army", "ISGS"}


def test_a_brief_tells_of_its_own_group_alone(played):
    words = translator("en")
    a, b = (brief(played, group, "wagner", words) for group in "AB")
    assert "contract" in " ".join(a.news + tuple(line.label for line in a.public))
    told = [line for line in b.public if line.label.startswith("A contract")]
    assert [line.value for line in told] == ["no"]


def test_no_probability_and_no_worth_stands_in_a_brief(played):
    """A choice has a name, words, and whether it is open; no number at all."""
    for seat in SEATS:
        for choices in brief(played, "A", seat, translator("en")).menu.values():
            for choice in choices:
                kinds = {type(value) for value in dataclasses.asdict(choice).values()}
                assert kinds <= {str, bool}


def test_french_briefs_are_french(played):
    for seat in SEATS:
        told = brief(played, "A", seat, translator("fr"))
        labels = [line.label for line in (*told.public, *told.own)]
        assert not any(word in " ".join(labels).split() for word in ("the", "of", "how"))


def test_a_map_names_holders_only(played):
    held = brief(played, "A", "cma", translator("en")).held
    assert sum(len(line.value.split(", ")) for line in held) == 50
    assert set(holders(played.world, 0).values()) <= {
        *played.world.scenario.roster.controllers,
        "nobody",
    }
