"""Every number in the first lesson comes from here: the lesson's own commands, run."""

import re
from pathlib import Path

import pytest

from sahelsim.analysis.intervals import share_difference
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.files import scenario_folder
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.paired import difference

LESSON = scenario_folder() / "lessons" / "01-at-best-at-worst.md"
TURNED = ["actors.cma.incentives.autonomy=0.1", "actors.cma.incentives.survival=0.6"]


def numbers():
    """Return the lesson's table as rows of (entrenched, rekindled), whole percent."""
    stories = [load_scenario("at-best"), load_scenario("at-worst")]
    stories.append(apply_overrides(stories[1], TURNED))
    rows = []
    for story in stories:
        shares = run_scenario(story, runs=200, seed=1).shares
        rows.append(tuple(round(100 * shares[c]["share"]) for c in ("entrenched", "rekindled")))
    return rows


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_lessons_numbers_hold():
    """The table in the lesson is what its commands print (to a run in a hundred)."""
    table = LESSON.read_text(encoding="utf-8").split("numbers: begin")[1].split("numbers: end")[0]
    printed = [tuple(map(int, pair)) for pair in re.findall(r"\| (\d+) % \| (\d+) % \|", table)]
    found = numbers()
    assert len(printed) == 3
    for told, now in zip(printed, found, strict=True):
        assert told == pytest.approx(now, abs=1)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_each_causal_sentence_has_its_sign():
    """Autonomy alone, survival alone and no optimism: fewer rebellions, run by run."""
    story = load_scenario("at-worst")
    usual = run_scenario(story, runs=200, seed=1).classes == "rekindled"
    for setting in (*TURNED, "switches.war_optimism=none"):
        other = run_scenario(apply_overrides(story, [setting]), runs=200, seed=1).classes
        assert share_difference(usual, other == "rekindled")["high"] < 0.0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_restraint_spares_civilians_and_does_not_cost_stability():
    """The second question's answer: fewer killed, a little more stability."""
    usual, restrained = (
        run_scenario(load_scenario(name), runs=200, seed=1)
        for name in ("baseline", "restrained-wagner")
    )
    rows = difference(usual, restrained)["indicators"]
    assert rows["one_sided_state"]["high"] < 0.0
    assert rows["stability"]["low"] > 0.0


def test_the_lesson_is_whole():
    """Aims, timing, roles, what to run, three questions with answers; fifty minutes."""
    text = LESSON.read_text(encoding="utf-8")
    for heading in ("Aims", "Timing", "Roles", "What to run", "Three questions"):
        assert f"## {heading}" in text
    assert "42-50" in text
    assert len(re.findall(r"^\d\. \*\*", text, re.M)) == 3
    assert Path(LESSON).stat().st_size < 8000
