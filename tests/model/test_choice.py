"""Policies: quantal response and its golden values, scripts, replays, a person's seat."""

from datetime import date

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


def menu(value, allowed=None, uniform=0.5):
    """Return a menu of three options in one replicate."""
    values = np.array([value], dtype=float)
    may = np.ones_like(values, dtype=bool) if allowed is None else np.array([allowed])
    return Menu(
        "junta",
        "home",
        0,
        date(2021, 11, 1),
        ("a", "b", "c"),
        ("A", "B", "C"),
        may,
        values,
        ((), (), ()),
        np.empty((0, 1)),
        5.0,
        np.array([[uniform]]),
    )


def test_forbidden_options_are_never_drawn():
    """An option that does not exist has probability nought, however good."""
    choice = QuantalResponse().choose(menu((9.0, 0.0, 0.0), (False, True, True), uniform=0.0))
    assert choice.probability[0, 0] == 0.0
    assert choice.chosen[0] == 1


def test_satisficing_takes_the_first_that_is_good_enough():
    """Simon's rule: the first above the aspiration, else the best."""
    assert Satisficing(0.1).choose(menu((0.0, 0.2, 0.9))).chosen[0] == 1
    assert Satisficing(2.0).choose(menu((0.0, 0.2, 0.9))).chosen[0] == 2


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
    day = date(2021, 11, 1)
    script = Scripted((Imposed("home", "a", day, day),), QuantalResponse())
    imposed = script.choose(menu((0.0, 0.0, 9.0)))
    assert (imposed.chosen.tolist(), imposed.free.tolist()) == ([0], [2])
    closed = Scripted(script.imposed, QuantalResponse()).choose(
        menu((0.0, 0.0, 9.0), (False, True, True))
    )
    assert (closed.chosen.tolist(), closed.free.tolist()) == ([2], [-1])
    assert QuantalResponse().choose(menu((0.0, 0.0, 9.0))).free is None


def test_a_replay_lives_the_same_run_again():
    """The recorded choices of one run, replayed, give the same run bit for bit."""
    story = apply_overrides(load_scenario("at-worst"), ["weeks=24"])
    first = run_scenario(story, runs=3, seed=4)
    record = past_decisions(first, 1, 24)

    def replay(numbers):
        return {
            actor: Replayed({k: (o,) * len(numbers) for k, o in rows.items()}, QuantalResponse())
            for actor, rows in record.items()
        }

    again = run_scenario(story, runs=1, seed=4, policies=replay, first_run=1)
    assert np.array_equal(again.series["total_deaths"][0], first.series["total_deaths"][1])
    assert np.array_equal(again.series["stability"][0], first.series["stability"][1])


def test_a_script_is_followed_on_its_dates():
    """History's decisions are taken in every run on the meeting after their date."""
    result = run_scenario(load_scenario("history"), runs=3, seed=1)
    signed = [d for d in result.decisions if d.actor == "junta" and d.decision == "patrons"]
    weeks = [d.week for d in signed if (np.array(d.options)[d.chosen] == "sign_contract").any()]
    assert len(weeks) == 1
    assert date(2021, 12, 10) <= signed[weeks[0] // 4].date < date(2022, 1, 10)
    assert np.all(result.series["contract"][:, weeks[0]] == 0.0)
    assert np.all(result.series["contract"][:, weeks[0] + 1] == 1.0)


def test_a_human_seat_in_a_whole_run():
    """A class may hold a seat: the model plays the others."""
    story = apply_overrides(load_scenario("baseline"), ["weeks=8"])
    seat = Seat(lambda m: "carry_on")
    result = run_scenario(story, runs=2, seed=1, policies=lambda numbers: {"junta": seat})
    chosen = {
        o for d in result.decisions if d.actor == "junta" for o in np.array(d.options)[d.chosen]
    }
    assert chosen == {"carry_on"}
