"""Conditions over the runs of a sweep: outcomes of one's own, classes, factors and switches."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from sahelsim.cli.main import main
from sahelsim.core.errors import UsageError
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep
from sahelsim.study.sweep.read import read_sweep

DESIGN = """
name = "conditions"
policies = ["baseline"]
weeks = 6
design = "latin_hypercube"
points = 40
replicates = 2
[factors]
"initial.control.jnim" = {}
"switches.payment_mode" = {}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of a small sweep."""
    path = tmp_path_factory.mktemp("conditions") / "d.toml"
    path.write_text(DESIGN, encoding="utf-8")
    return sweep(read_design(path), path.parent / "out")


def test_a_condition_is_what_the_table_says(folder):
    """Numbers, classes, factors and a switch by its option."""
    held = read_sweep(folder)
    table, middle = held.runs, float(held.runs["stability"].median())
    option = held.plan["factors"][1]["options"][0]
    text = (
        f"stability < {middle!r} and switches.payment_mode == '{option}' "
        "or initial.control.jnim > 1 and outcome_class == 'muddling'"
    )
    right = (table["stability"] < middle) & (table["switches.payment_mode"] == 0) | (
        table["initial.control.jnim"] > 1
    ) & (table["outcome_class"] == "muddling")

    assert held.cases("baseline", text).ravel().tolist() == right.astype(float).tolist()
    assert 0 < right.sum() < len(right)


def test_an_expression_is_an_outcome(folder):
    """Whatever takes an outcome takes an expression over outcomes."""
    held = read_sweep(folder)
    found = held.outcome("baseline", "total_deaths - one_sided_deaths")

    assert np.allclose(found, held.outcome("baseline", "battle_deaths"))


def test_a_failed_run_is_no_case_and_no_other(folder):
    """A failed run is NaN under every condition, also under its opposite."""
    held = read_sweep(folder)
    held.runs.loc[3, "outcome_class"] = "failed"

    for text in ("stability < 0", "not (stability < 0)"):
        assert np.isnan(held.cases("baseline", text)).sum() == 1


@pytest.mark.parametrize("words", [["discover"], ["flip", "--factor", "initial.control.jnim"]])
def test_analyses_take_any_condition(folder, capsys, words):
    """The middle of an outcome is as good a line as a class."""
    middle = float(read_sweep(folder).runs["stability"].median())
    command = [words[0], str(folder), *words[1:], "--when", f"stability < {middle}"]
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)
    assert main(command) == 0
    assert f"stability < {middle}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "when, said",
    [
        ("stabilty < 50", "did you mean 'stability'"),
        ("mudling", "did you mean 'muddling'"),
        ("outcome_class == 1", "words can only be =="),
        ("stability < 0", "no run under 'baseline' is 'stability < 0'"),
    ],
)
def test_bad_conditions_are_one_line(folder, capsys, when, said):
    """What cannot be computed is refused before anything is."""
    assert main(["discover", str(folder), "--when", when]) == 2
    told = capsys.readouterr().err
    assert re.search(re.escape(said), told)
    assert told.count("\n") == 1


def test_an_older_folder_is_read(folder, tmp_path):
    """Where runs have a column ``class``, it is their outcome class."""
    import shutil

    old = shutil.copytree(folder, tmp_path / "old")
    frame = pd.read_parquet(old / "runs.parquet").rename(columns={"outcome_class": "class"})
    frame.to_parquet(old / "runs.parquet", index=False)

    assert read_sweep(old).runs.equals(read_sweep(folder).runs)
    with pytest.raises(UsageError, match="unknown name 'class_'"):
        read_sweep(old).cases("baseline", "class_ == 'x'")
