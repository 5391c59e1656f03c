"""The session layer: rounds, orders, standing orders, undo, the file that restores bit for bit."""

import numpy as np
import pytest

from sahelsim.classroom.log import Log
from sahelsim.classroom.session import Session
from sahelsim.classroom.world import World
from sahelsim.core.errors import ResultError, UsageError
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble


@pytest.fixture(scope="module")
def scenario():
    return apply_overrides(load_scenario("baseline"), ["uncertainty=none", "weeks=52"])


@pytest.fixture
def made(tmp_path, scenario):
    found = Session.new(tmp_path / "class.sahelsim", scenario, seed=3, groups=2)
    yield found
    found.leave()


def numbers(session, k=None):
    arrays = session.world.model.state.arrays
    rows = slice(None) if k is None else slice(k, k + 1)
    moods = [m for a in session.world.model.actors for m in a.moods.values()]
    return {n: a[rows].copy() for n, a in arrays.items()} | {
        f"mood{i}": m.held[rows].copy() for i, m in enumerate(moods)
    }


def same(one, two):
    return all(np.array_equal(one[name], two[name]) for name in one)


def test_the_usual_seats_are_five_by_role(made):
    assert made.plan.seats == ("junta", "cma", "france", "wagner", "jnim")
    assert made.plan.rounds == 4


def test_groups_share_chance_until_they_order_otherwise(made):
    """Without orders two groups are one world; an order changes the world of its group alone."""
    made.advance()
    assert same(numbers(made, 0), numbers(made, 1))
    made.submit("A", "junta", {"war": "unleash_forces"}, round=1)
    made.advance()
    assert not same(numbers(made, 0), numbers(made, 1))


def test_a_group_does_not_see_how_many_others_there_are(tmp_path, scenario, made):
    """A world in a class of two equals the world of a class of one, orders next door or not."""
    alone = Session.new(tmp_path / "alone.sahelsim", scenario, seed=3, groups=1)
    for round in range(2):
        alone.submit("A", "cma", {"accord": "protest"}, round=round)
        made.submit("A", "cma", {"accord": "protest"}, round=round)
        made.submit("B", "junta", {"war": "unleash_forces", "patrons": "hint_at_deal"}, round=round)
        alone.advance()
        made.advance()
    assert same(numbers(alone, 0), numbers(made, 0))
    alone.leave()


def test_a_posture_stands_until_changed(made):
    made.submit("A", "junta", {"war": "unleash_forces"}, round=0)
    made.advance()
    made.advance()
    assert made.now.rounds[1].orders["A", "junta"] == {"war": "unleash_forces"}
    rounds = [d for d in made.world.model.decisions if d.menu.decision == "war"]
    war = [d for d in rounds if d.menu.actor == "junta"]
    k = war[0].menu.actions.index("unleash_forces")
    assert all(d.choice.chosen[0] == k for d in war)
    assert {d.menu.week for d in war} >= {0, 13}
    made.submit("A", "junta", {"war": "staff"}, round=2)
    made.advance()
    assert ("A", "junta") not in made.now.rounds[2].orders


def test_an_act_is_done_once_in_its_own_week(made):
    made.submit("A", "junta", {"patrons": "sign_contract"}, round=0)
    made.advance()
    signed = [
        d
        for d in made.world.model.decisions
        if d.menu.actor == "junta"
        and d.menu.actions[d.choice.chosen[0]] == "sign_contract"
        and d.choice.taken[0]
    ]
    assert [d.menu.week for d in signed] == [0]
    assert made.world.model.state.row("contract.wagner")[0, 0] == 1.0
    made.advance()
    assert made.now.rounds[1].orders["A", "junta"] == {"patrons": "hold"}


def test_what_is_no_order_is_refused(made):
    for group, seat, orders in (
        ("A", "junta", {"war": "win"}),
        ("A", "junta", {"peace": "carry_on"}),
        ("C", "junta", {}),
        ("A", "russia", {}),
        ("A", "wagner", {"posture": "joint_sweeps"}),
    ):
        with pytest.raises(UsageError):
            made.submit(group, seat, orders, round=0)
    with pytest.raises(UsageError, match="round"):
        made.submit("A", "junta", {}, round=1)
    made.pause()
    with pytest.raises(UsageError, match="paused"):
        made.submit("A", "junta", {}, round=0)


def test_the_file_restores_bit_for_bit(tmp_path, made):
    """Seed and log are the whole of a class: injects, undo, revisions, standing orders."""
    person = made.join("Awa", "hash")
    made.sit(person, "B", "france")
    made.submit("B", "france", {"posture": "leave"}, "enough", round=0)
    made.submit("B", "france", {"posture": "strike"}, round=0)
    made.inject("drought")
    made.advance()
    made.inject("offensive")
    made.advance()
    made.undo()
    made.submit("A", "junta", {"war": "offensive_azawad"}, round=1)
    made.advance()
    before, state = numbers(made), made.now
    made.leave()
    again = Session.load(tmp_path / "class.sahelsim")
    assert same(before, numbers(again))
    assert vars(again.now) == vars(state)
    again.advance()
    again.leave()


def test_undo_is_as_if_it_had_not_been(made):
    made.advance()
    before = numbers(made)
    made.submit("A", "jnim", {"war": "attack_army"}, round=1)
    made.inject("aid_cut")
    made.advance()
    made.undo()
    assert same(before, numbers(made))
    assert made.now.drafts["A", "jnim"].orders == {"war": "attack_army"}
    assert made.now.injects == [(1, "aid_cut")]


def test_an_empty_seat_is_the_models_own(tmp_path, scenario, made):
    """A bot plays as the model does, and hands back at once."""
    person = made.join("Kim", "hash")
    made.sit(person, "A", "junta")
    made.submit("A", "junta", {"war": "unleash_forces"}, round=0)
    made.bot("A", "junta", True)
    made.advance()
    assert same(numbers(made, 0), numbers(made, 1))
    made.sit(person, "A", "junta")
    made.submit("A", "junta", {"war": "unleash_forces"}, round=1)
    made.advance()
    assert not same(numbers(made, 0), numbers(made, 1))


def test_a_save_of_another_model_is_refused(tmp_path, made):
    made.log.tell(model="0000", version="0.0.1")
    made.log.close()
    with pytest.raises(ResultError, match="another model"):
        Session.load(tmp_path / "class.sahelsim")


def test_a_file_is_one_process_own(tmp_path, made):
    with pytest.raises(ResultError, match="in use"):
        Log(tmp_path / "class.sahelsim")
    (tmp_path / "text.sahelsim").write_text("nothing of the kind, but long enough to be a page")
    with pytest.raises(ResultError, match="no saved game"):
        Log(tmp_path / "text.sahelsim")
    with pytest.raises(ResultError, match="exists"):
        Log(tmp_path / "class.sahelsim", {})


def test_a_file_that_was_tampered_with_is_refused(tmp_path, made):
    """No path of it leads out of its folder, and a line that makes no sense is no traceback."""
    path = tmp_path / "class.sahelsim"
    was = made.log.about["sources"]
    made.log.tell(sources='[["../../evil.toml", "name = 1"]]')
    made.log.close()
    with pytest.raises(ResultError, match="plain name"):
        Session.load(path)
    log = Log(path)
    log.tell(sources=was)
    log.append("advance", {"orders": [["A", "junta", {"war": "win"}]]})
    log.close()
    with pytest.raises(ResultError, match="lived again"):
        Session.load(path)
    log = Log(path)
    log.append("what", {})
    log.close()
    with pytest.raises(ResultError, match="lived again"):
        Session.load(path)


def test_names_are_gone_after_the_class(tmp_path, made):
    made.join("Zubaidaofthenames", "hash")
    made.close()
    made.log.close()
    held = b"".join(p.read_bytes() for p in tmp_path.glob("class*"))
    assert b"Zubaida" not in held


def test_without_orders_seats_only_look_more_often(scenario):
    """Seats look about when a round begins; actors without a seat keep the model's own rhythm."""
    model = assemble(scenario, seed=5, runs=[0])
    world = World(scenario, seed=5, runs=[0], seats=("junta",))
    world.live([{}], weeks=8)
    for _ in range(8):
        model.step()
    assert all(
        np.array_equal(model.state.arrays[n], a) for n, a in world.model.state.arrays.items()
    )


def test_every_inject_can_be_played(made):
    from sahelsim.classroom.deck import DECK

    for card in DECK:
        made.inject(card)
    made.advance()
    ledger = {who for who, _ in made.world.model.ledger.national(made.world.model.setup.roster)}
    assert {f"shock:inject {card}" for card in DECK} <= ledger


def test_messages_stay_in_the_group_and_reach_whom_they_are_for(made):
    made.message("A", "junta", "wagner", "come")
    made.message("A", "junta", "", "hello all")
    made.message("B", "junta", "wagner", "other world")
    read = {s: [m.text for m in made.inbox("A", s)] for s in ("junta", "wagner", "cma")}
    assert read == {
        "junta": ["come", "hello all"],
        "wagner": ["come", "hello all"],
        "cma": ["hello all"],
    }


def test_guesses_are_scored_for_calibration(made):
    from sahelsim.classroom.guesses import histogram, score

    person = made.join("Lou", "hash")
    made.sit(person, "A", "cma")
    with pytest.raises(UsageError):
        made.guess(person, "accord", "yes", 0.9)
    made.ask()
    made.guess(person, "accord", "no", 0.6)
    made.guess(person, "accord", "yes", 0.9)
    assert histogram(made.now.guesses, "accord", 0) == {"yes": 1, "no": 0}
    came = [{("A", "accord"): "yes"}]
    got = score(made.now.guesses, came)
    assert (got.guesses, got.right, got.sure) == (1, 1.0, 0.9)
    assert got.brier == pytest.approx(0.01)


def test_a_session_knows_no_browser():
    """Rounds, files and debriefs load no web framework."""
    import subprocess
    import sys

    code = "import sys, sahelsim.classroom.solo; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"flask", "dash", "werkzeug", "waitress"} & set(done.stdout.split())
