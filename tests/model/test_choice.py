"""Policies: quantal response and its golden values, scripts, replays, a person's seat."""

from datetime import date, timedelta

import numpy as np
import pytest

from sahelsim.model.choice import (
    Imposed,
    Menu,
    QuantalResponse,
    Replayed,
    Satisficing,
    Scripted,
    Seat,
    logit_response,
)
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.replay import past_decisions

DAY = date(2021, 11, 1)


@pytest.mark.parametrize(
    "rationality, wanted",
    [
        (0, (0.33, 0.33, 0.33)),
        (2, (0.44, 0.36, 0.20)),
        (5, (0.57, 0.35, 0.08)),
        (10, (0.72, 0.27, 0.01)),
        (20, (0.88, 0.12, 0.00)),
    ],
)
def test_golden_logit(rationality, wanted):
    """U = (.6, .5, .2) at λ = 0 to 20."""
    found = logit_response(np.array([[0.6, 0.5, 0.2]]), float(rationality))[0]
    np.testing.assert_allclose(found, wanted, atol=0.006)


def menu(value, allowed=None, *, day=DAY, acts=(False, True, False), held=2, moment=True):
    """Return a menu of three options, b an act, in one replicate that itself wants the best."""
    values = np.array([value], dtype=float)
    may = np.ones_like(values, dtype=bool) if allowed is None else np.array([allowed])
    own = np.where(may, values, -np.inf).argmax(axis=1)
    return Menu(
        actor="junta",
        decision="home",
        week=(day - DAY).days // 7,
        date=day,
        actions=("a", "b", "c"),
        labels=("A", "B", "C"),
        allowed=may,
        value=values,
        terms=((), (), ()),
        worth=np.empty((0, 1)),
        rationality=5.0,
        acts=np.array(acts),
        held=np.array([held]),
        moment=np.array([moment]),
        own=own,
        moves=np.array(acts)[own] | (own != held),
    )


def test_an_actor_does_what_its_mood_makes_the_best():
    """The rule takes the menu's own choice, and says how likely each was at a moment."""
    choice = QuantalResponse().choose(menu((0.6, 0.5, 0.2)))
    assert (choice.chosen.tolist(), choice.taken.tolist()) == ([0], [True])
    np.testing.assert_allclose(choice.probability[0], (0.57, 0.35, 0.08), atol=0.006)
    held = QuantalResponse().choose(menu((0.6, 0.5, 0.9)))
    assert (held.chosen.tolist(), held.taken.tolist()) == ([2], [False])


def test_forbidden_options_are_never_drawn():
    """An option that does not exist has probability nought, however good, and is never own."""
    choice = QuantalResponse().choose(menu((9.0, 0.1, 0.0), (False, True, True)))
    assert choice.probability[0, 0] == 0.0
    assert choice.chosen[0] == 1


def test_satisficing_takes_the_first_that_is_good_enough():
    """Simon's rule: the first above the aspiration, else the best; between moments what is held."""
    assert Satisficing(0.1).choose(menu((0.0, 0.2, 0.9))).chosen[0] == 1
    assert Satisficing(2.0).choose(menu((0.0, 0.2, 0.9))).chosen[0] == 2
    assert Satisficing(0.1).choose(menu((0.0, 0.2, 0.9), moment=False)).chosen[0] == 2


def test_a_person_in_the_seat_decides():
    """A seat asks a person with the menu and does what the answer says."""
    asked = []
    choice = Seat(lambda m: asked.append(m.actions) or "b").choose(menu((0.0, 0.0, 0.0)))
    assert asked == [("a", "b", "c")]
    assert choice.chosen.tolist() == [1]
    with pytest.raises(ValueError, match="cannot be chosen"):
        Seat(lambda m: "a").choose(menu((0.0, 0.0, 0.0), (False, True, True)))


def test_a_script_keeps_what_the_actor_wanted():
    """Where an order is imposed, the choice remembers the actor's own; where it cannot be, none."""
    script = Scripted((Imposed("home", "a", DAY, DAY),), QuantalResponse())
    imposed = script.choose(menu((0.0, 0.0, 9.0)))
    assert (imposed.chosen.tolist(), imposed.free.tolist()) == ([0], [2])
    closed = Scripted(script.imposed, QuantalResponse()).choose(
        menu((0.0, 0.0, 9.0), (False, True, True))
    )
    assert (closed.chosen.tolist(), closed.free.tolist()) == ([2], [-1])
    assert QuantalResponse().choose(menu((0.0, 0.0, 9.0))).free is None


def test_a_script_has_a_posture_held_and_an_act_done_once():
    """Until an order ends its posture is taken at every look, and its act at the first that may."""
    ends = DAY + timedelta(weeks=8)
    looks = [DAY + timedelta(weeks=w) for w in (0, 4, 8, 12)]

    def forced(option, *closed):
        script = Scripted((Imposed("home", option, DAY, ends),), QuantalResponse())
        may = [tuple(o != option or day not in closed for o in "abc") for day in looks]
        told = [script.choose(menu((0, 0, 9.0), m, day=d)) for d, m in zip(looks, may, strict=True)]
        return ["abc"[c.chosen[0]] for c in told]

    assert forced("a") == ["a", "a", "a", "c"]
    assert forced("b") == ["b", "c", "c", "c"]
    assert forced("b", DAY) == ["c", "b", "c", "c"]


def test_an_order_asks_for_a_look_in_its_own_week():
    """Whatever the calendar of looks: in the week of its first day, at its decision, and no other."""
    day = date(2021, 11, 10)
    script = Scripted((Imposed("home", "a", day, day),), QuantalResponse())
    asked = [script.due("home", w, DAY + timedelta(weeks=w)) for w in range(4)]
    assert asked == [False, True, False, False]
    assert not script.due("war", 1, DAY + timedelta(weeks=1))


@pytest.mark.parametrize("name, until", [("at-worst", 24), ("history", 30)])
def test_a_replay_lives_the_same_run_again(name, until):
    """The recorded choices of one run, replayed, give the same run bit for bit, mood and all."""
    story = apply_overrides(load_scenario(name), ["weeks=30"])
    first = run_scenario(story, runs=3, seed=4)
    record = past_decisions(first, 1, until)  # what is left of 30 weeks it lives by itself

    def replay(numbers):
        return {
            actor: Replayed({k: (o,) * len(numbers) for k, o in rows.items()}, QuantalResponse())
            for actor, rows in record.items()
        }

    again = run_scenario(story, runs=1, seed=4, policies=replay, first_run=1)
    for series, values in first.series.items():
        np.testing.assert_array_equal(again.series[series][0], values[1], err_msg=series)


def test_a_script_is_followed_on_its_dates():
    """History's decisions are taken in every run in the week of their date, and once."""
    story = load_scenario("history")
    dated = next(d for d in story.decisions if d.choose == "sign_contract")
    result = run_scenario(story, runs=3, seed=1)
    patrons = [d for d in result.decisions if d.actor == "junta" and d.decision == "patrons"]
    signed = [d for d in patrons if (np.array(d.options)[d.chosen] == "sign_contract").any()]
    assert [d.taken.all() and d.forced.all() for d in signed] == [True]
    week = (dated.date - story.start).days // 7
    assert signed[0].week == week
    assert np.all(result.series["contract"][:, week] == 0.0)
    assert np.all(result.series["contract"][:, week + 1] == 1.0)


def test_a_human_seat_in_a_whole_run():
    """A class may hold a seat: the model plays the others."""
    story = apply_overrides(load_scenario("baseline"), ["weeks=8"])
    seat = Seat(lambda m: "carry_on")
    result = run_scenario(story, runs=2, seed=1, policies=lambda numbers: {"junta": seat})
    chosen = {
        o for d in result.decisions if d.actor == "junta" for o in np.array(d.options)[d.chosen]
    }
    assert chosen == {"carry_on"}
