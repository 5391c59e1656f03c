"""A forced decision takes effect in the week of its date."""

from datetime import date

import pytest

from sahelsim.core.errors import UsageError
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.fork import decides_on, force, fork, looks, reach


@pytest.mark.parametrize(
    "asked, day",
    [
        (date(2021, 11, 1), date(2021, 11, 1)),
        (date(2022, 1, 3), date(2022, 1, 3)),
        (date(2022, 1, 7), date(2022, 1, 3)),
        (date(2022, 1, 24), date(2022, 1, 24)),
    ],
)
def test_the_day_that_is_told_is_the_day_that_counts(asked, day):
    """The label names its week, and the second future differs from it on, not before."""
    story = apply_overrides(load_scenario("no-deal"), ["weeks=20"])
    assert decides_on(story, asked) == day
    assert str(day) in force(story, at=asked, actor="junta", choose="talk_to_jnim").label

    free, forced = fork(story, at=asked, actor="junta", choose="talk_to_jnim", runs=30, seed=1)
    differs = [row.date for row, plain in looks(free, forced) if (row.chosen != plain).any()]
    assert min(differs) == day
    did = reach(free, forced, at=asked, actor="junta", choose="talk_to_jnim")
    assert (did.day, did.runs) == (day, 30)
    assert did.changed > 0


def _first_deal_with_patrons(story):
    """Return when the junta first does anything about its patrons in one of 20 runs."""
    rows = run_scenario(story, runs=20, seed=1).decisions
    return min(
        row.date
        for row in rows
        if (row.actor, row.decision) == ("junta", "patrons")
        and (row.chosen != row.options.index("carry_on")).any()
    )


def test_an_order_of_several_decisions_is_forced_at_one_of_them():
    """'Carry on' in place of signing leaves what else the junta decides to itself."""
    story = apply_overrides(load_scenario("baseline"), ["weeks=30"])
    at = _first_deal_with_patrons(story)
    free, forced = fork(story, at=at, actor="junta", choose="patrons:carry_on", runs=20, seed=1)
    mine = [row for row in forced.decisions if row.actor == "junta" and row.date == at]
    assert {row.decision for row in mine if row.forced.any()} == {"patrons"}
    assert len({row.decision for row in mine}) > 1
    assert reach(free, forced, at=at, actor="junta", choose="patrons:carry_on").changed > 0
    for row, plain in looks(free, forced):
        if row.actor == "junta" and row.date == at and row.decision != "patrons":
            assert (row.chosen == plain).all()

    assert forced.name == "baseline+patrons-carry_on"
    assert "Carry on (patrons decision)" in forced.label
    everywhere = force(story, at=at, actor="junta", choose="carry_on")
    assert everywhere.name == "baseline+carry_on"
    assert "(at every decision)" in everywhere.label

    with pytest.raises(UsageError, match="at 'war'"):
        force(story, at=at, actor="junta", choose="war:sign_contract")


def test_what_the_story_forces_anyway_is_no_change():
    """A fork that repeats a script changes nothing, whatever the actor itself would have done."""
    story = load_scenario("history")
    at = next(d.date for d in story.decisions if (d.actor, d.choose) == ("france", "leave"))
    asked = {"at": at, "actor": "france", "choose": "leave"}
    free, forced = fork(story, **asked, runs=10, seed=1)
    did = reach(free, forced, **asked)
    assert (did.changed, did.same, did.closed) == (0, 10, 0)
    assert (free.series["stability"] == forced.series["stability"]).all()
