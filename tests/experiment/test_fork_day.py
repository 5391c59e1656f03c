"""A forced decision takes effect on the first day of decisions from its date on."""

from datetime import date

import pytest

from sahelsim.experiment.fork import decides_on, force, fork
from sahelsim.scenario import apply_overrides, load_scenario


@pytest.mark.parametrize(
    "asked, day",
    [
        (date(2021, 11, 1), date(2021, 11, 1)),
        (date(2022, 1, 3), date(2022, 1, 24)),
        (date(2022, 1, 24), date(2022, 1, 24)),
    ],
)
def test_the_day_that_is_told_is_the_day_that_counts(asked, day):
    """The label names it, and the second future differs from it on, not before."""
    story = apply_overrides(load_scenario("no-deal"), ["weeks=20"])
    assert decides_on(story, asked) == day
    assert str(day) in force(story, at=asked, actor="junta", choose="talk_to_jnim").label

    free, forced = fork(story, at=asked, actor="junta", choose="talk_to_jnim", runs=30, seed=1)
    differs = [
        one.date
        for one, other in zip(free.decisions, forced.decisions, strict=True)
        if (one.chosen != other.chosen).any()
    ]
    assert min(differs) == day
