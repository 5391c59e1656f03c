"""The debrief: orders in time, beliefs, scores, paired what-ifs, and one page without a network."""

import csv
import io
import re

import numpy as np
import pytest

from sahelsim.classroom.debrief import debrief, messages_csv, orders_csv, scores_csv
from sahelsim.classroom.guesses import ANSWERS
from sahelsim.classroom.page import answer_label, debrief_page
from sahelsim.classroom.questions import questions
from sahelsim.classroom.session import Session
from sahelsim.classroom.whatif import Change, what_if
from sahelsim.core.errors import UsageError
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.texts.translator import LOCALES, translator


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    path = tmp_path_factory.mktemp("class") / "one.sahelsim"
    scenario = apply_overrides(load_scenario("baseline"), ["uncertainty=none"])
    session = Session.new(path, scenario, seed=2, groups=2)
    person = session.join("<b>Awa</b>", "hash")
    session.sit(person, "A", "junta")
    session.ask()
    session.guess(person, "accord", "yes", 0.9)
    session.message("A", "junta", "wagner", "=SUM(A1) <script>alert(1)</script>")
    orders = {"patrons": "sign_contract", "war": "unleash_forces"}
    session.submit("A", "junta", orders, "they press us </script>", round=0)
    session.inject("drought")
    session.advance()
    session.advance()
    yield session
    session.leave()


def test_orders_in_time_say_what_was_new_and_what_the_model_would(played):
    rows = list(csv.DictReader(io.StringIO(orders_csv(debrief(played)))))
    assert [(r["round"], r["decision"], r["order"], r["new"]) for r in rows] == [
        ("1", "patrons", "sign_contract", "1"),
        ("1", "war", "unleash_forces", "1"),
        ("2", "patrons", "hold", "0"),
        ("2", "war", "unleash_forces", "0"),
    ]
    assert rows[1]["model_would"] == "carry_on"


def test_no_cell_is_a_formula(played):
    (row,) = csv.DictReader(io.StringIO(messages_csv(debrief(played))))
    assert row["text"].startswith("'=SUM")


def test_beliefs_stand_beside_the_truth(played):
    found = debrief(played)
    rows = [b for b in found.beliefs if (b.round, b.group, b.seat) == (1, "A", "junta")]
    state, roster = played.world.model.state, played.plan.scenario.roster
    assert {b.force for b in rows} == set(roster.armed) - {"fama"}
    for row in rows:
        k = roster.armed.index(row.force)
        assert row.believed == state.row("seen.junta")[0, k]
        assert row.true == pytest.approx(state.fighters[0, k].sum())


def test_scores_count_calibration_alone(played):
    (row,) = csv.DictReader(io.StringIO(scores_csv(debrief(played))))
    assert (row["rounds_ordered"], row["guesses"], row["right"]) == ("1", "1", "1.000")
    assert float(row["brier"]) == pytest.approx(0.01)


def test_what_if_pairs_share_their_past(played):
    """A change in round 2 leaves round 1 as it was; the first pair is the class's own world."""
    same = what_if(played, Change("A", "junta", 1, "war", "unleash_forces"), runs=2)
    assert same.indicators["total_deaths"]["mean"] == 0.0
    other = what_if(played, Change("A", "junta", 0, "war", "restrain_forces"), runs=3)
    assert other.indicators["one_sided_state"]["mean"] < 0.0
    assert sum(other.played.values()) == pytest.approx(1.0)
    own = what_if(played, Change("A", "junta"), runs=2)
    assert own.indicators["wagner_men"]["mean"] <= 0.0
    with pytest.raises(UsageError):
        what_if(played, Change("A", "junta", 2))
    with pytest.raises(UsageError):
        what_if(played, Change("A", "junta", 0, "war", "win"))


def test_the_page_is_whole_and_fetches_nothing(played):
    found = debrief(played)
    future = what_if(played, Change("A", "junta"), runs=2)
    for lang in LOCALES:
        page = debrief_page(played, found, translator(lang), [future])
        assert "<b>Awa" not in page
        assert "alert(1)</script>" not in page
        assert "press us </script>" not in page
        assert not re.search(r'(?:src|href)="(?!data:|#)', page)
        assert f'<html lang="{lang}">' in page
        assert page.count("<li>") == 5


def test_there_are_five_questions_of_this_game(played):
    found = debrief(played)
    for lang in LOCALES:
        asked = questions(found, translator(lang))
        assert len(set(asked)) == 5
    assert np.all([len(q) > 20 for q in asked])


def test_every_answer_has_its_words():
    for lang in LOCALES:
        words = translator(lang)
        for question, answers in ANSWERS.items():
            assert words(f"classroom.ask.{question}").endswith("?")
            assert len({answer_label(question, a, words) for a in answers}) == len(answers)
