"""The verbs' signatures: each argument counts, and the command line says the same names."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import sahelsim as ss
from sahelsim.cli.main import COMMANDS

VERBS = sorted(name for name in ss.__all__ if inspect.isfunction(getattr(ss, name)))
SHOWN = {"json", "quiet", "plain", "trust"}  # how the terminal shows it; ``trust`` is a verb
ONLY = {"why": {"all"}}  # what a terminal needs: in Python the answer has it
PYTHON = {"progress", "settings", "machine"}  # what a terminal always has, an old name, options
NONE = ((), None, inspect.Parameter.empty)
KEY = "actors.cma.incentives.autonomy"


def _source(verb):
    return ast.parse(inspect.getsource(getattr(ss, verb))).body[0]


@pytest.mark.parametrize("verb", VERBS)
def test_every_argument_is_read(verb):
    """A name that a function takes and never reads would be without effect."""
    function = _source(verb)
    read = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    assert set(inspect.signature(getattr(ss, verb)).parameters) <= read


@pytest.mark.parametrize("verb", [v for v in VERBS if v in COMMANDS])
def test_the_command_line_has_the_same_names(verb):
    """Options are the verb's arguments; what stands in place is the first of them."""
    command = getattr(importlib.import_module(f"sahelsim.cli.{COMMANDS[verb][0]}"), verb)
    theirs = inspect.signature(command).parameters
    mine = dict(inspect.signature(getattr(ss, verb)).parameters)
    machine = set(importlib.import_module("sahelsim.api.sweeps").Machine.__annotations__)
    named = set(mine) - PYTHON | (machine if "machine" in mine else set())
    options = {n for n, p in theirs.items() if p.kind is inspect.Parameter.KEYWORD_ONLY}
    free = {n for n, p in mine.items() if p.kind is inspect.Parameter.KEYWORD_ONLY} - PYTHON
    assert options - SHOWN - ONLY.get(verb, set()) <= named
    assert free <= options
    given = {n: str(p.default) for n, p in mine.items() if n in options and p.default not in NONE}
    assert {n: str(theirs[n].default) for n in given} == given


def test_every_command_is_a_verb():
    """But what opens pages and what a shell reads."""
    assert set(COMMANDS) - set(VERBS) == {"classroom", "dashboard", "completion"}


def test_a_type_checker_sees_what_dir_says():
    """The names imported for it are the public ones, each from its home."""
    tree = ast.parse(Path(ss.__file__).read_text(encoding="utf-8"))
    (block,) = (n for n in tree.body if isinstance(n, ast.If))
    seen = {a.name: n.module for n in block.body for a in n.names}
    assert set(seen) | {"__version__"} == set(dir(ss))
    assert {name: ss._HOMES[name] for name in seen} == seen


CHANGES = {
    "scenario": {"scenario": "at-worst"},
    "runs": {"runs": 3},
    "seed": {"seed": 5},
    "weeks": {"weeks": 9},
    "set": {"set": {KEY: 5.0}},
    "settings": {"settings": {KEY: 5.0}},
}


@pytest.mark.parametrize("of", [str, ss.load_scenario], ids=["name", "object"])
@pytest.mark.parametrize("name", CHANGES)
def test_each_argument_of_a_run_counts(name, of):
    """On a scenario's name and on a scenario alike."""
    first = {"scenario": "baseline", "runs": 2, "weeks": 12}
    other = first | CHANGES[name]
    one, two = (ss.run(of(g.pop("scenario")), **g) for g in (dict(first), other))
    assert one != two


def test_settings_on_an_object_are_those_on_a_name():
    """They had been dropped in silence."""
    by_name = ss.run("at-worst", runs=3, weeks=12, set={KEY: 0.1})
    by_object = ss.run(ss.load_scenario("at-worst"), runs=3, weeks=12, set=[f"{KEY}=0.1"])
    assert by_name == by_object


def test_the_cases_are_the_signature():
    """A new argument of ``run`` needs a case here; a folder and a bar change no number."""
    assert set(inspect.signature(ss.run).parameters) - {"out", "progress"} == set(CHANGES)


def test_every_action_says_when_it_is_open():
    """A condition in words wherever the code has one, and what each does."""
    for row in ss.actions():
        assert row["open"] == "always" or row["open"].startswith("While ")
        assert row["does"].endswith(".")
    assert {row["open"] for row in ss.actions("cma")} >= {"While the 2015 accord is in force"}
