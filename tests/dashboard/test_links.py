"""Links: what they hold, what they restore, and what is said to a link that makes no sense."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from sahelsim import actions
from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.core.errors import SahelsimError
from sahelsim.dashboard.downloads import own_name, toml_of
from sahelsim.dashboard.labels import texts
from sahelsim.dashboard.levers import levers_of
from sahelsim.dashboard.state import LANGUAGES, LONGEST, read
from sahelsim.figures.palette import CONTROLLER_COLOURS
from sahelsim.model import parts
from sahelsim.model.events import FLAGS
from sahelsim.model.switches import SWITCHES
from sahelsim.scenario import apply_overrides, assumptions, load_scenario
from sahelsim.scenario.files import scenario_names
from sahelsim.scenario.layers import starts

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
    state = read("s=at-worst&cma.autonomy=0.1&payment_mode=mixed&weeks=30"
                 "&fork=2022-01-03~junta~talk_to_jnim")  # fmt: skip
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


def _reasons():
    """Return every reason that an order's card names for an incentive."""
    kinds = set(texts("fr")["incentives"])
    found = set()
    for path in Path(actions.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                pair = [getattr(e, "value", None) for e in node.elts]
                found |= {pair[1]} if pair[0] in kinds else set()
    return found


@pytest.mark.parametrize("table", ["scenarios", "stories", "classes", "indicators", "orders",
                                   "levers", "options", "whys", "reasons", "cards", "events",
                                   "settings", "first_day", "faults"])  # fmt: skip
def test_no_french_text_is_left_empty_or_english(table):
    """A label that was copied instead of translated is found by its commonest words."""
    english = re.compile(r"\b(the|and|of|with|is|are|which|who|than)\b")
    for key, text in texts("fr")[table].items():
        assert text.strip(), key
        assert not english.search(text), key


def test_both_languages_say_everything():
    """The same keys in both files; French names whatever the code names in English."""
    english, french = (texts(lang) for lang in LANGUAGES)
    for table, words in english.items():
        assert set(words) == set(french[table])
    assert set(french["indicators"]) == set(INDICATORS)
    assert set(french["units"]) >= {i.unit for i in INDICATORS.values()}
    assert set(french["classes"]) == set(CLASSES)
    assert set(french["controllers"]) == set(CONTROLLER_COLOURS)
    assert set(french["scenarios"]) == set(scenario_names())
    levers = levers_of("baseline").values()
    assert set(french["actors"]) == {lever.group for lever in levers} - {"contract", "theory"}
    options = {f"{name}.{o}" for name, switch in SWITCHES.items() for o in switch.options}
    assert set(french["options"]) == options
    assert set(french["orders"]) == set(parts.names("actions"))
    assert set(french["stories"]) == set(scenario_names())
    known = starts(load_scenario("baseline"))
    assert set(french["first_day"]) == {n for n in known if not n.startswith("control.")}
    assert set(french["cards"]) == set(french["actors"])
    assert set(french["reasons"]) == _reasons()
    known = [lever for name in scenario_names() for lever in levers_of(name).values()]
    assert set(french["whys"]) == {lever.factor.why for lever in known if lever.factor.why}
    kinds = {lever.key.partition(".")[2] for lever in known if lever.group in french["actors"]}
    assert set(french["incentives"]) - {"cost"} == kinds
    rest = {lever.key for lever in known if lever.group in ("contract", "theory")}
    assert set(french["levers"]) == rest
    assert set(french["units"]) >= {
        r["unit"] for n in scenario_names() for r in assumptions(load_scenario(n))
    }
    assert {text for flag in FLAGS for text in flag[2:] if text} <= set(french["events"])
