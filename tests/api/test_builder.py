"""Scenarios made in code: the checks of a file, and the file that says the same."""

import dataclasses
from datetime import date

import pytest

import sahelsim as ss
from sahelsim.core.errors import SahelsimError
from sahelsim.scenario.scenario import ScriptedDecision

KEY = "actors.cma.incentives.autonomy"


@pytest.fixture
def base():
    return ss.load_scenario("baseline")


def test_what_is_made_in_code_can_be_written_down(base, tmp_path):
    """Settings, decisions and shocks come back as they were."""
    made = (
        base.set({KEY: 0.1, "actors.france.cannot": ["leave"], "weeks": 20})
        .decide("2022-01-24", "junta", "talk_to_jnim", note='a "quoted" word')
        .decide(date(2022, 2, 21), "cma", "stall", until="2022-03-01")
        .shock("2022-02-01", "treasury", add=-5.0, why="a test")
    )
    path = tmp_path / "mine.toml"
    path.write_text(made.to_toml("mine"), encoding="utf-8")
    read = ss.load_scenario(path)
    assert ss.check(path).ok
    assert read.resolved()["decisions"] == made.resolved()["decisions"]
    assert read.resolved()["shocks"] == made.resolved()["shocks"]
    assert read.resolved()["actors"] == made.resolved()["actors"]
    assert read.weeks == 20
    one, two = (ss.run(s, runs=2) for s in (made, read))
    assert one.frame().drop(columns="run").equals(two.frame().drop(columns="run"))


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda s: s.decide("2022-01-24", "hunta", "talk_to_jnim"), "did you mean 'junta'"),
        (lambda s: s.decide("2022-01-24", "junta", "talk_to_jnmi"), "talk_to_jnim"),
        (lambda s: s.decide("soon", "junta", "talk_to_jnim"), "give a day like"),
        (lambda s: s.decide("2031-01-24", "junta", "talk_to_jnim"), "outside"),
        (lambda s: s.shock("2022-01-24", "treasury", why="x"), "one of add, set, multiply"),
        (lambda s: s.shock("2022-01-24", "treasurry", add=1.0, why="x"), "treasury"),
        (lambda s: s.shock("2022-01-24", "treasury", add=1.0), "needs a source, or a why"),
        (lambda s: s.set({KEY: None}), "give a number"),
        (lambda s: s.set({KEY: -1}), "negative"),
        (lambda s: s.set(3), "a mapping or a list"),
        (lambda s: s.set([3]), "write 'NAME=VALUE'"),
        (lambda s: s.set("nonsense"), "NAME=VALUE"),
        (lambda s: s.to_toml("baseline"), "another name"),
        (lambda s: s.to_toml("../x"), "no name"),
    ],
)
def test_what_a_file_may_not_say_code_may_not(base, wrong, told):
    """One line each."""
    with pytest.raises(SahelsimError, match=told) as caught:
        wrong(base)
    assert "\n" not in str(caught.value)


def test_a_decision_made_by_hand_is_checked_before_it_runs(base):
    """A mistyped actor had run in silence."""
    day = date(2022, 1, 24)
    for actor, action in (("hunta", "carry_on"), ("junta", "carry_off")):
        made = ScriptedDecision(day, actor, action, day)
        with pytest.raises(SahelsimError, match="did you mean"):
            ss.run(dataclasses.replace(base, decisions=(made,)), runs=1, weeks=4)


def test_what_was_changed_by_hand_is_not_kept(base, tmp_path):
    """Nobody could make it again; it runs all the same."""
    made = dataclasses.replace(base, weeks=6)
    assert ss.run(made, runs=1).weeks == 6
    with pytest.raises(SahelsimError, match="changed by hand"):
        ss.run(made, runs=1, out=tmp_path / "x")
    with pytest.raises(SahelsimError, match="changed by hand"):
        made.to_toml("mine")
    assert list(tmp_path.iterdir()) == []
