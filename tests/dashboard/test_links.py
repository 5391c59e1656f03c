"""Links: what they hold, what they restore, and what is said to a link that makes no sense."""

import tomllib

import pytest

from sahelsim.core.errors import SahelsimError
from sahelsim.dashboard.downloads import own_name, toml_of
from sahelsim.dashboard.levers import levers_of
from sahelsim.dashboard.state import LONGEST, read
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.files import scenario_names

FULL = (
    "s=at-worst&cma.autonomy=0.1&payment_mode=mixed&contract.men=800&seed=2012&n=64&weeks=40"
    "&fork=2022-01-03~junta~talk_to_jnim&w.control=0.5&lang=fr&month=3"
)


def test_a_link_restores_everything_and_stays_short():
    """Reading what was written gives the same state; six changes fit into 200 characters."""
    state = read(FULL)

    assert read(state.link) == state
    assert len(state.link) <= 200
    assert read("").link == "s=baseline"


def test_a_link_means_what_the_command_line_means():
    """The settings of a link are those of ``--set``: same hash, same runs."""
    state = read("s=at-worst&cma.autonomy=0.1&payment_mode=mixed")
    settings = ["actors.cma.incentives.autonomy=0.1", "switches.payment_mode=mixed"]

    assert state.story.hash == apply_overrides(load_scenario("at-worst"), settings).hash


@pytest.mark.parametrize(
    "query",
    [
        "s=nowhere",
        "s=../../etc/passwd",
        "s=my-story.toml",
        "cma.autonomy=7",
        "cma.autonomy=-0.1",
        "cma.autonomy=nan",
        "cma.autonomy=inf",
        "cma.autonomy=",
        "cma.autonomy=1e999",
        "cma.autonmy=0.2",
        "payment_mode=gold",
        "seed=-1",
        "seed=²",
        "seed=" + "9" * 30,
        "n=401",
        "n=0",
        "weeks=321",
        "fork=yesterday~junta~talk_to_jnim",
        "fork=2022-01-03~junta~fly",
        "fork=2030-01-03~junta~talk_to_jnim",
        "month=x",
        "__class__=1",
        "s=baseline&" + "x" * LONGEST,
    ],
)
def test_a_wrong_link_gets_one_line(query):
    """Unknown names, values out of range, huge sizes: a message of one short line, no traceback."""
    with pytest.raises(SahelsimError) as told:
        read(query)

    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 700


def test_the_scenario_file_runs_to_the_same_numbers(tmp_path):
    """A saved scenario is accepted, and its levers have the link's values."""
    state = read(
        "s=at-worst&cma.autonomy=0.1&payment_mode=mixed&weeks=30&fork=2022-01-03~junta~talk_to_jnim"
    )
    path = tmp_path / f"{own_name(state)}.toml"
    path.write_text(toml_of(state), encoding="utf-8")
    story, wanted = load_scenario(path), state.story

    assert story.cards["cma"].incentives["autonomy"].value == 0.1
    assert (story.weeks, story.switches) == (wanted.weeks, wanted.switches)
    assert [(d.date, d.choose) for d in story.decisions] == [
        (d.date, d.choose) for d in wanted.decisions
    ]
    assert tomllib.loads(toml_of(state))["extends"] == "at-worst"


@pytest.mark.parametrize("name", scenario_names())
def test_every_preset_lies_on_its_sliders(name):
    """No preset starts beyond the end of a slider."""
    for lever in levers_of(name).values():
        if not lever.factor.options:
            assert lever.low <= lever.factor.value <= lever.high
