"""A fork in one run: the same run lived twice, and what forcing did to all runs."""

from datetime import date

import numpy as np
import pytest

from sahelsim.dashboard.pages import why
from sahelsim.dashboard.paired_runs import paired_run
from sahelsim.dashboard.state import read
from sahelsim.study.ensemble import run_scenario
from sahelsim.texts.translator import translator

LINK = "s=at-worst&n=12&weeks=30&fork=2022-01-24~junta~talk_to_jnim"


class Decision:
    """A decision that nobody watches."""

    def counting(self):
        """Return a progress function that tells nobody."""
        return lambda _: None


@pytest.fixture(scope="module")
def lived():
    """Run 3 of twelve, with and without."""
    return paired_run(Decision(), LINK, 3, 12)


def test_it_is_this_run_with_and_without(lived):
    """Both lives equal run 3 of their ensembles; they share the past up to the day."""
    state = read(LINK)
    for one, story in zip(lived.pair, (why.before(state).story, state.story), strict=True):
        whole = run_scenario(story, runs=12, seed=state.seed)
        for name in ("stability", "total_deaths"):
            np.testing.assert_array_equal(one.series[name][0], whole.series[name][3])
    without, given = (r.series["stability"][0] for r in lived.pair)
    week = (date(2022, 1, 24) - state.story.start).days // 7
    np.testing.assert_array_equal(without[: week + 1], given[: week + 1])


def test_forcing_is_counted_run_by_run(lived):
    """Changed, chosen anyway and impossible add up; they are what the whole ensembles show."""
    state = read(LINK)
    free, forced = (
        run_scenario(s, runs=12, seed=1) for s in (why.before(state).story, state.story)
    )
    day = date(2022, 1, 24)
    changed = sum(
        (a.chosen != b.chosen)
        for a, b in zip(free.decisions, forced.decisions, strict=True)
        if a.date == day and a.actor == "junta" and "talk_to_jnim" in a.options
    )
    assert lived.all.changed == changed.sum() > 0
    assert lived.all.changed + lived.all.same + lived.all.closed == lived.all.runs == 12
    assert lived.mine.runs == 1


def test_without_a_number_it_is_the_middle_run():
    """A link that names no run forks the run that the page tells."""
    state = read(LINK)
    found = run_scenario(why.before(state).story, runs=12, seed=1)
    last = found.series["stability"][:, -1]
    assert paired_run(Decision(), LINK, None, 12).run == int(
        np.abs(last - np.median(last)).argmin()
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_forced_choice_says_so(lang):
    """Heading, table and timeline mark what was imposed, with the actor's own choice."""
    words = translator(lang)
    options = [
        {"option": o, "label": o, "probability": p, "value": 0.0, "terms": []}
        for o, p in (("stall", 0.7), ("rebel", 0.3))
    ]
    row = {
        "week": 4,
        "actor": "cma",
        "chosen": "rebel",
        "label": "Rebel",
        "forced": True,
        "free": "stall",
        "options": options,
    }
    told = why.likely(words, row)
    assert words("dashboard.forced") in told
    assert "30" in told
    assert words.action("stall", "stall").lower() in told
    assert words("dashboard.forced") in why._option(words, options[1], row, [])[0]
    story = {"start": date(2021, 11, 1)}
    chart = why.timeline(read(f"lang={lang}"), words, story, [row])
    assert words("dashboard.timeline_forced") in str(chart)
    assert f"({words('dashboard.forced')})" in str(chart)
